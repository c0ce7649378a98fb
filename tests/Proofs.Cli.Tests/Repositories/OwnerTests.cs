using TestKit;

namespace Proofs.Cli.Tests.Repositories;

/// <summary>
/// Repositories of another user, as in every container. They are judged by a process of its own: whether owners count is a setting of the
/// whole process, and what another test has set must not help.
/// </summary>
public sealed class OwnerTests
{
    private const string HardName = "a \"quoted\"\\back\\slash\nline 'é' #;[x]%";

    [SkippableFact]
    public void A_repository_of_another_owner_is_judged()
    {
        Skip.IfNot(Privilege.IsRoot, Privilege.Reason);
        using Scenario scenario = new();
        Privilege.GiveAway(scenario.Repo.Path);
        AssertJudged(scenario, scenario.Repo.Path);
    }

    [SkippableFact]
    public void Only_the_git_folder_may_belong_to_another_owner()
    {
        Skip.IfNot(Privilege.IsRoot, Privilege.Reason);
        using Scenario scenario = new();
        Privilege.GiveAway(scenario.Repo.DotGit);
        AssertJudged(scenario, scenario.Repo.Path);
    }

    [SkippableFact]
    public void A_folder_below_a_work_tree_of_another_owner_is_judged()
    {
        Skip.IfNot(Privilege.IsRoot, Privilege.Reason);
        using Scenario scenario = new();
        string below = Directory.CreateDirectory(Path.Combine(scenario.Repo.Path, "a")).FullName;
        Privilege.GiveAway(scenario.Repo.Path);
        AssertJudged(scenario, below);
    }

    [SkippableFact]
    public void A_strangers_repository_around_a_folder_of_ones_own_is_no_repository_of_the_folder()
    {
        Skip.IfNot(Privilege.IsRoot, Privilege.Reason);
        using Scenario scenario = new();
        Privilege.GiveAway(scenario.Repo.Path);
        string own = Directory.CreateDirectory(Path.Combine(scenario.Repo.Path, "own", "deeper")).FullName;
        CliAssert.Refused(69, "repository_foreign", Cli.Run(scenario.Passing(own)));
        CliAssert.Refused(69, "repository_foreign", Cli.Run(scenario.Passing(Path.GetDirectoryName(own))));
    }

    [SkippableFact]
    public void A_linked_work_tree_of_another_owner_is_judged()
    {
        Skip.IfNot(Privilege.IsRoot, Privilege.Reason);
        using Scenario scenario = new();
        string linked = Path.Combine(scenario.Repo.Outside, "linked");
        scenario.Repo.Git("worktree", "add", "--quiet", linked, "keyless");
        Privilege.GiveAway(scenario.Repo.Outside);
        AssertJudged(scenario, linked);
    }

    [SkippableFact]
    public void A_linked_work_tree_of_another_owner_is_judged_through_a_symbolic_link()
    {
        Skip.IfNot(Privilege.IsRoot, Privilege.Reason);
        using Scenario scenario = new();
        string linked = Path.Combine(scenario.Repo.Outside, "linked");
        scenario.Repo.Git("worktree", "add", "--quiet", linked, "keyless");
        Privilege.GiveAway(scenario.Repo.Outside);
        string link = Path.Combine(scenario.Repo.Outside, "link");
        Directory.CreateSymbolicLink(link, linked);
        AssertJudged(scenario, link);
    }

    [SkippableFact]
    public void A_bare_repository_of_another_owner_is_judged()
    {
        Skip.IfNot(Privilege.IsRoot, Privilege.Reason);
        using Scenario scenario = new();
        string bare = Path.Combine(scenario.Repo.Outside, "bare");
        scenario.Repo.Git("clone", "--quiet", "--bare", ".", bare);
        Privilege.GiveAway(bare);
        AssertJudged(scenario, bare);
    }

    [SkippableFact]
    public void A_separate_git_folder_of_another_owner_is_judged()
    {
        Skip.IfNot(Privilege.IsRoot, Privilege.Reason);
        using Scenario scenario = new();
        string work = Path.Combine(scenario.Repo.Outside, "work");
        scenario.Repo.Git("clone", "--quiet", "--separate-git-dir", Path.Combine(scenario.Repo.Outside, "elsewhere"), ".", work);
        Privilege.GiveAway(scenario.Repo.Outside);
        AssertJudged(scenario, work);
    }

    [SkippableFact]
    public void A_repository_of_another_owner_whose_path_needs_quoting_is_judged()
    {
        Skip.IfNot(Privilege.IsRoot, Privilege.Reason);
        using Scenario scenario = new();
        string named = Path.Combine(scenario.Repo.Outside, HardName);
        scenario.Repo.Git("clone", "--quiet", "--no-hardlinks", ".", named);
        Privilege.GiveAway(named);
        AssertJudged(scenario, named);
    }

    [Fact]
    public void A_path_that_needs_quoting_is_judged()
    {
        using Scenario scenario = new();
        string named = Path.Combine(scenario.Repo.Outside, HardName);
        scenario.Repo.Git("clone", "--quiet", ".", named);
        CliResult result = Cli.Run(scenario.Passing(named));
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(named, result.Json.GetProperty("repository").GetProperty("path").GetString());
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("config")]
    [InlineData("HEAD")]
    public void A_repository_that_this_user_may_not_read_is_refused(string part)
    {
        Skip.IfNot(Privilege.IsRoot, Privilege.Reason);
        using Scenario scenario = new();
        CliResult result = RunAsNobody(scenario, Path.Combine(scenario.Repo.DotGit, part));
        CliAssert.Refused(69, "repository_unreadable", result);
    }

    [SkippableTheory]
    [InlineData("objects")]
    [InlineData("refs")]
    public void What_this_user_may_not_read_never_makes_a_pass(string part)
    {
        Skip.IfNot(Privilege.IsRoot, Privilege.Reason);
        using Scenario scenario = new();
        CliResult result = RunAsNobody(scenario, Path.Combine(scenario.Repo.DotGit, part));
        Assert.True(result.ExitCode is 2 or 65 or 69, result.ToString());
    }

    private static CliResult RunAsNobody(Scenario scenario, string closed)
    {
        const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        Privilege.Mode(scenario.Repo.Outside, Open);
        Privilege.Mode(closed, UnixFileMode.None);
        // By name of the branch, so that references have to be read too.
        string[] gate = ["gate", "feature-key", "--repo", scenario.Repo.Path, "--base", scenario.Base, "--head", "main", "--feature-key", Scenario.Key, "--json"];
        string id = Privilege.Nobody.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using TempFolder program = new();
        Privilege.Mode(program.Path, Open);
        RunResult result = TestKit.Run.Program("setpriv", ["--reuid=" + id, "--regid=" + id, "--clear-groups", "--", Cli.CopyForEverybody(program.Path), .. gate], "/");
        return new(result.ExitCode, result.Out, result.Error);
    }

    /// <summary>Both verdicts are right.</summary>
    private static void AssertJudged(Scenario scenario, string path)
    {
        CliResult passing = Cli.Spawn(scenario.Passing(path));
        CliResult failing = Cli.Spawn(scenario.Failing(path));
        Assert.True(passing.ExitCode == 0, passing.ToString());
        Assert.True(failing.ExitCode == 1, failing.ToString());
    }
}
