using System.Text;
using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>History rewritten beside the objects: git believes it, the gates do not.</summary>
public sealed class PlantedHistoryTests
{
    [Fact]
    public void Replacing_a_commit_without_key_by_one_with_key_changes_no_verdict()
    {
        using Scenario scenario = new();
        GitRepo repo = scenario.Repo;
        scenario.AssertUnchangedBy(() =>
        {
            repo.Git("replace", scenario.Keyless, repo.WriteCommit(Encoding.UTF8.GetBytes(Scenario.Keyed), [scenario.Base]));
            Assert.Contains("Feature-Key", repo.Git("log", "-1", "--format=%B", scenario.Keyless), StringComparison.Ordinal);
        });
        CliAssert.Finds("replacements_ignored", "feature-key", Cli.Run(scenario.Failing()));
    }

    [Fact]
    public void Replacing_a_commit_with_key_by_one_without_changes_no_verdict()
    {
        using Scenario scenario = new();
        scenario.AssertUnchangedBy(() => scenario.Repo.Git("replace", scenario.Second, scenario.Repo.WriteCommit("None\n"u8.ToArray(), [scenario.First])));
    }

    [Fact]
    public void Grafting_by_a_replace_reference_changes_no_verdict()
    {
        using Scenario scenario = new();
        GitRepo repo = scenario.Repo;
        scenario.AssertUnchangedBy(() =>
        {
            repo.Git("replace", "--graft", scenario.Keyless, scenario.Base, scenario.Foreign);
            repo.Git("replace", "--graft", scenario.First, scenario.Root);
            Assert.Equal(0, repo.TryGit(["merge-base", "--is-ancestor", scenario.Foreign, scenario.KeylessHead]).ExitCode);
        });
    }

    [Fact]
    public void Grafting_by_a_file_changes_no_verdict()
    {
        using Scenario scenario = new();
        GitRepo repo = scenario.Repo;
        scenario.AssertUnchangedBy(() =>
        {
            File.WriteAllText(
                Path.Combine(Directory.CreateDirectory(Path.Combine(repo.DotGit, "info")).FullName, "grafts"),
                $"{scenario.Keyless} {scenario.Base} {scenario.Foreign}\n{scenario.First} {scenario.Root}\n");
            Assert.Equal(0, repo.TryGit(["merge-base", "--is-ancestor", scenario.Foreign, scenario.KeylessHead]).ExitCode);
        });
        CliAssert.Finds("replacements_ignored", "baseline", Cli.Run(scenario.Failing()));
    }

    [Theory]
    [InlineData("first")]
    [InlineData("keyless")]
    [InlineData("base")]
    [InlineData("root")]
    [InlineData("all")]
    [InlineData("nothing that exists")]
    public void A_forged_shallow_file_changes_no_verdict(string named)
    {
        using Scenario scenario = new();
        string[] ids = named switch
        {
            "first" => [scenario.First],
            "keyless" => [scenario.KeylessHead],
            "base" => [scenario.Base],
            "root" => [scenario.Root],
            "all" => [scenario.First, scenario.Head, scenario.Keyless, scenario.KeylessHead, scenario.Base, scenario.Foreign],
            _ => [new('a', 40)],
        };
        scenario.AssertUnchangedBy(() => File.WriteAllLines(Path.Combine(scenario.Repo.DotGit, "shallow"), ids.Order(StringComparer.Ordinal)));
        Assert.True(Cli.Run(scenario.Passing()).Json.GetProperty("repository").GetProperty("shallow").GetBoolean());
    }

    [Fact]
    public void A_forged_shallow_file_does_not_shrink_the_range_that_git_would_see_shrunk()
    {
        using Scenario scenario = new();
        File.WriteAllText(Path.Combine(scenario.Repo.DotGit, "shallow"), scenario.KeylessHead + "\n");
        Assert.Equal("1", scenario.Repo.Git("rev-list", "--count", $"{scenario.Base}..{scenario.KeylessHead}"));
        CliResult result = Cli.Run(scenario.Failing());
        Assert.Equal(2, result.RangeSize());
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", result);
    }

    [Fact]
    public void A_forged_commit_graph_changes_no_verdict()
    {
        using Scenario scenario = new();
        GitRepo repo = scenario.Repo;
        scenario.AssertUnchangedBy(() =>
        {
            CommitGraph graph = CommitGraph.Write(repo);
            graph.SetFirstParent(scenario.Keyless, scenario.Foreign);
            graph.SetFirstParent(scenario.Second, scenario.Root);
            graph.Save();
            // The file is good enough for git to be taken in.
            Assert.Equal(0, repo.TryGit(["merge-base", "--is-ancestor", scenario.Foreign, scenario.KeylessHead]).ExitCode);
            Assert.Equal(1, repo.TryGit(["merge-base", "--is-ancestor", scenario.First, scenario.Head]).ExitCode);
        });
    }

    [Fact]
    public void A_garbage_commit_graph_changes_no_verdict()
    {
        using Scenario scenario = new();
        scenario.AssertUnchangedBy(() => File.WriteAllText(Path.Combine(scenario.Repo.DotGit, "objects", "info", "commit-graph"), "CGPH garbage"));
    }

    [Fact]
    public void A_foreign_commit_borrowed_from_another_repository_is_not_in_the_history_of_head()
    {
        using Scenario scenario = new();
        using GitRepo other = GitRepo.Create();
        string foreign = other.Commit("Elsewhere\n\nFeature-Key: bd-1\n");
        string[] gate = ["gate", "all", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--reported-commit", foreign, "--required-baseline", foreign, "--json"];
        CliAssert.Verdict(1, "reported_commit_not_found", "integrity", Cli.Run(gate));
        scenario.AssertUnchangedBy(() => File.WriteAllText(Path.Combine(scenario.Repo.DotGit, "objects", "info", "alternates"), Path.Combine(other.DotGit, "objects") + "\n"));
        Assert.Equal(0, scenario.Repo.TryGit(["cat-file", "-e", foreign]).ExitCode);
        CliResult planted = Cli.Run(gate);
        CliAssert.Verdict(1, "reported_not_ancestor", "integrity", planted);
        CliAssert.Verdict(1, "baseline_not_met", "baseline", planted);
        CliAssert.Finds("alternates_present", "integrity", planted);
    }

    [Fact]
    public void Alternates_that_lead_nowhere_or_in_circles_change_no_verdict()
    {
        using Scenario scenario = new();
        string objects = Path.Combine(scenario.Repo.DotGit, "objects");
        scenario.AssertUnchangedBy(() => File.WriteAllText(Path.Combine(objects, "info", "alternates"), $"/nowhere/objects\n{objects}\n../objects\n#comment\n"));
    }

    [Fact]
    public void A_mailmap_changes_no_verdict()
    {
        using Scenario scenario = new();
        scenario.AssertUnchangedBy(() => File.WriteAllText(Path.Combine(scenario.Repo.Path, ".mailmap"), "Some Body <somebody@example.com> <author@example.com>\n"));
    }
}
