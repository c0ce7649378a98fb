using System.Text;
using Proofs.Git.WorkTrees;
using TestKit;

namespace Proofs.Tests.Git.WorkTrees;

/// <summary>Files of a commit, put into a folder and compared, whatever the commit holds.</summary>
public sealed class CommitExtractorTests
{
    [Fact]
    public void A_folder_gets_the_bytes_of_the_commit_and_nothing_of_the_work_tree()
    {
        using GitRepo repo = GitRepo.Create();
        repo.CommitFile("sub/a.txt", "one\r\n", "a");
        repo.CommitFile(".gitattributes", "*.txt text eol=lf\n", "b");
        File.WriteAllText(Path.Combine(repo.Path, "sub", "run.sh"), "#!/bin/sh\n");
        repo.Git("add", "sub/run.sh");
        repo.Git("update-index", "--chmod=+x", "sub/run.sh");
        File.CreateSymbolicLink(Path.Combine(repo.Path, "sub", "link"), "../sub/a.txt");
        repo.Git("add", "sub/link");
        repo.Commit("c");
        File.WriteAllText(Path.Combine(repo.Path, "sub", "a.txt"), "other");
        using TempFolder into = new();
        (string? folder, string? refusal) = CommitExtractor.Extract(Path.Combine(repo.Path, "sub"), repo.Head, into.Path);
        Assert.Null(refusal);
        Assert.Equal(into.In("sub"), folder);
        Assert.Equal("one\r\n", File.ReadAllText(into.In("sub", "a.txt")));
        Assert.Equal("one\r\n", File.ReadAllText(into.In("sub", "link")));
        Assert.Equal(0, Run.Program("test", ["-x", into.In("sub", "run.sh")]).ExitCode);
        Assert.False(Directory.Exists(into.In(".git")));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../outside")]
    public void A_link_that_leads_outside_is_refused(string target)
    {
        using GitRepo repo = GitRepo.Create();
        File.CreateSymbolicLink(Path.Combine(repo.Path, "link"), target);
        repo.Git("add", "link");
        repo.Commit("a");
        using TempFolder into = new();
        Assert.Contains("leads outside", CommitExtractor.Extract(repo.Path, repo.Head, into.Path).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".git")]
    [InlineData(".GIT")]
    [InlineData("a\nb")]
    public void A_name_that_is_none_is_refused(string name)
    {
        using GitRepo repo = GitRepo.Create();
        string tree = Tree(repo, ("100644", name, repo.WriteObject("blob", Encoding.UTF8.GetBytes("x"))));
        Assert.NotNull(Extract(repo, tree));
    }

    [Fact]
    public void A_link_and_a_folder_of_one_name_write_nothing_outside()
    {
        using GitRepo repo = GitRepo.Create();
        using TempFolder outside = new();
        string inner = Tree(repo, ("100644", "file", repo.WriteObject("blob", Encoding.UTF8.GetBytes("x"))));
        string link = repo.WriteObject("blob", Encoding.UTF8.GetBytes("."));
        Assert.NotNull(Extract(repo, Tree(repo, ("120000", "a", link), ("40000", "a", inner))));
    }

    [Fact]
    public void What_a_commit_holds_of_files_is_told_by_their_digests()
    {
        using GitRepo repo = GitRepo.Create();
        repo.CommitFile("sub/a.txt", "one", "a");
        CommitFilesReading found = CommitFiles.Read(Path.Combine(repo.Path, "sub"), repo.Head, ["a.txt", "b.txt"]);
        Assert.Equal((CommitPresence.Present, "sha256:7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed", "deleted"), (found.Presence, found.Markers["a.txt"], found.Markers["b.txt"]));
        Assert.Equal(CommitPresence.Absent, CommitFiles.Read(repo.Path, new string('a', 40), ["a.txt"]).Presence);
        Assert.Equal(CommitPresence.Unreadable, CommitFiles.Read(repo.Path, "main", ["a.txt"]).Presence);
        Assert.Equal(CommitPresence.Unreadable, CommitFiles.Read(repo.Outside, repo.Head, ["a.txt"]).Presence);
    }

    private static string? Extract(GitRepo repo, string tree)
    {
        using TempFolder into = new();
        return CommitExtractor.Extract(repo.Path, repo.WriteCommit("x"u8.ToArray(), [], tree), into.Path).Refusal;
    }

    private static string Tree(GitRepo repo, params (string Mode, string Name, string Id)[] entries)
    {
        List<byte> raw = [];
        foreach ((string mode, string name, string id) in entries)
        {
            raw.AddRange([.. Encoding.UTF8.GetBytes($"{mode} {name}"), 0, .. Convert.FromHexString(id)]);
        }

        return repo.WriteObject("tree", [.. raw]);
    }
}
