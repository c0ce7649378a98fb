using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>Ids that somebody claims: only full lower-case ids of commits that are where they are said to be.</summary>
public sealed class ClaimTests
{
    [Theory]
    [InlineData("HEAD")]
    [InlineData("main")]
    [InlineData(":/First")]
    [InlineData("--all")]
    [InlineData("-h")]
    [InlineData("--help")]
    [InlineData("/?")]
    [InlineData("@")]
    [InlineData("@{-1}")]
    [InlineData("@{u}")]
    [InlineData("*")]
    [InlineData(" ")]
    [InlineData("short")]
    [InlineData("upper")]
    [InlineData("with newline")]
    [InlineData("with space before")]
    [InlineData("with space behind")]
    [InlineData("with step")]
    [InlineData("41 digits")]
    [InlineData("39 digits")]
    [InlineData("fullwidth digits")]
    [InlineData("another letter")]
    public void What_is_no_full_id_is_refused(string claim)
    {
        using Scenario scenario = new();
        string id = scenario.First;
        string text = claim switch
        {
            "short" => id[..12],
            "upper" => id.ToUpperInvariant(),
            "with newline" => id + "\n",
            "with space before" => " " + id,
            "with space behind" => id + " ",
            "with step" => id + "^0",
            "41 digits" => id + "0",
            "39 digits" => id[..39],
            "fullwidth digits" => "１" + id[1..],
            "another letter" => "g" + id[1..],
            _ => claim,
        };
        foreach ((string gate, string option) in new[] { ("baseline", "--required-baseline"), ("integrity", "--reported-commit"), ("all", "--required-baseline"), ("all", "--reported-commit") })
        {
            CliAssert.Refused(64, "commit_id_not_full", Cli.Run("gate", gate, "--repo", scenario.Repo.Path, "--base", scenario.Base, $"{option}={text}", "--json"));
            CliResult apart = Cli.Run("gate", gate, "--repo", scenario.Repo.Path, "--base", scenario.Base, option, text, "--json");
            Assert.True(apart.ExitCode == 64, apart.ToString());
        }
    }

    [Theory]
    [InlineData("tag")]
    [InlineData("tag that names a tag")]
    [InlineData("tree")]
    [InlineData("blob")]
    [InlineData("sha256")]
    [InlineData("zero")]
    [InlineData("unknown")]
    public void An_id_that_names_no_commit_fails(string kind)
    {
        using Scenario scenario = new();
        GitRepo repo = scenario.Repo;
        repo.Git("tag", "--annotate", "--message=m", "t", scenario.First);
        repo.Git("tag", "--annotate", "--message=m", "tt", "t");
        string id = kind switch
        {
            "tag" => repo.Git("rev-parse", "t"),
            "tag that names a tag" => repo.Git("rev-parse", "tt"),
            "tree" => repo.Git("rev-parse", "main^{tree}"),
            "blob" => repo.WriteObject("blob", "x"u8.ToArray()),
            "sha256" => new('a', 64),
            "zero" => new('0', 40),
            _ => new('a', 40),
        };
        CliResult baseline = Cli.Run("gate", "baseline", "--repo", repo.Path, "--required-baseline", id, "--json");
        CliAssert.Verdict(1, "required_commit_missing", "baseline", baseline);
        CliAssert.Verdict(1, "reported_commit_not_found", "integrity", Cli.Run("gate", "integrity", "--repo", repo.Path, "--base", scenario.Base, "--reported-commit", id, "--json"));
        CliAssert.Verdict(1, "reported_commit_not_found", "integrity", Cli.Run("gate", "integrity", "--repo", repo.Path, "--reported-commit", id, "--json"));
        CliAssert.Verdict(1, "reported_commit_not_found", "integrity", Cli.Run("gate", "integrity", "--repo", repo.Path, "--base", scenario.Base, "--reported-commit", scenario.First, "--reported-commit", id, "--json"));
        if (kind is "tag" or "tree" or "blob")
        {
            Assert.Contains($"names a {kind}", baseline.Gate("baseline").GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_wrong_with_a_reported_commit_is_told_apart()
    {
        using Scenario scenario = new();
        string unreachable = scenario.Repo.WriteCommit("Unreachable\n"u8.ToArray(), [scenario.Head]);
        Assert.Equal("integrity_ok", Reported(scenario, scenario.First, 0));
        Assert.Equal("integrity_ok", Reported(scenario, scenario.Head, 0));
        Assert.Equal("reported_commit_not_found", Reported(scenario, new('a', 40), 1));
        Assert.Equal("reported_not_ancestor", Reported(scenario, unreachable, 1));
        Assert.Equal("reported_not_ancestor", Reported(scenario, scenario.Keyless, 1));
        Assert.Equal("reported_not_ancestor", Reported(scenario, scenario.Foreign, 1));
        Assert.Equal("reported_already_in_base", Reported(scenario, scenario.Base, 1));
        Assert.Equal("reported_already_in_base", Reported(scenario, scenario.Root, 1));
    }

    [Fact]
    public void One_unproven_report_among_proven_ones_fails()
    {
        using Scenario scenario = new();
        string[] reports = [scenario.First, scenario.Second, scenario.Root, scenario.Head];
        CliResult result = Cli.Run(["gate", "integrity", "--repo", scenario.Repo.Path, "--base", scenario.Base, .. reports.SelectMany(id => new[] { "--reported-commit", id }), "--json"]);
        CliAssert.Verdict(1, "reported_already_in_base", "integrity", result);
    }

    [Fact]
    public void Without_a_base_only_ancestry_is_proven_and_said_so()
    {
        using Scenario scenario = new();
        CliAssert.Verdict(0, "integrity_ancestry_only", "integrity", Cli.Run("gate", "integrity", "--repo", scenario.Repo.Path, "--reported-commit", scenario.Root, "--json"));
        CliAssert.Verdict(1, "reported_not_ancestor", "integrity", Cli.Run("gate", "integrity", "--repo", scenario.Repo.Path, "--reported-commit", scenario.Foreign, "--json"));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("")]
    public void A_base_that_was_named_and_is_unknown_proves_no_ancestry_either(string named)
    {
        using Scenario scenario = new();
        CliAssert.Verdict(2, "base_branch_missing", "integrity", Cli.Run("gate", "integrity", "--repo", scenario.Repo.Path, "--base", named, "--reported-commit", scenario.First, "--json"));
    }

    [Fact]
    public void The_default_base_is_the_fork_from_the_remote_head()
    {
        using Scenario scenario = new();
        scenario.Repo.SetRef("refs/remotes/origin/main", scenario.KeylessHead);
        scenario.Repo.Git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
        CliResult result = Cli.Run("gate", "integrity", "--repo", scenario.Repo.Path, "--reported-commit", scenario.First, "--json");
        CliAssert.Verdict(0, "integrity_ok", "integrity", result);
        Assert.Equal(scenario.Base, result.Json.GetProperty("range").GetProperty("base").GetString());
        CliAssert.Verdict(1, "reported_already_in_base", "integrity", Cli.Run("gate", "integrity", "--repo", scenario.Repo.Path, "--reported-commit", scenario.Base, "--json"));
    }

    [Fact]
    public void An_unborn_default_base_is_not_made_up()
    {
        using Scenario scenario = new();
        scenario.Repo.Git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone");
        CliAssert.Verdict(2, "base_branch_missing", "feature-key", Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--feature-key", Scenario.Key, "--json"));
    }

    private static string? Reported(Scenario scenario, string id, int exit)
    {
        CliResult result = Cli.Run("gate", "integrity", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--reported-commit", id, "--json");
        Assert.True(result.ExitCode == exit, result.ToString());
        return result.Reason("integrity");
    }
}
