using TestKit;

namespace Proofs.Cli.Tests.Repositories;

/// <summary>HEAD and other references that name no commit, or not what one would think.</summary>
public sealed class HeadTests
{
    [Fact]
    public void An_empty_repository_is_undetermined()
    {
        using GitRepo repo = GitRepo.Create();
        string some = new('a', 40);
        CliAssert.Verdict(2, "runtime_commit_missing", "baseline", Cli.Run("gate", "baseline", "--repo", repo.Path, "--required-baseline", some, "--json"));
        CliAssert.Verdict(2, "branch_head_missing", "integrity", Cli.Run("gate", "integrity", "--repo", repo.Path, "--reported-commit", some, "--json"));
        CliAssert.Verdict(2, "branch_head_missing", "feature-key", Cli.Run("gate", "feature-key", "--repo", repo.Path, "--base", some, "--feature-key", "k", "--json"));
    }

    [Fact]
    public void An_unborn_branch_beside_other_branches_is_undetermined()
    {
        using Scenario scenario = new();
        scenario.Repo.Git("symbolic-ref", "HEAD", "refs/heads/unborn");
        CliAssert.Verdict(2, "runtime_commit_missing", "baseline", Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--required-baseline", scenario.Base, "--json"));
        CliAssert.Verdict(2, "branch_head_missing", "integrity", Cli.Run("gate", "integrity", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--reported-commit", scenario.First, "--json"));
    }

    [Fact]
    public void A_head_that_names_an_annotated_tag_means_the_tagged_commit()
    {
        using Scenario scenario = new();
        scenario.Repo.Git("tag", "--annotate", "--message=m", "t", "keyless");
        Detach(scenario, scenario.Repo.Git("rev-parse", "t"));
        CliResult result = Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--feature-key", Scenario.Key, "--json");
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", result);
        Assert.Equal(scenario.KeylessHead, result.Json.GetProperty("range").GetProperty("head").GetString());
    }

    [Theory]
    [InlineData("tree")]
    [InlineData("blob")]
    [InlineData("nothing")]
    public void A_head_that_names_no_commit_is_undetermined(string kind)
    {
        using Scenario scenario = new();
        Detach(scenario, kind switch
        {
            "tree" => scenario.Repo.EmptyTree,
            "blob" => scenario.Repo.WriteObject("blob", "x"u8.ToArray()),
            _ => new('a', 40),
        });
        CliAssert.Verdict(2, "runtime_commit_missing", "baseline", Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--required-baseline", scenario.Base, "--json"));
        CliAssert.Verdict(2, "branch_head_missing", "feature-key", Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--feature-key", Scenario.Key, "--json"));
    }

    [Theory]
    [InlineData("garbage\n")]
    [InlineData("")]
    [InlineData("ref: refs/heads/../../config\n")]
    public void A_malformed_head_is_refused(string head)
    {
        using Scenario scenario = new();
        File.WriteAllText(Path.Combine(scenario.Repo.DotGit, "HEAD"), head);
        CliAssert.Refused(65, "repository_corrupt", Cli.Run("gate", "baseline", "--repo", scenario.Repo.Path, "--required-baseline", scenario.Base, "--json"));
    }

    [Theory]
    [InlineData("--base")]
    [InlineData("--head")]
    public void A_malformed_branch_is_the_repositorys_fault(string option)
    {
        using Scenario scenario = new();
        File.WriteAllText(Path.Combine(scenario.Repo.DotGit, "refs", "heads", "broken"), "garbage\n");
        CliAssert.Refused(65, "repository_corrupt", Cli.Run("gate", "feature-key", "--repo", scenario.Repo.Path, option, "broken", "--feature-key", Scenario.Key, "--json"));
    }

    [Fact]
    public void A_malformed_remote_head_is_the_repositorys_fault()
    {
        using Scenario scenario = new();
        string folder = Directory.CreateDirectory(Path.Combine(scenario.Repo.DotGit, "refs", "remotes", "origin")).FullName;
        File.WriteAllText(Path.Combine(folder, "HEAD"), "garbage\n");
        CliAssert.Refused(65, "repository_corrupt", Cli.Run("gate", "integrity", "--repo", scenario.Repo.Path, "--reported-commit", scenario.First, "--json"));
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("refs/heads/a")]
    [InlineData("refs/replace/a")]
    [InlineData("refs/remotes/origin/HEAD")]
    public void References_that_lead_back_to_themselves_end_in_an_answer(string first)
    {
        using Scenario scenario = new();
        string second = first + "-too";
        string folder = Path.GetDirectoryName(Path.Combine(scenario.Repo.DotGit, first))!;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(scenario.Repo.DotGit, first), "ref: refs/heads/loop\n");
        File.WriteAllText(Path.Combine(scenario.Repo.DotGit, "refs/heads/loop"), $"ref: {(first == "HEAD" ? "refs/heads/loop-too" : second)}\n");
        File.WriteAllText(first == "HEAD" ? Path.Combine(scenario.Repo.DotGit, "refs/heads/loop-too") : Path.Combine(scenario.Repo.DotGit, second), "ref: refs/heads/loop\n");
        // As a process of its own: what is to be shown is that its stack does not overflow.
        CliResult result = Cli.Spawn(["gate", "integrity", "--repo", scenario.Repo.Path, "--head", first, "--reported-commit", scenario.First, "--json"]);
        CliAssert.Refused(65, "repository_corrupt", result);
        CliResult other = Cli.Spawn(scenario.Failing());
        Assert.True(other.ExitCode == 1, other.ToString());
    }

    private static void Detach(Scenario scenario, string id) => File.WriteAllText(Path.Combine(scenario.Repo.DotGit, "HEAD"), id + "\n");
}
