using System.Text;
using Proofs.Gates;
using Proofs.Git;
using Proofs.Verdicts;
using TestKit;

namespace Proofs.Tests.Git.Trailers;

/// <summary>The command that a finding prints is run with the real git, and afterwards the rule passes.</summary>
public sealed class NearMissRepairTests
{
    private const string Command = "git commit --amend --allow-empty --no-edit --trailer 'Feature-Key: bd-1'";
    private static readonly FeatureKeyRule Rule = new() { Trailer = "Feature-Key", Key = "bd-1" };

    [Theory]
    [InlineData("Work\n\nprose\nFeature-Key: bd-1\n")]
    [InlineData("Work\n\nFeature-Key: bd-1\n\nmore\n")]
    [InlineData("Work\n\nFeature-Key: bd-1\n\nCo-authored-by: B <b@example.com>\n")]
    [InlineData("Work\nFeature-Key: bd-1\n")]
    [InlineData("Feature-Key: bd-1\n")]
    [InlineData("Work\n\n# Feature-Key: bd-1\n")]
    [InlineData("Work\n\n    Feature-Key: bd-1\n")]
    [InlineData("Work\n\nFeature Key: bd-1\n")]
    [InlineData("Work\n\nFeature-Key = bd-1\n")]
    [InlineData("Work\n\nFeature\u2011Key: bd-1\n")]
    [InlineData("Work\n\nbody\n\n" + HostileMessages.Scissors + "\nFeature-Key: bd-1\n")]
    [InlineData("Work\n\nprose\nFeature-Key: bd-1\n\nConflicts:\n\tsrc/a.c\n")]
    [InlineData("Work\r\n\r\nprose\r\nFeature-Key: bd-1\r\n")]
    [InlineData("Work\0\n\nFeature-Key: bd-1\n")]
    [InlineData("Work\n")]
    public void The_printed_command_repairs_the_last_commit(string message)
    {
        using GitRepo repo = WithLastCommit(message);
        Finding finding = Check(repo)!;
        Assert.Equal(ReasonCodes.FeatureKeyMissingInCommits, finding.Reason);
        Assert.Equal(message != "Work\n", finding.Message.Contains("looks like Feature-Key but", StringComparison.Ordinal));
        Assert.StartsWith(Command + " (", finding.Fix, StringComparison.Ordinal);

        repo.Git("commit", "--quiet", "--amend", "--no-edit", "--trailer", "Feature-Key: bd-1");
        Assert.Null(Check(repo));
    }

    [Theory]
    [InlineData("Work\n\nFeature-Key: bd-1\n---\nprose\n")]
    [InlineData("Work\n\nprose\n\n---\nupdated-dependencies:\n- name\n")]
    public void Around_a_divider_line_interpret_trailers_without_divider_repairs(string message)
    {
        // git commit --trailer of 2.39 puts the trailer above a line that begins with ---, where git log does not look for it.
        using GitRepo repo = WithLastCommit(message);
        Assert.Equal(ReasonCodes.FeatureKeyMissingInCommits, Check(repo)!.Reason);
        byte[] repaired = repo.TryGit(["interpret-trailers", "--no-divider", "--trailer", "Feature-Key: bd-1"], Encoding.UTF8.GetBytes(message)).OutBytes;
        repo.Git(["commit", "--quiet", "--amend", "--file=-"], repaired);
        Assert.Null(Check(repo));
    }

    private static GitRepo WithLastCommit(string message)
    {
        GitRepo repo = GitRepo.Create();
        string first = repo.Commit("Begin");
        repo.CommitFile("file", "content", "Work");
        repo.SetRef("HEAD", repo.WriteCommit(Encoding.UTF8.GetBytes(message), [first], repo.Git("rev-parse", "HEAD^{tree}")));
        return repo;
    }

    private static Finding? Check(GitRepo repo)
    {
        byte[] commit = repo.TryGit(["cat-file", "commit", "HEAD"]).OutBytes;
        Assert.True(CommitEncoding.TryReadMessage(commit, out ReadOnlySpan<byte> message, out _));
        Assert.True(CommitId.TryParse(repo.Head, out CommitId id));
        return Rule.CheckMessage(message, id);
    }
}
