using System.Text;
using TestKit;

namespace Proofs.Cli.Tests.Repositories;

/// <summary>Abbreviated ids at either end of the range: one object, none, or several.</summary>
public sealed class AbbreviationTests
{
    /// <summary>The fewest digits that git takes for an abbreviation.</summary>
    private const int Shortest = 4;

    [Theory]
    [InlineData(7)]
    [InlineData(39)]
    public void An_abbreviation_stands_for_the_commit_and_is_told_in_full(int digits)
    {
        using Scenario scenario = new();
        CliResult result = Keys(scenario.Repo, scenario.Base[..digits], scenario.Head[..digits]);
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", result);
        Assert.Equal((scenario.Base, scenario.Head), Ends(result));
    }

    [Fact]
    public void An_abbreviation_in_a_pack_stands_for_the_commit_too()
    {
        using Scenario scenario = new();
        scenario.Repo.Git("gc", "--quiet", "--prune=now");
        Assert.False(File.Exists(LooseObject.Path(scenario.Repo, scenario.Base)));
        CliResult result = Keys(scenario.Repo, scenario.Base[..7], scenario.Head[..7]);
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", result);
        Assert.Equal((scenario.Base, scenario.Head), Ends(result));
    }

    [Fact]
    public void Steps_are_taken_from_an_abbreviation()
    {
        using Scenario scenario = new();
        CliResult result = Keys(scenario.Repo, scenario.First[..7] + "~1", scenario.Head[..7] + "^");
        CliAssert.Verdict(0, "feature_key_ok", "feature-key", result);
        Assert.Equal((scenario.Base, scenario.Second), Ends(result));
    }

    [Fact]
    public void An_abbreviation_of_nothing_leaves_the_range_open()
    {
        using Scenario scenario = new();
        string nothing = Enumerable.Range(0, 0x1000).Select(i => $"abcd{i:x3}").First(digits => scenario.Repo.TryGit(["cat-file", "-e", digits]).ExitCode != 0);
        CliResult missing = Keys(scenario.Repo, nothing, scenario.Head);
        CliAssert.Verdict(2, "base_branch_missing", "feature-key", missing);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, missing.Json.GetProperty("range").GetProperty("base").ValueKind);
        CliAssert.Verdict(2, "branch_head_missing", "feature-key", Keys(scenario.Repo, scenario.Base, nothing));
    }

    [Fact]
    public void An_abbreviation_of_something_that_is_no_commit_leaves_the_range_open()
    {
        using Scenario scenario = new();
        string blob = scenario.Repo.WriteObject("blob", "x"u8.ToArray());
        CliAssert.Verdict(2, "base_branch_missing", "feature-key", Keys(scenario.Repo, blob[..12], scenario.Head));
    }

    [Fact]
    public void Fewer_digits_than_git_takes_stand_for_nothing()
    {
        using Scenario scenario = new();
        CliAssert.Verdict(2, "base_branch_missing", "feature-key", Keys(scenario.Repo, scenario.Base[..(Shortest - 1)], scenario.Head));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_abbreviation_of_two_commits_is_refused(bool isOnePacked)
    {
        using Scenario scenario = new();
        (byte[] first, byte[] second) = Alike(scenario);
        string one = isOnePacked ? scenario.Repo.WriteCommits([first]).Single() : scenario.Repo.WriteObject("commit", first);
        string other = scenario.Repo.WriteObject("commit", second);
        Assert.NotEqual(one, other);
        Assert.Equal(one[..Shortest], other[..Shortest]);

        CliAssert.Refused(64, "revision_ambiguous", Keys(scenario.Repo, one[..Shortest], scenario.Head));
        CliAssert.Refused(64, "revision_ambiguous", Keys(scenario.Repo, scenario.Base, one[..Shortest]));
        CliAssert.Refused(64, "revision_ambiguous", Keys(scenario.Repo, one[..Shortest] + "~1", scenario.Head));

        int apart = Shortest + one.Skip(Shortest).Zip(other.Skip(Shortest)).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
        Assert.Equal((scenario.Base, one), Ends(Keys(scenario.Repo, scenario.Base, one[..apart])));
        Assert.Equal((scenario.Base, other), Ends(Keys(scenario.Repo, scenario.Base, other[..apart])));
    }

    /// <summary>Two commits on the base whose ids begin alike: among a thousand some do, and always the same.</summary>
    private static (byte[] First, byte[] Second) Alike(Scenario scenario)
    {
        using GitRepo heap = GitRepo.Create();
        string head = $"tree {scenario.Repo.EmptyTree}\nparent {scenario.Base}\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\n";
        byte[][] commits = [.. Enumerable.Range(0, 1000).Select(i => Encoding.ASCII.GetBytes($"{head}Work {i}\n\nFeature-Key: bd-1\n"))];
        string[] ids = heap.WriteCommits(commits);
        int[] alike = [.. Enumerable.Range(0, ids.Length).GroupBy(i => ids[i][..Shortest], StringComparer.Ordinal).First(group => group.Count() > 1)];
        return (commits[alike[0]], commits[alike[1]]);
    }

    private static CliResult Keys(GitRepo repo, string from, string to) =>
        Cli.Run("gate", "feature-key", "--repo", repo.Path, "--base", from, "--head", to, "--feature-key", Scenario.Key, "--json");

    private static (string? Base, string? Head) Ends(CliResult result)
    {
        System.Text.Json.JsonElement range = result.Json.GetProperty("range");
        return (range.GetProperty("base").GetString(), range.GetProperty("head").GetString());
    }
}
