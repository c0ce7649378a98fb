using TestKit;

namespace Proofs.Cli.Tests.Repositories;

/// <summary>Where a repository may lie, and what is none.</summary>
public sealed class PlaceTests
{
    [Fact]
    public void A_linked_work_tree_is_judged_by_its_own_head()
    {
        using Scenario scenario = new();
        string linked = Path.Combine(scenario.Repo.Outside, "linked");
        scenario.Repo.Git("worktree", "add", "--quiet", linked, "keyless");
        CliResult result = Cli.Run("gate", "feature-key", "--repo", linked, "--base", scenario.Base, "--feature-key", Scenario.Key, "--json");
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", result);
        Assert.Equal(scenario.KeylessHead, result.Json.GetProperty("repository").GetProperty("head").GetString());
        Assert.Equal(linked, result.Json.GetProperty("repository").GetProperty("path").GetString());
    }

    [Fact]
    public void A_bare_repository_is_judged()
    {
        using Scenario scenario = new();
        string bare = Path.Combine(scenario.Repo.Outside, "bare.git");
        scenario.Repo.Git("clone", "--quiet", "--bare", ".", bare);
        Assert.Equal(0, Cli.Run(scenario.Passing(bare)).ExitCode);
        Assert.Equal(1, Cli.Run(scenario.Failing(bare)).ExitCode);
    }

    [Fact]
    public void A_separate_git_folder_is_judged()
    {
        using Scenario scenario = new();
        string work = Path.Combine(scenario.Repo.Outside, "work");
        scenario.Repo.Git("clone", "--quiet", "--separate-git-dir", Path.Combine(scenario.Repo.Outside, "elsewhere.git"), ".", work);
        Assert.Equal(0, Cli.Run(scenario.Passing(work)).ExitCode);
    }

    [Fact]
    public void A_folder_below_the_work_tree_stands_for_its_repository()
    {
        using Scenario scenario = new();
        string below = Directory.CreateDirectory(Path.Combine(scenario.Repo.Path, "a", "b")).FullName;
        CliResult result = Cli.Run(scenario.Passing(below));
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(scenario.Repo.Path, result.Json.GetProperty("repository").GetProperty("path").GetString());
    }

    [Fact]
    public void A_folder_inside_the_git_folder_stands_for_its_repository()
    {
        using Scenario scenario = new();
        Assert.Equal(0, Cli.Run(scenario.Passing(Path.Combine(scenario.Repo.DotGit, "refs", "heads"))).ExitCode);
        Assert.Equal(1, Cli.Run(scenario.Failing(Path.Combine(scenario.Repo.DotGit, "refs", "heads"))).ExitCode);
    }

    [Fact]
    public void A_path_through_a_symbolic_link_is_the_repository_it_leads_to()
    {
        using Scenario scenario = new();
        string link = Path.Combine(scenario.Repo.Outside, "link");
        Directory.CreateSymbolicLink(link, scenario.Repo.Path);
        Assert.Equal(0, Cli.Run(scenario.Passing(link)).ExitCode);
        Assert.Equal(1, Cli.Run(scenario.Failing(link)).ExitCode);
    }

    [Fact]
    public void The_current_folder_is_judged_when_no_other_is_named()
    {
        using Scenario scenario = new();
        CliResult result = Cli.Spawn(["gate", "baseline", "--required-baseline", scenario.Base, "--json"], scenario.Repo.Path);
        CliAssert.Verdict(0, "baseline_ok", "baseline", result);
    }

    [Fact]
    public void A_bare_repository_committed_into_the_work_tree_does_not_take_the_place_of_the_real_one()
    {
        using Scenario scenario = new();
        scenario.AssertUnchangedBy(() =>
        {
            string planted = Path.Combine(scenario.Repo.Outside, "planted.git");
            scenario.Repo.Git("clone", "--quiet", "--bare", ".", planted);
            File.WriteAllText(Path.Combine(planted, "HEAD"), "ref: refs/heads/foreign\n");
            foreach (string part in new[] { "HEAD", "objects", "refs", "config", "packed-refs" })
            {
                Directory.Move(Path.Combine(planted, part), Path.Combine(scenario.Repo.Path, part));
            }
        });
    }

    [Fact]
    public void A_folder_in_no_repository_is_refused()
    {
        using TempFolder folder = new();
        CliAssert.Refused(65, "not_a_git_repo", Cli.Run("gate", "baseline", "--repo", folder.Path, "--required-baseline", new('a', 40), "--json"));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("")]
    public void A_folder_that_does_not_exist_is_refused_even_when_the_current_one_would_pass(string missing)
    {
        using Scenario scenario = new();
        string named = missing.Length == 0 ? missing : Path.Combine(scenario.Repo.Path, missing);
        CliResult result = Cli.Spawn(["gate", "baseline", "--worktree", named, "--required-baseline", scenario.Base, "--json"], scenario.Repo.Path);
        CliAssert.Refused(64, "worktree_missing", result);
    }

    [Fact]
    public void A_file_is_no_repository()
    {
        using Scenario scenario = new();
        CliAssert.Refused(64, "worktree_missing", Cli.Run("gate", "baseline", "--repo", Path.Combine(scenario.Repo.DotGit, "HEAD"), "--required-baseline", scenario.Base, "--json"));
    }

    [Theory]
    [InlineData("a folder with nothing in it")]
    [InlineData("a file with other text")]
    [InlineData("a file that points nowhere")]
    [InlineData("a link that leads nowhere")]
    [InlineData("a git folder without HEAD")]
    [InlineData("a git folder without objects")]
    public void A_broken_git_folder_is_not_climbed_over_to_a_good_repository(string kind)
    {
        using Scenario outer = new();
        string inner = Directory.CreateDirectory(Path.Combine(outer.Repo.Path, "inner")).FullName;
        string dotGit = Path.Combine(inner, ".git");
        switch (kind)
        {
            case "a folder with nothing in it":
                Directory.CreateDirectory(dotGit);
                break;
            case "a file with other text":
                File.WriteAllText(dotGit, "no link\n");
                break;
            case "a file that points nowhere":
                File.WriteAllText(dotGit, "gitdir: nowhere\n");
                break;
            case "a link that leads nowhere":
                File.CreateSymbolicLink(dotGit, "nowhere");
                break;
            default:
                outer.Repo.Git("init", "--quiet", inner);
                if (kind.EndsWith("HEAD", StringComparison.Ordinal))
                {
                    File.Delete(Path.Combine(dotGit, "HEAD"));
                }
                else
                {
                    Directory.Delete(Path.Combine(dotGit, "objects"), recursive: true);
                }

                break;
        }

        CliAssert.Refused(65, "repository_corrupt", Cli.Run(outer.Passing(inner)));
    }
}
