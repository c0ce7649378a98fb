using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>References whose names mislead.</summary>
public sealed class PlantedNamesTests
{
    [Theory]
    [InlineData("a|b")]
    [InlineData("a\"b")]
    [InlineData("a'b")]
    [InlineData("$(touch-marker)")]
    [InlineData("`id`")]
    [InlineData("a%0Ab")]
    [InlineData("a\u2028b")]
    [InlineData("a\u202eb")]
    [InlineData("zweig-äöü")]
    [InlineData("-rf")]
    [InlineData("a&&b;c")]
    [InlineData("refs/heads/main")]
    [InlineData("HEAD")]
    public void A_branch_with_an_odd_name_is_the_branch_it_names(string name)
    {
        using Scenario scenario = new();
        scenario.AssertUnchangedBy(() => scenario.Repo.SetRef("refs/heads/" + name, scenario.KeylessHead));
        CliResult result = Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--head=refs/heads/" + name, "--feature-key", Scenario.Key, "--json");
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", result);
        Assert.Equal(scenario.KeylessHead, result.Json.GetProperty("range").GetProperty("head").GetString());
    }

    [Fact]
    public void A_branch_wins_over_a_tag_of_its_name()
    {
        using Scenario scenario = new();
        scenario.Repo.SetRef("refs/tags/keyless", scenario.Head);
        Assert.Equal(scenario.KeylessHead, HeadOf(scenario, "keyless"));
    }

    [Fact]
    public void A_tag_is_found_when_no_branch_has_its_name()
    {
        using Scenario scenario = new();
        scenario.Repo.SetRef("refs/tags/t", scenario.KeylessHead);
        Assert.Equal(scenario.KeylessHead, HeadOf(scenario, "t"));
    }

    [Fact]
    public void An_object_wins_over_a_branch_named_as_its_id()
    {
        using Scenario scenario = new();
        scenario.Repo.SetRef("refs/heads/" + scenario.KeylessHead, scenario.Head);
        scenario.Repo.SetRef("refs/tags/" + scenario.KeylessHead, scenario.Head);
        Assert.Equal(scenario.KeylessHead, HeadOf(scenario, scenario.KeylessHead));
        scenario.Repo.SetRef("refs/heads/" + scenario.Foreign, scenario.Base);
        CliAssert.Verdict(1, "baseline_not_met", "baseline", Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--required-baseline", scenario.Foreign, "--json"));
    }

    [Fact]
    public void A_branch_named_as_an_id_that_does_not_exist_is_not_taken_for_it()
    {
        using Scenario scenario = new();
        string missing = new('a', 40);
        scenario.Repo.SetRef("refs/heads/" + missing, scenario.Base);
        string[] claims = ["--base", scenario.Base, "--required-baseline", missing, "--reported-commit", missing, "--json"];
        CliResult result = Cli.Run(["gate", "all", "--repo", scenario.Repo.Path, .. claims]);
        CliAssert.Verdict(1, "required_commit_missing", "baseline", result);
        CliAssert.Verdict(1, "reported_commit_not_found", "integrity", result);
        CliAssert.Verdict(2, "base_commit_missing", "feature-key", Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--base", missing, "--feature-key", Scenario.Key, "--json"));
    }

    [Fact]
    public void A_branch_named_like_an_abbreviation_is_that_branch_and_no_claim()
    {
        using Scenario scenario = new();
        scenario.Repo.SetRef("refs/heads/abcdef12", scenario.KeylessHead);
        Assert.Equal(scenario.KeylessHead, HeadOf(scenario, "abcdef12"));
        CliAssert.Refused(64, "commit_id_not_full", Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--required-baseline", "abcdef12", "--json"));
    }

    [Fact]
    public void A_branch_named_head_does_not_take_the_place_of_head()
    {
        using Scenario scenario = new();
        scenario.Repo.SetRef("refs/heads/HEAD", scenario.KeylessHead);
        scenario.Repo.SetRef("refs/tags/HEAD", scenario.KeylessHead);
        Assert.Equal(scenario.Head, HeadOf(scenario, "HEAD"));
        Assert.Equal(scenario.Head, HeadOf(scenario, "@"));
    }

    [Theory]
    [InlineData("keyless~0")]
    [InlineData("keyless^0")]
    [InlineData("keyless^{commit}")]
    [InlineData("keyless^{}")]
    [InlineData("refs/heads/keyless")]
    [InlineData("heads/keyless")]
    public void A_revision_with_steps_names_the_commit_that_git_names(string revision)
    {
        using Scenario scenario = new();
        Assert.Equal(scenario.Repo.Git("rev-parse", revision + "^{commit}"), HeadOf(scenario, revision));
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData("main...keyless")]
    [InlineData("..")]
    [InlineData("../../config")]
    [InlineData("refs/heads/../../config")]
    [InlineData(":/First")]
    [InlineData("HEAD^{/First}")]
    [InlineData("HEAD:file")]
    [InlineData("^main")]
    [InlineData("HEAD^{tree}")]
    [InlineData("HEAD^-")]
    [InlineData("HEAD^!")]
    [InlineData("HEAD^@")]
    [InlineData("")]
    [InlineData("HEAD\n")]
    public void A_revision_that_searches_or_names_several_is_refused(string revision)
    {
        using Scenario scenario = new();
        CliAssert.Refused(64, "revision_unsupported", Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--head", revision, "--required-baseline", scenario.Base, "--json"));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("*")]
    [InlineData("refs/heads/")]
    [InlineData("--all")]
    [InlineData("-")]
    [InlineData("\\")]
    [InlineData("HEAD~99999999")]
    public void A_revision_that_names_nothing_is_undetermined(string revision)
    {
        using Scenario scenario = new();
        Directory.Delete(Path.Combine(scenario.Repo.DotGit, "logs"), recursive: true);
        CliAssert.Verdict(2, "runtime_commit_missing", "baseline", Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--head=" + revision, "--required-baseline", scenario.Base, "--json"));
    }

    private static string? HeadOf(Scenario scenario, string revision)
    {
        CliResult result = Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--head=" + revision, "--required-baseline", scenario.Root, "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Json.GetProperty("repository").GetProperty("head").GetString();
    }
}
