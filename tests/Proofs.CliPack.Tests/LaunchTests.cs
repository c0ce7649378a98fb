using System.Globalization;
using Proofs.Packs;
using TestKit;

namespace Proofs.CliPack.Tests;

/// <summary>How programs are started and stopped.</summary>
public sealed class LaunchTests
{
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
    public async Task What_a_program_prints_without_end_is_read_and_not_kept()
    {
        Launched said = await Launch.RunAsync(Launch.Start("/bin/sh", ["-c", "head -c 20000000 /dev/zero | tr '\\0' x; echo end >&2"], "/"), Run.Limit);
        Assert.Equal((Launch.MostKept, "end\n"), (said.Out.Length, said.Error));
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_late()
    {
        Launched said = await Launch.RunAsync(Launch.Start("/bin/sleep", ["600"], "/"), TimeSpan.FromMilliseconds(1));
        Assert.Equal((143, true), (said.ExitCode, said.IsLate));
    }

    [Fact]
    public async Task A_program_that_is_late_may_end_by_itself()
    {
        using TempFolder folder = new();
        Launched said = await StopAsync("trap 'echo stopped; exit 7' TERM; echo begun; sleep 600 & echo $! > pid.new; mv pid.new pid; wait", folder, Run.Limit);
        Assert.Equal((7, "begun\nstopped\n", true), (said.ExitCode, said.Out, said.IsLate));
        Assert.True(IsGone(folder));
    }

    [Fact]
    public async Task What_does_not_end_is_killed_with_all_that_it_has_started()
    {
        using TempFolder folder = new();
        Launched said = await StopAsync("trap '' TERM; sleep 600 & echo $! > pid.new; mv pid.new pid; wait", folder, TimeSpan.FromMilliseconds(50));
        Assert.Equal((137, true), (said.ExitCode, said.IsLate));
        Assert.True(IsGone(folder));
    }

    [Fact]
    public async Task What_has_outlived_its_starter_is_killed_too()
    {
        using TempFolder folder = new();
        Launched said = await StopAsync("sh -c 'trap \"\" TERM; echo $$ > pid.new; mv pid.new pid; sleep 600' & wait", folder, Run.Limit);
        Assert.Equal((143, true), (said.ExitCode, said.IsLate));
        Assert.True(IsGone(folder));
    }

    [Fact]
    public async Task Somebody_who_gives_up_leaves_nothing_running()
    {
        using TempFolder folder = new();
        using CancellationTokenSource over = new();
        Task<Launched> running = Launch.RunAsync(Launch.Start("/bin/sh", ["-c", "echo $$ > pid.new; mv pid.new pid; sleep 600"], folder.Path), Run.Limit, over.Token);
        await HasBegunAsync(folder, running);
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.True(IsGone(folder));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_said_to_be_missing()
    {
        StoryEnd end = await Assert.ThrowsAsync<StoryEnd>(() => Launch.RunAsync(Launch.Start("/no/such/program", [], "/"), Run.Limit));
        Assert.Equal("program_not_started", end.Cause.Code);
        Assert.Equal("program_not_built", Assert.Throws<StoryEnd>(() => Launch.Built("NoSuchProgram", "src/None")).Cause.Code);
    }

    /// <summary>Runs a script that notes a process as <c>pid</c>, and says that its time is over as soon as the note is there.</summary>
    private static async Task<Launched> StopAsync(string script, TempFolder folder, TimeSpan grace)
    {
        using CancellationTokenSource over = new();
        Task<Launched> running = Launch.RunAsync(Launch.Start("/bin/sh", ["-c", script], folder.Path), over.Token, grace, CancellationToken.None);
        await HasBegunAsync(folder, running);
        await over.CancelAsync();
        return await running;
    }

    private static async Task HasBegunAsync(TempFolder folder, Task<Launched> running)
    {
        using CancellationTokenSource late = new(Run.Limit);
        while (!File.Exists(folder.In("pid")))
        {
            Assert.False(running.IsCompleted, "The script ended before it got anywhere.");
            await Task.Delay(10, late.Token);
        }
    }

    /// <summary>Whether what was noted is gone, or a zombie that somebody else has to bury.</summary>
    private static bool IsGone(TempFolder folder)
    {
        string stat = $"/proc/{int.Parse(File.ReadAllText(folder.In("pid")), CultureInfo.InvariantCulture)}/stat";
        return SpinWait.SpinUntil(
            () =>
            {
                try
                {
                    string said = File.ReadAllText(stat);
                    return said[said.LastIndexOf(')') + 2] is 'Z' or 'X';
                }
                catch (IOException)
                {
                    return true;
                }
            },
            TimeSpan.FromSeconds(10));
    }
}
