using System.Text;
using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>Configuration, hooks and environment of somebody else: nothing runs, nothing changes.</summary>
public sealed class PlantedConfigTests
{
    [Theory]
    [InlineData("core.fsmonitor", "{command}")]
    [InlineData("core.sshCommand", "{command}")]
    [InlineData("core.pager", "{command}")]
    [InlineData("core.editor", "{command}")]
    [InlineData("core.askPass", "{command}")]
    [InlineData("credential.helper", "!{command}")]
    [InlineData("core.alternateRefsCommand", "{command}")]
    [InlineData("diff.external", "{command}")]
    [InlineData("filter.x.smudge", "{command}")]
    [InlineData("filter.x.process", "{command}")]
    [InlineData("trailer.separators", "=")]
    [InlineData("trailer.Feature-Key.command", "{command}")]
    [InlineData("trailer.Feature-Key.cmd", "{command}")]
    [InlineData("trailer.Feature-Key.key", "Other")]
    [InlineData("trailer.ifexists", "replace")]
    [InlineData("core.commentChar", "F")]
    [InlineData("i18n.commitEncoding", "UTF-16")]
    [InlineData("i18n.logOutputEncoding", "UTF-16")]
    [InlineData("log.mailmap", "true")]
    [InlineData("log.showSignature", "true")]
    [InlineData("include.path", "missing.config")]
    [InlineData("core.bare", "true")]
    [InlineData("safe.bareRepository", "explicit")]
    [InlineData("core.commitGraph", "true")]
    [InlineData("core.multiPackIndex", "true")]
    [InlineData("core.useReplaceRefs", "true")]
    [InlineData("core.ignoreCase", "true")]
    [InlineData("core.logAllRefUpdates", "always")]
    [InlineData("core.worktree", "{elsewhere}")]
    public void A_hostile_setting_changes_no_verdict_and_runs_nothing(string name, string value)
    {
        using Scenario scenario = new();
        string elsewhere = Directory.CreateDirectory(Path.Combine(scenario.Repo.Outside, "elsewhere")).FullName;
        string text = value.Replace("{command}", scenario.MarkerCommand, StringComparison.Ordinal).Replace("{elsewhere}", elsewhere, StringComparison.Ordinal);
        scenario.AssertUnchangedBy(() => scenario.Repo.Git("config", name, text));
    }

    [Fact]
    public void A_work_tree_setting_that_leads_nowhere_makes_no_pass()
    {
        using Scenario scenario = new();
        scenario.Repo.Git("config", "core.worktree", "/nonexistent");
        CliAssert.Refused(65, "repository_corrupt", Cli.Run(scenario.Passing()));
        CliAssert.Refused(65, "repository_corrupt", Cli.Run(scenario.Failing()));
    }

    [Fact]
    public void A_signed_commit_does_not_start_the_program_for_signatures()
    {
        using Scenario scenario = new();
        GitRepo repo = scenario.Repo;
        string script = Script(scenario, "gpg");
        string signed = repo.WriteCommit(
            "Signed, no key\n"u8.ToArray(), [scenario.Base], extraHeader: "gpgsig -----BEGIN PGP SIGNATURE-----\n \n Feature-Key: bd-1\n -----END PGP SIGNATURE-----\n");
        repo.SetRef("refs/heads/signed", signed);
        repo.Git("config", "gpg.program", script);
        repo.Git("config", "log.showSignature", "true");
        repo.TryGit(["log", "-1", "--format=%H", signed]);
        Assert.True(File.Exists(scenario.Marker), "git log was expected to run the program.");
        File.Delete(scenario.Marker);
        CliResult result = Cli.Run("gate", "feature-key", "--repo", repo.Path, "--base", scenario.Base, "--head", "signed", "--feature-key", Scenario.Key, "--json");
        CliAssert.Verdict(1, "feature_key_missing_in_commits", "feature-key", result);
        Assert.False(File.Exists(scenario.Marker));
    }

    [Fact]
    public void Hooks_are_not_run()
    {
        using Scenario scenario = new();
        scenario.AssertUnchangedBy(() =>
        {
            string hooks = Directory.CreateDirectory(Path.Combine(scenario.Repo.Outside, "hooks")).FullName;
            foreach (string hook in new[] { "pre-commit", "post-checkout", "reference-transaction", "fsmonitor-watchman", "post-index-change", "pre-auto-gc" })
            {
                Script(scenario, Path.Combine("hooks", hook));
            }

            scenario.Repo.Git("config", "core.hooksPath", hooks);
        });
    }

    [Theory]
    [InlineData("GIT_DIR")]
    [InlineData("GIT_WORK_TREE")]
    [InlineData("GIT_COMMON_DIR")]
    [InlineData("GIT_OBJECT_DIRECTORY")]
    [InlineData("GIT_ALTERNATE_OBJECT_DIRECTORIES")]
    [InlineData("GIT_INDEX_FILE")]
    [InlineData("GIT_NAMESPACE")]
    [InlineData("GIT_CEILING_DIRECTORIES")]
    [InlineData("GIT_SHALLOW_FILE")]
    [InlineData("GIT_GRAFT_FILE")]
    [InlineData("GIT_REPLACE_REF_BASE")]
    [InlineData("GIT_CONFIG")]
    [InlineData("GIT_CONFIG_GLOBAL")]
    [InlineData("XDG_CONFIG_HOME")]
    [InlineData("GIT_CONFIG_COUNT")]
    public void An_environment_variable_of_git_changes_no_verdict(string name)
    {
        using Scenario scenario = new();
        using GitRepo other = GitRepo.Create();
        other.Commit("Elsewhere\n\nFeature-Key: bd-1\n");
        string value = name switch
        {
            "GIT_DIR" or "GIT_COMMON_DIR" => other.DotGit,
            "GIT_OBJECT_DIRECTORY" or "GIT_ALTERNATE_OBJECT_DIRECTORIES" => Path.Combine(other.DotGit, "objects"),
            "GIT_CONFIG_COUNT" => "1",
            _ => other.Path,
        };
        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            [name] = value,
            ["GIT_CONFIG_KEY_0"] = "core.fsmonitor",
            ["GIT_CONFIG_VALUE_0"] = scenario.MarkerCommand,
        };
        CliResult passing = Cli.Spawn(scenario.Passing(), environment: environment);
        CliResult failing = Cli.Spawn(scenario.Failing(), environment: environment);
        Assert.True(passing.ExitCode == 0, passing.ToString());
        Assert.Equal(Scenario.Essence(Cli.Run(scenario.Passing())), Scenario.Essence(passing));
        Assert.Equal(Scenario.Essence(Cli.Run(scenario.Failing())), Scenario.Essence(failing));
        Assert.False(File.Exists(scenario.Marker));
    }

    [Fact]
    public void A_configuration_in_the_home_folder_changes_no_verdict()
    {
        using Scenario scenario = new();
        using TempFolder home = new();
        File.WriteAllText(home.In(".gitconfig"), $"[core]\n\tfsmonitor = {scenario.MarkerCommand}\n[safe]\n\tbareRepository = explicit\n[broken\n", Encoding.UTF8);
        CliResult result = Cli.Spawn(scenario.Passing(), environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = home.Path });
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.False(File.Exists(scenario.Marker));
    }

    private static string Script(Scenario scenario, string name)
    {
        string path = Path.Combine(scenario.Repo.Outside, name);
        File.WriteAllText(path, $"#!/bin/sh\n{scenario.MarkerCommand}\n");
        Privilege.Mode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
