using System.Security.Cryptography;
using System.Text;
using TestKit;

namespace Proofs.Cli.Tests.Repositories;

/// <summary>Histories in which dates, subjects or shapes mislead.</summary>
public sealed class HistoryShapeTests
{
    private const string Keyed = Scenario.Keyed;

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(4_000_000_000)]
    public void A_commit_that_base_reaches_through_a_commit_of_another_age_is_in_the_base(long age)
    {
        // base - X (of a wrong age) - R, and head = merge of base and R's own line.
        using Scenario scenario = new();
        string r = Write(scenario, Keyed, [scenario.Root], 1_800_000_000);
        string x = Write(scenario, "X\n", [r], age);
        string from = Write(scenario, "Base\n", [scenario.Base, x], 1_800_000_100);
        string side = Write(scenario, Keyed, [r], 1_900_000_000);
        string head = Write(scenario, Keyed, [from, side], 1_900_000_100);
        CliResult result = Cli.Run("gate", "integrity", "--repo", scenario.Repo.Path, "--base", from, "--head", head, "--reported-commit", r, "--json");
        CliAssert.Verdict(1, "reported_already_in_base", "integrity", result);
        Assert.Equal(2, result.RangeSize());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4_000_000_000)]
    public void Head_reaches_through_commits_of_any_age(long age)
    {
        using Scenario scenario = new();
        string without = Write(scenario, "No key\n", [scenario.Base], 1_900_000_000);
        string old = Write(scenario, Keyed, [without], age);
        string head = Write(scenario, Keyed, [old], 1_900_000_100);
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", Keys(scenario, scenario.Base, head));
        CliAssert.Verdict(0, "baseline_ok", "baseline", Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--head", head, "--required-baseline", scenario.Root, "--json"));
    }

    [Fact]
    public void Head_that_is_older_than_its_base_is_judged_by_its_parents()
    {
        using Scenario scenario = new();
        string side = Write(scenario, "No key\n", [scenario.Root], 5);
        string head = Write(scenario, Keyed, [side], 6);
        CliResult result = Keys(scenario, scenario.Base, head);
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", result);
        Assert.Equal(2, result.RangeSize());
    }

    [Fact]
    public void A_criss_cross_has_no_single_merge_base_and_the_right_range()
    {
        using Scenario scenario = new();
        string a = Write(scenario, Keyed, [scenario.Base]);
        string b = Write(scenario, Keyed, [scenario.Base], 1_600_000_000);
        string ab = Write(scenario, Keyed, [a, b]);
        string ba = Write(scenario, Keyed, [b, a], 1_500_000_000);
        string left = Write(scenario, Keyed, [ab]);
        string right = Write(scenario, Keyed, [ba]);
        CliResult result = Keys(scenario, right, left);
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", result);
        AssertRange(scenario, right, left, result);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, result.Json.GetProperty("range").GetProperty("merge_base").ValueKind);

        scenario.Repo.SetRef("refs/remotes/origin/main", right);
        scenario.Repo.Git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
        CliResult byDefault = Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--head", left, "--feature-key", Scenario.Key, "--json");
        CliAssert.Verdict(2, "merge_base_ambiguous", "feature-key", byDefault);
    }

    [Fact]
    public void The_merge_base_is_gits()
    {
        using Scenario scenario = new();
        CliResult result = Cli.Run("gate", "integrity", "--repo", scenario.Repo.Path, "--base", scenario.KeylessHead, "--reported-commit", scenario.Head, "--json");
        CliAssert.Verdict(0, "integrity_ok", "integrity", result);
        Assert.Equal(scenario.Repo.Git("merge-base", scenario.KeylessHead, scenario.Head), result.Json.GetProperty("range").GetProperty("merge_base").GetString());
    }

    [Fact]
    public void Unrelated_histories_have_no_merge_base_and_the_whole_history_as_range()
    {
        using Scenario scenario = new();
        CliResult result = Keys(scenario, scenario.Foreign, scenario.Head);
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", result);
        Assert.Equal(5, result.RangeSize());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, result.Json.GetProperty("range").GetProperty("merge_base").ValueKind);
        CliAssert.Verdict(1, "baseline_not_met", "baseline", Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--required-baseline", scenario.Foreign, "--json"));
    }

    [Fact]
    public void Unrelated_histories_have_no_default_base()
    {
        using Scenario scenario = new();
        scenario.Repo.SetRef("refs/remotes/origin/main", scenario.Foreign);
        scenario.Repo.Git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
        CliResult result = Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--feature-key", Scenario.Key, "--json");
        CliAssert.Verdict(2, "merge_base_ambiguous", "feature-key", result);
    }

    [Theory]
    [InlineData("the same commit")]
    [InlineData("head is behind base")]
    public void An_empty_range_proves_nothing(string kind)
    {
        using Scenario scenario = new();
        string head = kind == "the same commit" ? scenario.Head : scenario.Base;
        CliAssert.Verdict(1, "no_commits_in_range", "feature-key", Keys(scenario, scenario.Head, head));
        CliResult integrity = Cli.Run("gate", "integrity", "--repo", scenario.Repo.Path, "--base", scenario.Head, "--head", head, "--reported-commit", scenario.Base, "--json");
        CliAssert.Verdict(1, "reported_already_in_base", "integrity", integrity);
    }

    [Theory]
    [InlineData("Merge branch 'x'\n")]
    [InlineData("Merge pull request #1 from x/y\n")]
    [InlineData("Merge x into y\n\nMerged-by: somebody\n")]
    [InlineData("Revert \"x\"\n")]
    [InlineData("fixup! x\n")]
    [InlineData("squash! x\n")]
    public void A_subject_makes_no_merge_and_no_exemption(string message)
    {
        using Scenario scenario = new();
        string plain = Write(scenario, message, [scenario.Head]);
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", Keys(scenario, scenario.Base, plain));
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", Keys(scenario, scenario.Base, plain, "--merges", "skip"));
    }

    [Fact]
    public void Skipped_merges_are_counted_and_everything_else_is_checked()
    {
        using Scenario scenario = new();
        string side = Write(scenario, Keyed, [scenario.Base]);
        string merge = Write(scenario, "No key\n", [scenario.Head, side]);
        string octopus = Write(scenario, "No key either\n", [merge, Write(scenario, Keyed, [side]), Write(scenario, Keyed, [scenario.First])]);
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", Keys(scenario, scenario.Base, octopus));
        CliResult skipped = Keys(scenario, scenario.Base, octopus, "--merges", "skip");
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", skipped);
        CliAssert.Finds("merges_skipped", "feature-key", skipped);
        Assert.Contains("2 merge commits", skipped.Out, StringComparison.Ordinal);
        Assert.Equal(8, skipped.RangeSize());
        Assert.Equal(6, skipped.Gate("feature-key").GetProperty("examined").GetProperty("commits").GetInt32());
    }

    [Fact]
    public void What_a_skipped_merge_brings_in_is_checked()
    {
        using Scenario scenario = new();
        string merge = Write(scenario, "Merge\n", [scenario.Head, scenario.KeylessHead]);
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", Keys(scenario, scenario.Base, merge, "--merges", "skip"));
    }

    [Fact]
    public void A_commit_that_names_one_parent_twice_is_no_merge()
    {
        using Scenario scenario = new();
        string twice = Write(scenario, "Merge\n", [scenario.Head, scenario.Head]);
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", Keys(scenario, scenario.Base, twice, "--merges", "skip"));
    }

    [Fact]
    public void A_range_of_skipped_merges_alone_proves_nothing()
    {
        using Scenario scenario = new();
        string merge = Write(scenario, "Merge\n", [scenario.Head, scenario.Root]);
        CliResult result = Keys(scenario, scenario.Head, merge, "--merges", "skip");
        CliAssert.Verdict(1, "no_commits_in_range", "feature-key", result);
        Assert.Equal(1, result.RangeSize());
    }

    [Fact]
    public void A_head_that_was_pushed_over_leaves_out_nothing()
    {
        // The old tip as base after a force push: the new tip's own commits are all in the range.
        using Scenario scenario = new();
        CliResult result = Keys(scenario, scenario.Head, scenario.KeylessHead);
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", result);
        AssertRange(scenario, scenario.Head, scenario.KeylessHead, result);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void A_random_history_with_random_dates_has_the_range_and_the_ancestry_that_its_parents_say(int seed)
    {
        using Scenario scenario = new();
#pragma warning disable CA5394 // A reproducible history, nothing secret.
        Random random = new(seed);
        List<string> commits = [scenario.Root];
        for (int i = 0; i < 40; i++)
        {
            string[] parents = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => commits[random.Next(Math.Max(0, commits.Count - 12), commits.Count)]).Distinct(StringComparer.Ordinal)];
            commits.Add(Write(scenario, Keyed, parents, random.Next(0, 2_000_000_000)));
        }

        for (int i = 0; i < 25; i++)
        {
            string from = commits[random.Next(commits.Count)];
            string head = commits[random.Next(commits.Count)];
            AssertRange(scenario, from, head, Keys(scenario, from, head));
            int isAncestor = scenario.Repo.TryGit(["merge-base", "--is-ancestor", from, head]).ExitCode;
            CliResult baseline = Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--head", head, "--required-baseline", from, "--json");
            Assert.True(baseline.ExitCode == isAncestor, baseline.ToString());
        }
#pragma warning restore CA5394
    }

    private static void AssertRange(Scenario scenario, string from, string head, CliResult result)
    {
        // Two whole histories, subtracted: git's own from..head stops early where dates mislead it, and then names too much.
        string[] ids = [.. Reached(head).Except(Reached(from), StringComparer.Ordinal)];
        byte[] sorted = Encoding.ASCII.GetBytes(string.Concat(ids.Order(StringComparer.Ordinal).Select(id => id + "\n")));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(sorted)), result.Json.GetProperty("range").GetProperty("digest").GetString());
        Assert.Equal(ids.Length, result.RangeSize());

        string[] Reached(string id) => scenario.Repo.Git("rev-list", id).Split('\n');
    }

    private static CliResult Keys(Scenario scenario, string from, string head, params string[] more) =>
        Cli.Run(["gate", "feature-key", "--repo", scenario.Repo.Path, "--base", from, "--head", head, "--feature-key", Scenario.Key, "--json", .. more]);

    private static string Write(Scenario scenario, string message, string[] parents, long? time = null) => scenario.Repo.WriteCommit(Encoding.UTF8.GetBytes(message), parents, time: time);
}
