using Proofs.Git.WorkTrees;
using TestKit;

namespace Proofs.Tests.Git.WorkTrees;

public sealed class RestoreTests
{
    [Fact]
    public void New_files_go_and_committed_ones_come_back()
    {
        using GitRepo repo = SnapshotTests.Sample();
        SnapshotTests.Write(repo, "src/b.txt", "dirty before\n");
        TreeSnapshot before = SnapshotTests.Take(repo);
        SnapshotTests.Write(repo, "left.txt", "left");
        SnapshotTests.Write(repo, "src/a.txt", "other\n");
        SnapshotTests.Write(repo, "src/b.txt", "other\n");
        File.Delete(Path.Combine(repo.Path, "run.sh"));
        Assert.Equal(["src/b.txt", "../x"], WorkTreeRestorer.Restore(repo.Path, before, ["left.txt", "src/a.txt", "run.sh", "src/b.txt", "../x"]));
        Assert.Equal("M src/b.txt", repo.Git("status", "--porcelain").Trim());
    }

    [Fact]
    public void Nothing_behind_a_link_is_touched()
    {
        using GitRepo repo = SnapshotTests.Sample();
        TreeSnapshot before = SnapshotTests.Take(repo);
        string outside = Path.Combine(repo.Outside, "outside");
        Directory.CreateDirectory(outside);
        File.WriteAllText(Path.Combine(outside, "x.txt"), "mine");
        File.WriteAllText(Path.Combine(outside, "a.txt"), "mine");
        Directory.CreateSymbolicLink(Path.Combine(repo.Path, "linked"), outside);
        Directory.Delete(Path.Combine(repo.Path, "src"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(repo.Path, "src"), outside);
        Assert.Equal(["linked/x.txt", "src/a.txt"], WorkTreeRestorer.Restore(repo.Path, before, ["linked/x.txt", "src/a.txt"]));
        Assert.Equal(["mine", "mine"], Directory.GetFiles(outside).Select(File.ReadAllText));
    }
}
