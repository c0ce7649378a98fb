using TestKit;

namespace Proofs.Cli.Tests.Repositories;

/// <summary>Clones that lack a part of history: what can be known is judged, the rest is open.</summary>
public sealed class ShallowTests
{
    [Fact]
    public void A_range_above_the_boundary_is_judged()
    {
        using Scenario scenario = new();
        string clone = Clone(scenario, "main", 4);
        CliResult result = Cli.Run(scenario.Passing(clone));
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(3, result.RangeSize());
        Assert.True(result.Json.GetProperty("repository").GetProperty("shallow").GetBoolean());
    }

    [Fact]
    public void A_missing_key_above_the_boundary_is_a_failure()
    {
        using Scenario scenario = new();
        string clone = Clone(scenario, "keyless", 3);
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", Keys(clone, scenario.Base));
    }

    [Fact]
    public void A_base_at_the_boundary_itself_is_judged()
    {
        using Scenario scenario = new();
        string clone = Clone(scenario, "main", 3);
        CliResult result = Keys(clone, scenario.First);
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", result);
        Assert.Equal(2, result.RangeSize());
    }

    [Fact]
    public void A_base_beyond_the_boundary_leaves_the_range_open()
    {
        using Scenario scenario = new();
        string clone = Clone(scenario, "main", 2);
        CliResult result = Keys(clone, scenario.Base);
        CliAssert.Verdict(2, "base_commit_missing", "feature-key", result);
        Assert.Contains("fetch-depth: 0", result.Gate("feature-key").GetProperty("fix").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_that_crosses_the_boundary_is_open()
    {
        using Scenario scenario = new();
        string clone = Clone(scenario, "main", 2);
        // The base comes without its connection to head.
        scenario.Repo.Git(["fetch", "--quiet", "--depth", "1", "origin", "keyless:base"], null, clone);
        CliResult result = Keys(clone, "base");
        CliAssert.Verdict(2, "history_truncated", "feature-key", result);
        Assert.Contains("fetch-depth: 0", result.Gate("feature-key").GetProperty("fix").GetString(), StringComparison.Ordinal);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, result.Json.GetProperty("range").GetProperty("commits").ValueKind);
    }

    [Fact]
    public void Diverged_branches_whose_fork_is_beyond_the_boundary_are_open()
    {
        using Scenario scenario = new();
        string clone = Clone(scenario, "main", 2);
        scenario.Repo.Git(["fetch", "--quiet", "--depth", "2", "origin", "keyless:keyless"], null, clone);
        CliAssert.Verdict(2, "history_truncated", "feature-key", Keys(clone, "keyless"));
        CliResult other = Cli.Run("gate", "integrity", "--repo", clone, "--base", "keyless", "--reported-commit", scenario.Head, "--json");
        CliAssert.Verdict(2, "history_truncated", "integrity", other);
    }

    [Fact]
    public void Diverged_branches_that_both_name_the_missing_commit_as_their_fork_are_judged_exactly()
    {
        using Scenario scenario = new();
        string clone = Clone(scenario, "main", 3);
        scenario.Repo.Git(["fetch", "--quiet", "--depth", "2", "origin", "keyless:keyless"], null, clone);
        Assert.NotEqual(0, scenario.Repo.TryGit(["cat-file", "-e", scenario.Base], null, clone).ExitCode);
        CliResult result = Keys(clone, "keyless");
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", result);
        Assert.Equal(3, result.RangeSize());
    }

    [Fact]
    public void A_required_baseline_beyond_the_boundary_is_open()
    {
        using Scenario scenario = new();
        string clone = Clone(scenario, "main", 2);
        CliResult result = Cli.Run("gate", "baseline", "--repo", clone, "--required-baseline", scenario.Root, "--json");
        CliAssert.Verdict(2, "history_truncated", "baseline", result);
        Assert.Contains("fetch-depth: 0", result.Gate("baseline").GetProperty("fix").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_baseline_that_is_here_without_its_connection_is_open()
    {
        using Scenario scenario = new();
        string clone = Clone(scenario, "main", 2);
        scenario.Repo.Git("branch", "old", scenario.Base);
        scenario.Repo.Git(["fetch", "--quiet", "--depth", "1", "origin", "old:old"], null, clone);
        CliAssert.Verdict(2, "history_truncated", "baseline", Cli.Run("gate", "baseline", "--repo", clone, "--required-baseline", scenario.Base, "--json"));
    }

    [Fact]
    public void A_required_baseline_above_the_boundary_is_met()
    {
        using Scenario scenario = new();
        string clone = Clone(scenario, "main", 2);
        CliAssert.Verdict(0, "baseline_ok", "baseline", Cli.Run("gate", "baseline", "--repo", clone, "--required-baseline", scenario.Second, "--json"));
    }

    [Theory]
    [InlineData("baseline", "--required-baseline", "required_commit_missing")]
    [InlineData("integrity", "--reported-commit", "reported_commit_not_found")]
    public void An_unknown_id_is_open_in_a_shallow_clone_and_a_failure_in_a_whole_one(string gate, string option, string whole)
    {
        using Scenario scenario = new();
        string unknown = new('a', 40);
        CliAssert.Verdict(2, "history_truncated", gate, Cli.Run("gate", gate, "--repo", Clone(scenario, "main", 2), option, unknown, "--json"));
        CliAssert.Verdict(1, whole, gate, Cli.Run("gate", gate, "--repo", scenario.Repo.Path, option, unknown, "--json"));
    }

    [Fact]
    public void A_reported_commit_beyond_the_boundary_is_open()
    {
        using Scenario scenario = new();
        string clone = Clone(scenario, "main", 4);
        CliResult result = Cli.Run("gate", "integrity", "--repo", clone, "--base", scenario.Base, "--reported-commit", scenario.Root, "--json");
        CliAssert.Verdict(2, "history_truncated", "integrity", result);
    }

    [Fact]
    public void Without_a_connection_to_the_remote_head_the_default_base_is_open()
    {
        using Scenario scenario = new();
        string clone = Clone(scenario, "main", 2);
        scenario.Repo.Git(["fetch", "--quiet", "--depth", "1", "origin", "keyless:refs/remotes/origin/keyless"], null, clone);
        scenario.Repo.Git(["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/keyless"], null, clone);
        CliAssert.Verdict(2, "history_truncated", "integrity", Cli.Run("gate", "integrity", "--repo", clone, "--reported-commit", scenario.Head, "--json"));
    }

    [Fact]
    public void A_base_that_is_missing_leaves_every_gate_open_because_it_may_list_more()
    {
        using Scenario scenario = new();
        string clone = Clone(scenario, "main", 2);
        CliResult result = Cli.Run("gate", "all", "--repo", clone, "--base", scenario.Base, "--required-baseline", scenario.Second, "--json");
        CliAssert.Verdict(2, "base_commit_missing", "baseline", result);
        CliResult nothing = Cli.Run("gate", "all", "--repo", clone, "--base", scenario.Base, "--json");
        Assert.True(nothing.ExitCode == 2, nothing.ToString());
    }

    [Fact]
    public void The_zero_base_of_a_new_branch_is_open()
    {
        using Scenario scenario = new();
        CliAssert.Verdict(2, "base_zero_id", "feature-key", Keys(scenario.Repo.Path, new('0', 40)));
        CliAssert.Verdict(2, "base_zero_id", "integrity", Cli.Run("gate", "integrity", "--repo", scenario.Repo.Path, "--base", new string('0', 40), "--reported-commit", scenario.Head, "--json"));
        CliAssert.Verdict(2, "base_zero_id", "baseline", Cli.Run("gate", "all", "--repo", scenario.Repo.Path, "--base", new string('0', 40), "--required-baseline", scenario.Base, "--json"));
    }

    [Theory]
    [InlineData("blob:none")]
    [InlineData("tree:0")]
    public void A_partial_clone_is_judged_or_says_that_its_policy_is_unreadable(string filter)
    {
        using Scenario scenario = new();
        GitRepo repo = scenario.Repo;
        repo.Git("config", "uploadpack.allowFilter", "true");
        string clone = Path.Combine(repo.Outside, "partial");
        repo.Git(["clone", "--quiet", "--no-checkout", "--filter", filter, "file://" + repo.Path, clone], null, repo.Outside);
        CliAssert.Verdict(0, "baseline_ok", "baseline", Cli.Run("gate", "baseline", "--repo", clone, "--required-baseline", scenario.Base, "--json"));
        CliAssert.Verdict(0, "integrity_ok", "integrity", Cli.Run("gate", "integrity", "--repo", clone, "--base", scenario.Base, "--reported-commit", scenario.First, "--json"));
        CliResult keys = Cli.Run("gate", "feature-key", "--repo", clone, "--base", scenario.Base, "--head", "origin/keyless", "--feature-key", Scenario.Key, "--json");
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", keys);
    }

    [Theory]
    [InlineData("blob:none")]
    [InlineData("tree:0")]
    public void A_policy_that_a_partial_clone_lacks_is_not_taken_for_none(string filter)
    {
        using GitRepo repo = GitRepo.Create();
        string start = repo.CommitFile(".github/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  pattern: bd-[0-9]+\n", "Policy\n");
        string work = repo.Commit("No key\n");
        repo.Git("config", "uploadpack.allowFilter", "true");
        string clone = Path.Combine(repo.Outside, "partial");
        repo.Git(["clone", "--quiet", "--no-checkout", "--filter", filter, "file://" + repo.Path, clone], null, repo.Outside);
        CliResult all = Cli.Run("gate", "all", "--repo", clone, "--base", start, "--required-baseline", start, "--json");
        CliAssert.Verdict(2, "policy_unreadable", "baseline", all);
        CliAssert.Verdict(2, "policy_unreadable", "integrity", Cli.Run("gate", "all", "--repo", clone, "--base", start, "--json"));
        CliAssert.Verdict(0, "integrity_ok", "integrity", Cli.Run("gate", "integrity", "--repo", clone, "--base", start, "--reported-commit", work, "--json"));
    }

    [Fact]
    public void A_policy_that_did_not_change_is_there_in_a_clone_without_other_blobs()
    {
        using GitRepo repo = GitRepo.Create();
        repo.CommitFile("old", "a file that nobody has checked out", "Begin\n");
        string gone = repo.Git("rev-parse", "HEAD:old");
        repo.Git("rm", "--quiet", "old");
        string start = repo.CommitFile(".github/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  pattern: bd-[0-9]+\n", "Policy\n");
        repo.CommitFile("new", "new", Scenario.Keyed);
        string clone = Filtered(repo, "unchanged");
        Assert.DoesNotContain(gone, Objects(repo, clone), StringComparison.Ordinal);
        CliResult result = Cli.Run("gate", "all", "--repo", clone, "--base", start, "--json");
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", result);
        Assert.Equal(start, result.Json.GetProperty("policy").GetProperty("commit").GetString());

        repo.CommitFile(".github/proofs.yml", "version: 1\ngates: [feature-key]\nfeature_key:\n  pattern: bd-.+\n", Scenario.Keyed);
        CliAssert.Verdict(2, "policy_unreadable", "feature-key", Cli.Run("gate", "all", "--repo", Filtered(repo, "changed"), "--base", start, "--json"));
    }

    /// <summary>A clone that has, of all blobs, only those of its work tree.</summary>
    private static string Filtered(GitRepo repo, string name)
    {
        repo.Git("config", "uploadpack.allowFilter", "true");
        string clone = Path.Combine(repo.Outside, name);
        repo.Git(["clone", "--quiet", "--filter=blob:none", "file://" + repo.Path, clone], null, repo.Outside);
        return clone;
    }

    /// <summary>The ids of what a clone has; asking for one of the others would fetch it.</summary>
    private static string Objects(GitRepo repo, string clone) => repo.Git(["cat-file", "--batch-all-objects", "--batch-check"], null, clone);

    private static CliResult Keys(string clone, string from) => Cli.Run("gate", "feature-key", "--repo", clone, "--base", from, "--feature-key", Scenario.Key, "--json");

    private static string Clone(Scenario scenario, string branch, int depth)
    {
        string clone = Path.Combine(scenario.Repo.Outside, $"shallow-{branch}-{depth}");
        scenario.Repo.Git(["clone", "--quiet", "--depth", $"{depth}", "--branch", branch, "file://" + scenario.Repo.Path, clone], null, scenario.Repo.Outside);
        return clone;
    }
}
