using System.Diagnostics;
using System.Globalization;
using Proofs.Packs;
using TestKit;

namespace Proofs.CliPack.Tests;

/// <summary>How programs are started and stopped.</summary>
public sealed class LaunchTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task A_program_gets_its_arguments_as_they_are_and_no_other_variables()
    {
        Launched said = await Launch.RunAsync(Launch.Start("/bin/sh", ["-c", "printf '%s|' \"$@\"; env; echo no >&2; exit 3", "sh", "a b", "$HOME", "'"], "/", new Dictionary<string, string>(StringComparer.Ordinal) { ["ONE"] = "1" }), Run.Limit);
        Assert.Equal((3, "no\n", false), (said.ExitCode, said.Error, said.IsLate));
        Assert.StartsWith("a b|$HOME|'|", said.Out, StringComparison.Ordinal);
        string[] names = [.. said.Out["a b|$HOME|'|".Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0])];
        Assert.Equal(["DOTNET_ROOT", "ONE", "PATH"], names.Except(["PWD", "OLDPWD", "SHLVL", "_"], StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_program_that_is_late_may_end_by_itself()
    {
        Launched said = await Launch.RunAsync(Launch.Start("/bin/sh", ["-c", "trap 'echo stopped; exit 7' TERM; echo begun; while :; do read -r _ </dev/zero; done & wait"], "/"), Short);
        Assert.Equal((7, "begun\nstopped\n", true), (said.ExitCode, said.Out, said.IsLate));
    }

    [Fact]
    public async Task What_does_not_end_is_killed_with_all_that_it_has_started()
    {
        using TempFolder folder = new();
        Launched said = await Launch.RunAsync(Launch.Start("/bin/sh", ["-c", "trap '' TERM; sleep 600 & echo $!; wait"], folder.Path), Short);
        Assert.Equal((137, true), (said.ExitCode, said.IsLate));
        Assert.True(IsGone(int.Parse(said.Out, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task What_has_outlived_its_starter_is_killed_too()
    {
        Launched said = await Launch.RunAsync(Launch.Start("/bin/sh", ["-c", "sh -c 'trap \"\" TERM; sleep 600' & echo $!; wait"], "/"), Short);
        Assert.True(said.IsLate);
        Assert.True(IsGone(int.Parse(said.Out, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Somebody_who_gives_up_leaves_nothing_running()
    {
        using TempFolder folder = new();
        using CancellationTokenSource over = new(Short);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Launch.RunAsync(Launch.Start("/bin/sh", ["-c", "echo $$ > pid; sleep 600"], folder.Path), Run.Limit, over.Token));
        Assert.True(IsGone(int.Parse(File.ReadAllText(folder.In("pid")), CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_said_to_be_missing()
    {
        StoryEnd end = await Assert.ThrowsAsync<StoryEnd>(() => Launch.RunAsync(Launch.Start("/no/such/program", [], "/"), Run.Limit));
        Assert.Equal("program_not_started", end.Cause.Code);
        Assert.Equal("program_not_built", Assert.Throws<StoryEnd>(() => Launch.Built("NoSuchProgram", "src/None")).Cause.Code);
    }

    /// <summary>Gone, or a zombie that somebody else has to bury.</summary>
    private static bool IsGone(int id) => SpinWait.SpinUntil(
        () =>
        {
            try
            {
                string stat = File.ReadAllText($"/proc/{id}/stat");
                return stat[stat.LastIndexOf(')') + 2] is 'Z' or 'X';
            }
            catch (IOException)
            {
                return true;
            }
        },
        TimeSpan.FromSeconds(10));
}
