using TestKit;

namespace Proofs.Cli.Tests.Repositories;

/// <summary>Object formats and extensions: what is known is judged, what is not is never guessed.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData("baseline", "--required-baseline")]
    [InlineData("integrity", "--reported-commit")]
    public void A_sha256_repository_is_undetermined(string gate, string claim)
    {
        using GitRepo repo = GitRepo.Create("--object-format=sha256");
        string head = repo.Commit("One\n");
        CliResult result = Cli.Run("gate", gate, "--repo", repo.Path, claim, head, "--json");
        CliAssert.Verdict(2, "object_format_unsupported", gate, result);
    }

    [Fact]
    public void A_sha256_repository_leaves_feature_keys_undetermined()
    {
        using GitRepo repo = GitRepo.Create("--object-format=sha256");
        string first = repo.Commit("One\n");
        repo.Commit(Scenario.Keyed);
        CliResult result = Cli.Run("gate", "feature-key", "--repo", repo.Path, "--base", first, "--feature-key", Scenario.Key, "--json");
        CliAssert.Verdict(2, "object_format_unsupported", "feature-key", result);
    }

    [Theory]
    [InlineData("extensions.worktreeConfig", "true")]
    [InlineData("extensions.partialClone", "origin")]
    [InlineData("extensions.noop", "true")]
    public void A_known_extension_changes_nothing(string name, string value)
    {
        using Scenario scenario = new();
        scenario.AssertUnchangedBy(() =>
        {
            scenario.Repo.Git("config", "core.repositoryFormatVersion", "1");
            scenario.Repo.Git("config", name, value);
        });
    }

    [Theory]
    [InlineData("extensions.somethingNew", "true")]
    [InlineData("extensions.refStorage", "reftable")]
    public void An_unknown_extension_leaves_every_gate_undetermined(string name, string value)
    {
        using Scenario scenario = new();
        scenario.Repo.Git("config", "core.repositoryFormatVersion", "1");
        scenario.Repo.Git("config", name, value);
        CliResult result = Cli.Run(scenario.Passing());
        foreach (string gate in new[] { "baseline", "integrity", "feature-key" })
        {
            CliAssert.Verdict(2, "repository_extension_unsupported", gate, result);
        }
    }

    [Fact]
    public void A_repository_format_from_the_future_is_refused()
    {
        using Scenario scenario = new();
        scenario.Repo.Git("config", "core.repositoryFormatVersion", "99");
        CliAssert.Refused(65, "repository_corrupt", Cli.Run(scenario.Passing()));
    }

    [Fact]
    public void A_configuration_that_is_none_is_refused()
    {
        using Scenario scenario = new();
        File.WriteAllText(Path.Combine(scenario.Repo.DotGit, "config"), "[core\n");
        CliAssert.Refused(65, "repository_corrupt", Cli.Run(scenario.Passing()));
    }
}
