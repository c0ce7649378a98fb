using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>Folders and files whose names lead somewhere else than they seem to.</summary>
public sealed class PathTests
{
    [Fact]
    public void A_path_that_is_no_text_is_refused_and_no_other_taken_instead()
    {
        using Scenario scenario = new();
        string outside = scenario.Repo.Outside;
        // .NET reads the byte 255 as U+FFFD; a folder of that very name lies in wait.
        Shell($"cp -r repo \"$(printf 'u\\377')\" && cp -r repo u\ufffd && printf 'gitdir: %s/u\\377/.git\\n' \"$PWD\" > link && mkdir l && mv link l/.git", outside);
        string gate = $"'{Cli.Executable}' gate baseline --json --required-baseline {scenario.Base}";
        foreach (string command in new[] { $"cd \"$(printf 'u\\377')\" && {gate}", $"{gate} --repo \"$(printf 'u\\377')\"" })
        {
            RunResult result = TestKit.Run.Program("sh", ["-c", command], outside);
            CliAssert.Refused(69, "repository_unreadable", new(result.ExitCode, result.Out, result.Error));
        }

        RunResult linked = TestKit.Run.Program("sh", ["-c", $"{gate} --repo l"], outside);
        Assert.Equal(65, linked.ExitCode);
        // What .NET cannot name it cannot remove either.
        Shell("rm -rf \"$(printf 'u\\377')\"", outside);
    }

    [Theory]
    [InlineData("gitdir: /x\0y\n")]
    [InlineData("gitdir: /x\n/y\n")]
    public void A_link_to_a_git_folder_that_makes_no_sense_is_refused(string text)
    {
        using TempFolder folder = new();
        File.WriteAllText(folder.In(".git"), text);
        CliAssert.Refused(65, "repository_corrupt", Cli.Run("gate", "baseline", "--repo", folder.Path, "--required-baseline", new string('a', 40), "--json"));
    }

    [Theory]
    [InlineData("--output", "x")]
    [InlineData("--message-file", "x")]
    [InlineData("--trailer", "x")]
    public void A_current_folder_that_is_gone_is_told(string option, string value)
    {
        using TempFolder folder = new();
        string gate = $"'{Cli.Executable}' gate feature-key --feature-key bd-1 --json {option} {value}";
        RunResult result = TestKit.Run.Program("sh", ["-c", $"mkdir gone && cd gone && rmdir ../gone && exec {gate}"], folder.Path);
        CliAssert.Refused(64, "worktree_missing", new(result.ExitCode, result.Out, result.Error));
    }

    private static void Shell(string command, string folder)
    {
        RunResult result = TestKit.Run.Program("sh", ["-ec", command], folder);
        Assert.True(result.ExitCode == 0, result.ToString());
    }
}
