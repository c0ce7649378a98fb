using System.Text;
using TestKit;

namespace Proofs.Cli.Tests.Repositories;

/// <summary>Objects that are missing or are not what their name says: the answer is open, the range never smaller.</summary>
public sealed class CorruptionTests
{
    public static TheoryData<string, string> Damages => new()
    {
        { "flipped bytes", "object_corrupt" },
        { "garbage", "object_corrupt" },
        { "nothing", "object_corrupt" },
        { "another commit", "object_corrupt" },
        { "a commit without its parent", "object_corrupt" },
        { "a blob", "object_corrupt" },
        { "missing", "object_missing" },
    };

    public static TheoryData<string> Kinds => new(Damages.Select(row => (string)row[0]));

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_commit_in_the_middle_of_the_range_leaves_it_open(string damage, string reason)
    {
        using Scenario scenario = new();
        Damage(scenario, scenario.Second, damage);
        CliResult result = Cli.Run(scenario.Passing());
        Assert.True(result.ExitCode == 2, result.ToString());
        CliAssert.Verdict(2, reason, "feature-key", result);
        CliAssert.Verdict(2, reason, "integrity", result);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, result.Json.GetProperty("range").GetProperty("commits").ValueKind);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_commit_before_the_required_one_leaves_the_baseline_open(string damage, string reason)
    {
        using Scenario scenario = new();
        Damage(scenario, scenario.Second, damage);
        CliAssert.Verdict(2, reason, "baseline", Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--required-baseline", scenario.Base, "--json"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_damaged_commit_below_the_required_one_does_not_concern_the_baseline(string damage)
    {
        using Scenario scenario = new();
        Damage(scenario, scenario.Root, damage);
        CliAssert.Verdict(0, "baseline_ok", "baseline", Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--required-baseline", scenario.Base, "--json"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_damaged_base_leaves_the_range_open(string damage)
    {
        using Scenario scenario = new();
        Damage(scenario, scenario.Base, damage);
        CliResult result = Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--feature-key", Scenario.Key, "--json");
        Assert.True(result.ExitCode == 2, result.ToString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_damaged_head_is_no_head(string damage)
    {
        using Scenario scenario = new();
        Damage(scenario, scenario.Head, damage);
        CliResult result = Cli.Run(scenario.Passing());
        Assert.True(result.ExitCode == 2, result.ToString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_damaged_claim_that_head_does_not_reach_is_not_proven(string damage)
    {
        using Scenario scenario = new();
        Damage(scenario, scenario.Foreign, damage);
        CliResult result = Cli.Run("gate", "integrity", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--reported-commit", scenario.Foreign, "--json");
        Assert.True(result.ExitCode == 1, result.ToString());
    }

    [Fact]
    public void A_damaged_commit_of_the_bases_history_that_could_hide_something_leaves_the_range_open()
    {
        // base has a second parent whose history is gone: it might contain commits that look like the range's.
        using Scenario scenario = new();
        GitRepo repo = scenario.Repo;
        string lost = repo.WriteCommit("Lost\n"u8.ToArray(), []);
        string wide = repo.WriteCommit("Wide\n"u8.ToArray(), [scenario.Root, lost]);
        LooseObject.Delete(repo, lost);
        CliResult result = Cli.Run("gate", "feature-key", "--repo", repo.Path, "--base", wide, "--head", "main", "--feature-key", Scenario.Key, "--json");
        CliAssert.Verdict(2, "object_missing", "feature-key", result);
    }

    [Fact]
    public void A_commit_that_is_malformed_but_hashes_to_its_name_leaves_the_range_open()
    {
        using Scenario scenario = new();
        GitRepo repo = scenario.Repo;
        string odd = repo.WriteObject("commit", Encoding.UTF8.GetBytes($"parent {scenario.Base}\nno tree\n\nFeature-Key: bd-1\n"));
        string top = repo.WriteCommit(Encoding.UTF8.GetBytes(Scenario.Keyed), [odd]);
        CliResult result = Cli.Run("gate", "feature-key", "--repo", repo.Path, "--base", scenario.Base, "--head", top, "--feature-key", Scenario.Key, "--json");
        CliAssert.Verdict(2, "object_corrupt", "feature-key", result);
    }

    [Fact]
    public void A_parent_that_is_no_commit_leaves_the_range_open()
    {
        using Scenario scenario = new();
        GitRepo repo = scenario.Repo;
        string top = repo.WriteCommit(Encoding.UTF8.GetBytes(Scenario.Keyed), [scenario.Base, repo.EmptyTree]);
        CliResult result = Cli.Run("gate", "feature-key", "--repo", repo.Path, "--base", scenario.Base, "--head", top, "--feature-key", Scenario.Key, "--json");
        CliAssert.Verdict(2, "object_corrupt", "feature-key", result);
    }

    [Fact]
    public void A_missing_key_is_a_failure_even_beside_a_damaged_baseline()
    {
        using Scenario scenario = new();
        LooseObject.Delete(scenario.Repo, scenario.Root);
        CliResult result = Cli.Run(scenario.Failing());
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", result);
        CliAssert.Verdict(1, "object_missing", "baseline", result);
    }

    private static void Damage(Scenario scenario, string id, string damage)
    {
        GitRepo repo = scenario.Repo;
        switch (damage)
        {
            case "flipped bytes":
                byte[] file = File.ReadAllBytes(LooseObject.Path(repo, id));
                file[file.Length / 2] ^= 0xFF;
                LooseObject.Overwrite(repo, id, file);
                break;
            case "garbage":
                LooseObject.Overwrite(repo, id, "garbage"u8.ToArray());
                break;
            case "nothing":
                LooseObject.Overwrite(repo, id, []);
                break;
            case "another commit":
                LooseObject.Overwrite(repo, id, File.ReadAllBytes(LooseObject.Path(repo, repo.WriteCommit(Encoding.UTF8.GetBytes(Scenario.Keyed), []))));
                break;
            case "a commit without its parent":
                string text = repo.Git("cat-file", "commit", id) + "\n";
                string orphan = string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("parent ", StringComparison.Ordinal)));
                LooseObject.Replace(repo, id, "commit", Encoding.UTF8.GetBytes(orphan + "x"));
                break;
            case "a blob":
                LooseObject.Replace(repo, id, "blob", "x"u8.ToArray());
                break;
            default:
                LooseObject.Delete(repo, id);
                break;
        }
    }
}
