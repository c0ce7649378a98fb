using TestKit;

namespace Proofs.Cli.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void A_commit_with_its_key_passes()
    {
        using GitRepo repo = GitRepo.Create();
        string first = repo.Commit("Begin");
        repo.Commit("Work\n\nFeature-Key: bd-1\n");
        CliResult result = Cli.Run("gate", "feature-key", "--repo", repo.Path, "--base", first, "--feature-key", "bd-1", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("feature_key_ok", result.Reason("feature-key"));
    }

    [Fact]
    public void The_built_program_runs_by_itself()
    {
        CliResult result = Cli.Spawn(["--version"]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
