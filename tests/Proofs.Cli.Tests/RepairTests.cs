using TestKit;

namespace Proofs.Cli.Tests;

/// <summary>The command that a finding prints is run as it stands, and then the gate passes.</summary>
public sealed class RepairTests
{
    [Theory]
    [InlineData("Work\n")]
    [InlineData("Work\n\nFeature-Key: bd-1\nas agreed\n")]
    [InlineData("Work\n\nFeature-Key: bd-2\n")]
    [InlineData("Work\n\nFeature-Key:\n")]
    [InlineData("Work\n\nFeature-Key: bd-1\u200b\n")]
    [InlineData("Work\n\nNotes\n---\nupdated-dependencies\n")]
    [InlineData("Work\n\nNotes\n---\nFeature-Key: bd-2\n")]
    public void The_fix_for_the_last_commit_repairs_it(string message)
    {
        using GitRepo repo = GitRepo.Create();
        string first = repo.Commit("Begin");
        repo.Commit(message);
        CliResult before = Cli.Run("gate", "feature-key", "--repo", repo.Path, "--base", first, "--feature-key", "bd-1", "--json");
        Assert.True(before.ExitCode == 1, before.ToString());
        string fix = before.Gate("feature-key").GetProperty("fix").GetString()!;
        string command = fix[..fix.IndexOf(" (for", StringComparison.Ordinal)];
        repo.Git("config", "user.name", "A U Thor");
        repo.Git("config", "user.email", "author@example.com");
        RunResult repaired = TestKit.Run.Program("sh", ["-c", command], repo.Path);
        Assert.True(repaired.ExitCode == 0, repaired.ToString());
        CliResult after = Cli.Run("gate", "feature-key", "--repo", repo.Path, "--base", first, "--feature-key", "bd-1", "--json");
        Assert.True(after.ExitCode == 0, $"{command}\n{after}\n{repo.Git("log", "-1", "--format=%B")}");
    }
}
