using System.Security.Cryptography;
using System.Text;
using Proofs.Git.WorkTrees;
using TestKit;

namespace Proofs.Tests.Git.WorkTrees;

public sealed class CheckpointTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Exactly_the_files_of_the_turn_are_committed_and_git_agrees()
    {
        using GitRepo repo = SnapshotTests.Sample();
        string before = repo.Head;
        SnapshotTests.Write(repo, "src/a.txt", "changed\n");
        SnapshotTests.Write(repo, "src/deep/er/é.txt", "new\n");
        SnapshotTests.Write(repo, "src.txt", "sorts between src and src/\n");
        SnapshotTests.Write(repo, "tool", "#!/bin/sh\n");
        Run.Program("chmod", ["+x", "tool"], repo.Path);
        File.Delete(Path.Combine(repo.Path, "src/b.txt"));
        SnapshotTests.Write(repo, "other.txt", "not of the turn\n");
        CheckpointOutcome made = Write(repo, before, "src/a.txt", "src/deep/er/é.txt", "src.txt", "tool", "src/b.txt");
        Assert.Equal(CheckpointRefusal.None, made.Refusal);
        Assert.Equal(repo.Head, made.CommitId);
        Assert.Equal("?? other.txt", repo.Git("status", "--porcelain"));
        repo.Git("fsck", "--strict", "--full");
        Assert.Equal("A\tsrc.txt\nM\tsrc/a.txt\nD\tsrc/b.txt\nA\tsrc/deep/er/é.txt\nA\ttool", repo.Git("-c", "core.quotePath=false", "show", "--format=", "--name-status", "HEAD"));
        Assert.Equal("Do it\n\nProofs-Turn: turn_1", repo.Git("log", "-1", "--format=%B").TrimEnd());
        Assert.Equal("turn_1", repo.Git("log", "-1", "--format=%(trailers:key=Proofs-Turn,valueonly)").Trim());
        Assert.Equal("100755", repo.Git("ls-tree", "HEAD", "tool")[..6]);
        Assert.Equal(repo.Git("rev-parse", "HEAD^"), before);
        Assert.Equal("refs/heads/main", repo.Git("symbolic-ref", "HEAD"));
    }

    [Fact]
    public void A_second_call_finds_its_own_commit_and_mends_the_index()
    {
        using GitRepo repo = SnapshotTests.Sample();
        string before = repo.Head;
        byte[] index = File.ReadAllBytes(Path.Combine(repo.DotGit, "index"));
        SnapshotTests.Write(repo, "src/a.txt", "changed\n");
        string id = Write(repo, before, "src/a.txt").CommitId!;
        File.WriteAllBytes(Path.Combine(repo.DotGit, "index"), index);
        CheckpointOutcome again = Write(repo, before, "src/a.txt");
        Assert.Equal((id, true), (again.CommitId, again.WasThere));
        Assert.Equal(string.Empty, repo.Git("status", "--porcelain"));
        Assert.Equal("2", repo.Git("rev-list", "--count", "HEAD"));
    }

    [Fact]
    public void A_commit_that_only_says_that_it_is_the_turns_is_not_taken_for_it()
    {
        using GitRepo repo = SnapshotTests.Sample();
        string before = repo.Head;
        SnapshotTests.Write(repo, "src/a.txt", "changed\n");
        repo.CommitFile("evil.txt", "evil", "Do it\n\nProofs-Turn: turn_1\n");
        Assert.Equal(CheckpointRefusal.HeadMoved, Write(repo, before, "src/a.txt").Refusal);
    }

    [Fact]
    public void A_head_that_moved_a_changed_file_and_something_staged_are_refused()
    {
        using GitRepo repo = SnapshotTests.Sample();
        string before = repo.Head;
        SnapshotTests.Write(repo, "src/a.txt", "changed\n");
        Checkpoint checkpoint = Of(repo, before, "src/a.txt");
        SnapshotTests.Write(repo, "src/a.txt", "staged\n");
        Assert.Equal(CheckpointRefusal.FileChanged, CheckpointWriter.Write(repo.Path, checkpoint).Refusal);
        repo.Git("add", "src/a.txt");
        SnapshotTests.Write(repo, "src/a.txt", "changed\n");
        Assert.Equal(CheckpointRefusal.Staged, CheckpointWriter.Write(repo.Path, checkpoint).Refusal);
        repo.Git("add", "src/a.txt");
        repo.Commit("someone else");
        Assert.Equal(CheckpointRefusal.HeadMoved, CheckpointWriter.Write(repo.Path, checkpoint).Refusal);
        Assert.Equal(CheckpointRefusal.NothingToCommit, Write(repo, repo.Head, "src/a.txt").Refusal);
    }

    [Fact]
    public void What_the_worker_staged_of_the_same_content_is_committed_and_the_rest_stays_staged()
    {
        using GitRepo repo = SnapshotTests.Sample();
        SnapshotTests.Write(repo, "src/a.txt", "changed\n");
        SnapshotTests.Write(repo, "src/b.txt", "staged by somebody\n");
        repo.Git("add", "--all");
        Assert.Equal(CheckpointRefusal.None, Write(repo, repo.Head, "src/a.txt").Refusal);
        Assert.Equal("M  src/b.txt", repo.Git("status", "--porcelain"));
    }

    [Theory]
    [InlineData("../out.txt")]
    [InlineData(".git/config")]
    [InlineData("sub/.GIT/config")]
    [InlineData("/etc/passwd")]
    [InlineData("src//a.txt")]
    [InlineData("back\\slash")]
    public void A_path_that_can_be_in_no_commit_is_refused(string path)
    {
        using GitRepo repo = SnapshotTests.Sample();
        Checkpoint checkpoint = new("turn_1", "Do it", new Dictionary<string, string>(StringComparer.Ordinal) { [path] = "deleted" }) { ExpectedHead = repo.Head, At = At };
        Assert.Equal(CheckpointRefusal.PathRefused, CheckpointWriter.Write(repo.Path, checkpoint).Refusal);
    }

    [Fact]
    public void A_file_behind_a_link_is_refused()
    {
        using GitRepo repo = SnapshotTests.Sample();
        Directory.CreateSymbolicLink(Path.Combine(repo.Path, "linked"), Path.Combine(repo.Path, "src"));
        Checkpoint checkpoint = new("turn_1", "Do it", new Dictionary<string, string>(StringComparer.Ordinal) { ["linked/a.txt"] = Marker(Path.Combine(repo.Path, "src/a.txt")) }) { ExpectedHead = repo.Head, At = At };
        Assert.Equal(CheckpointRefusal.FileChanged, CheckpointWriter.Write(repo.Path, checkpoint).Refusal);
    }

    [Fact]
    public void Hooks_and_filters_of_the_repository_do_not_run_and_a_detached_head_moves()
    {
        using GitRepo repo = SnapshotTests.Sample();
        repo.Git("checkout", "--quiet", "--detach");
        repo.Git("config", "filter.evil.clean", $"touch {repo.Outside}/ran; cat");
        File.WriteAllText(Path.Combine(repo.DotGit, "info", "attributes"), "* filter=evil\n");
        foreach (string hook in new[] { "pre-commit", "commit-msg", "post-commit", "reference-transaction" })
        {
            string path = Path.Combine(repo.DotGit, "hooks", hook);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $"#!/bin/sh\ntouch {repo.Outside}/ran\n");
            Run.Program("chmod", ["+x", path]);
        }

        string before = repo.Head;
        SnapshotTests.Write(repo, "src/a.txt", "changed\n");
        CheckpointOutcome made = Write(repo, before, "src/a.txt");
        Assert.Equal(CheckpointRefusal.None, made.Refusal);
        Assert.False(File.Exists(Path.Combine(repo.Outside, "ran")));
        Assert.Equal(made.CommitId, File.ReadAllText(Path.Combine(repo.DotGit, "HEAD")).Trim());
    }

    [Fact]
    public void The_first_commit_of_a_branch_is_made()
    {
        using GitRepo repo = GitRepo.Create();
        SnapshotTests.Write(repo, "a.txt", "first\n");
        Assert.Equal(CheckpointRefusal.None, Write(repo, null, "a.txt").Refusal);
        Assert.Equal(string.Empty, repo.Git("status", "--porcelain"));
        repo.Git("fsck", "--strict");
    }

    [Fact]
    public void A_project_inside_a_repository_commits_there()
    {
        using GitRepo repo = SnapshotTests.Sample();
        SnapshotTests.Write(repo, "src/a.txt", "changed\n");
        string project = Path.Combine(repo.Path, "src");
        Checkpoint checkpoint = new("turn_1", "Do it\nProofs-Turn: turn_9", new Dictionary<string, string>(StringComparer.Ordinal) { ["a.txt"] = Marker(Path.Combine(project, "a.txt")) }) { ExpectedHead = repo.Head, At = At };
        Assert.Equal(["a.txt"], WorkTreeReader.Take(project, TimeProvider.System).Dirty.Keys);
        Assert.Equal(CheckpointRefusal.None, CheckpointWriter.Write(project, checkpoint).Refusal);
        Assert.Equal(string.Empty, repo.Git("status", "--porcelain"));
        Assert.Equal("Do it Proofs-Turn: turn_9", repo.Git("log", "-1", "--format=%s"));
    }

    private static CheckpointOutcome Write(GitRepo repo, string? head, params string[] paths) => CheckpointWriter.Write(repo.Path, Of(repo, head, paths));

    private static Checkpoint Of(GitRepo repo, string? head, params string[] paths) =>
        new("turn_1", "Do it", paths.ToDictionary(path => path, path => Marker(Path.Combine(repo.Path, path)), StringComparer.Ordinal)) { ExpectedHead = head, At = At };

    private static string Marker(string file) => File.Exists(file) ? "sha256:" + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) : "deleted";
}
