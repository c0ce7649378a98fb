using Proofs.Git;
using Proofs.Git.WorkTrees;
using Proofs.Verdicts;
using TestKit;

namespace Proofs.Tests.Git;

public sealed class NewRepositoryTests
{
    [Fact]
    public void Git_finds_a_repository_that_can_be_committed_to()
    {
        using TempFolder folder = new();
        Assert.Null(NewRepository.Create(folder.Path));
        File.WriteAllText(folder.In("a.txt"), "a");
        string digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("a"u8));
        CheckpointOutcome outcome = CheckpointWriter.Write(folder.Path, new("turn_1", "First", new Dictionary<string, string>(StringComparer.Ordinal) { ["a.txt"] = "sha256:" + digest }) { At = DateTimeOffset.UnixEpoch });
        Assert.Equal(CheckpointRefusal.None, outcome.Refusal);
        RunResult git = TestKit.Run.Program("git", ["log", "--format=%s", "--name-only"], folder.Path);
        Assert.True(git.ExitCode == 0, git.ToString());
        Assert.Equal("First\n\na.txt\n", git.Out);
        Assert.Equal(string.Empty, TestKit.Run.Program("git", ["status", "--porcelain"], folder.Path).Out);
    }

    [Fact]
    public void A_folder_that_is_not_there_or_cannot_be_written_is_told()
    {
        using TempFolder folder = new();
        Assert.Equal(ReasonCodes.WorktreeMissing, NewRepository.Create(folder.In("none"))?.Reason);
        File.WriteAllText(folder.In(".git"), "not a folder");
        Assert.Contains("cannot become a repository", NewRepository.Create(folder.Path)?.Message, StringComparison.Ordinal);
    }
}
