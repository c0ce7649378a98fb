using System.Text;
using Proofs.Processes;
using TestKit;

namespace Proofs.Tests.Processes;

/// <summary>Real programs, well-behaved and not; whatever they do, a run ends and nothing of it stays.</summary>
public sealed class ProcessRunnerTests : IDisposable
{
    private static readonly TimeSpan Hard = TimeSpan.FromMinutes(1);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Arguments_arrive_as_they_are_and_the_exit_code_comes_back()
    {
        ProcessOutcome outcome = await Run(Shell("printf '%s|' \"$@\"; printf oops >&2; exit 7", "a b", "", "$HOME;*", "ü\n"));
        Assert.Equal((7, null, "a b||$HOME;*|ü\n|", "oops"), (outcome.ExitCode, outcome.Signal, Text(outcome.Output), Text(outcome.Error)));
        Assert.Equal((false, false, 0, 0, false), (outcome.TimedOut, outcome.Cancelled, outcome.LeftBehind, outcome.Survivors, outcome.Succeeded));
    }

    [Fact]
    public async Task The_environment_is_what_is_given_and_one_cookie()
    {
        ProcessOutcome outcome = await Run(new ProcessCommand(["/usr/bin/env"], _folder.Path) { Environment = Variables(("ONE", "1=1"), ("EMPTY", "")) });
        Assert.Equal(["EMPTY=", "ONE=1=1", "PROOFS_PROCESS_COOKIE"], Text(outcome.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.StartsWith("PROOFS_", StringComparison.Ordinal) ? line.Split('=')[0] : line).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_runs_in_its_folder_with_its_input_and_no_file_of_ours()
    {
        using FileStream ours = File.Create(_folder.In("ours"));
        ProcessOutcome outcome = await Run(Shell("pwd; cat; ls /proc/self/fd | wc -w") with { Input = "in"u8.ToArray() });
        Assert.Equal($"{_folder.Path}\nin4\n", Text(outcome.Output));
    }

    [Fact]
    public async Task It_has_a_session_of_its_own_and_signals_as_programs_expect_them()
    {
        ProcessOutcome outcome = await Run(Shell("cut -d' ' -f5,6 /proc/$$/stat; echo $$; grep -E 'Sig(Blk|Ign)' /proc/$$/status | cut -f2"));
        string[] lines = Text(outcome.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"{lines[1]} {lines[1]}", lines[0]);
        // Signals 32 and 33 are the C library's own.
        Assert.All(lines[2..4], mask => Assert.Equal(0UL, Convert.ToUInt64(mask, 16) & 0x7FFF_FFFF));
    }

    [Theory]
    [InlineData("no-such-program-anywhere", "There is no program")]
    [InlineData("/no/such/program", "cannot be started")]
    [InlineData("./plain", "cannot be started")]
    [InlineData("/", "cannot be started")]
    [InlineData("", "names no program")]
    [InlineData("a\0b", "zero byte")]
    public async Task What_cannot_be_started_is_told(string program, string why)
    {
        File.WriteAllText(_folder.In("plain"), "#!/bin/sh\n");
        ProcessOutcome outcome = await Run(new ProcessCommand([program], _folder.Path) { Environment = Path() });
        Assert.Contains(why, outcome.NotStarted, StringComparison.Ordinal);
        Assert.Equal((null, null, false), (outcome.ExitCode, outcome.Signal, outcome.Succeeded));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_and_an_odd_variable_are_told()
    {
        Assert.Contains("There is no folder", (await Run(new ProcessCommand(["/bin/true"], _folder.In("none")))).NotStarted, StringComparison.Ordinal);
        Assert.Contains("variable", (await Run(new ProcessCommand(["/bin/true"], _folder.Path) { Environment = Variables(("A=B", "")) })).NotStarted, StringComparison.Ordinal);
        Assert.Contains("no program", (await Run(new ProcessCommand([], _folder.Path))).NotStarted, StringComparison.Ordinal);
        Assert.Contains("given up", (await ProcessRunner.RunAsync(Shell("exit 0"), TimeProvider.System, new(canceled: true))).NotStarted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_looked_for_in_absolute_folders_of_its_own_path_only()
    {
        Script("tool", "echo found");
        ProcessCommand tool = new(["tool"], _folder.Path);
        Assert.NotNull((await Run(tool)).NotStarted);
        Assert.NotNull((await Run(tool with { Environment = Variables(("PATH", ".::")) })).NotStarted);
        Assert.Equal("found\n", Text((await Run(tool with { Environment = Variables(("PATH", $"relative:{_folder.Path}")) })).Output));
        Assert.Equal("found\n", Text((await Run(tool with { Arguments = ["./tool"] })).Output));
        Assert.Equal("/a:/b", SearchPath.Absolute(".:/a::b:/b"));
    }

    [Fact]
    public async Task A_signal_that_ended_it_is_told() => Assert.Equal((null, 6), await Ends(Shell("kill -ABRT $$")));

    [Fact]
    public async Task One_that_is_too_slow_is_asked_to_end_and_can()
    {
        ProcessOutcome outcome = await Run(Shell("trap 'echo bye; exit 3' TERM; echo on; while :; do sleep 0.02; done") with { Limit = TimeSpan.FromMilliseconds(300), Grace = TimeSpan.FromSeconds(20) });
        Assert.Equal((true, false, null, "on\nbye\n"), (outcome.TimedOut, outcome.Cancelled, outcome.ExitCode, Text(outcome.Output)));
        Assert.True(outcome.Duration < TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task One_that_does_not_hear_the_request_is_ended()
    {
        ProcessOutcome outcome = await Run(Shell("trap '' TERM; sh -c 'while :; do sleep 0.05; done' & echo $!; while :; do sleep 0.05; done") with { Limit = TimeSpan.FromMilliseconds(200), Grace = TimeSpan.FromMilliseconds(100) });
        Assert.Equal((true, Signal: 9, 0), (outcome.TimedOut, outcome.Signal, outcome.Survivors));
        Gone(Text(outcome.Output));
    }

    [Fact]
    public async Task Without_grace_it_is_ended_at_its_limit()
    {
        ProcessOutcome outcome = await Run(Shell("trap 'sleep 9' TERM; sleep 60") with { Limit = TimeSpan.FromMilliseconds(100), Grace = TimeSpan.Zero });
        Assert.True(outcome is { TimedOut: true, Signal: 9 } && outcome.Duration >= TimeSpan.FromMilliseconds(100) && outcome.Duration < TimeSpan.FromMilliseconds(1500), outcome.ToString());
    }

    [Fact]
    public async Task One_that_is_stopped_is_ended_too()
    {
        ProcessOutcome outcome = await Run(Shell("kill -STOP $$") with { Limit = TimeSpan.FromMilliseconds(200), Grace = TimeSpan.FromMilliseconds(300) });
        Assert.Equal((true, 0), (outcome.TimedOut, outcome.Survivors));
    }

    [Fact]
    public async Task A_caller_can_stop_it()
    {
        using CancellationTokenSource stop = new();
        Task<ProcessOutcome> running = ProcessRunner.RunAsync(Shell("echo $$ > started; sleep 60"), TimeProvider.System, stop.Token);
        await Until(() => File.Exists(_folder.In("started")) && File.ReadAllText(_folder.In("started")).EndsWith('\n'));
        await stop.CancelAsync();
        ProcessOutcome outcome = await running.WaitAsync(Hard);
        Assert.Equal((true, false, null), (outcome.Cancelled, outcome.TimedOut, outcome.ExitCode));
        Gone(File.ReadAllText(_folder.In("started")));
    }

    [Theory]
    [InlineData("sleep 61 & echo $!")]
    [InlineData("setsid sh -c 'echo $$; exec sleep 61' & sleep 0.3")]
    [InlineData("(setsid sh -c 'trap \"\" TERM HUP; echo $$; exec sleep 61' < /dev/null 2> /dev/null &) ; sleep 0.3")]
    [InlineData("sh -c 'setsid env -i /bin/sh -c \"ulimit -f 1000; echo \\$\\$; exec sleep 61\" &' ; sleep 0.3")]
    public async Task What_stays_behind_is_ended_and_told(string script)
    {
        ProcessOutcome outcome = await Run(Shell(script) with { Grace = TimeSpan.FromMilliseconds(200) });
        Assert.Equal((0, 1, 0, true), (outcome.ExitCode, outcome.LeftBehind, outcome.Survivors, outcome.Succeeded));
        Assert.True(outcome.Duration < TimeSpan.FromSeconds(20));
        Gone(Text(outcome.Output));
    }

    [Theory]
    [InlineData("")]
    [InlineData("env -i /usr/bin/")]
    public async Task A_daemon_that_holds_nothing_of_the_run_is_found(string cleared)
    {
        ProcessOutcome outcome = await Run(Shell($"sleep 0.1; ({cleared}setsid /bin/sh -c 'echo $$ > daemon; exec sleep 61' < /dev/null > /dev/null 2>&1 &) ; while [ ! -s daemon ]; do sleep 0.02; done"));
        Assert.Equal((0, 1), (outcome.ExitCode, outcome.LeftBehind));
        Gone(File.ReadAllText(_folder.In("daemon")));
    }

    [Fact]
    public async Task A_flood_is_read_to_its_end_and_kept_within_bounds()
    {
        ProcessOutcome outcome = await Run(Shell("head -c 100000000 /dev/zero; head -c 70000 /dev/zero >&2") with { OutputLimit = 70_000 });
        Assert.Equal((0, 70_000, true, 70_000, false), (outcome.ExitCode, outcome.Output.Bytes.Length, outcome.Output.IsTruncated, outcome.Error.Bytes.Length, outcome.Error.IsTruncated));
    }

    [Fact]
    public async Task A_flood_without_end_ends_with_the_time() =>
        Assert.True(await Run(Shell("yes") with { Limit = TimeSpan.FromMilliseconds(300), Grace = TimeSpan.Zero }) is { TimedOut: true, Output: { IsTruncated: true, Bytes.Length: 1 << 20 } });

    [Fact]
    public async Task Input_that_nobody_reads_holds_nobody_up()
    {
        ProcessOutcome outcome = await Run(Shell("echo done") with { Input = new byte[10_000_000] });
        Assert.Equal((0, "done\n"), (outcome.ExitCode, Text(outcome.Output)));
    }

    [Fact]
    public async Task Two_hundred_at_once_leave_no_handle_and_no_zombie()
    {
        await Run(Shell("true"));
        int before = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        ProcessOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => ProcessRunner.RunAsync(Shell($"cat; echo {i}; exit {i % 50}") with { Input = Encoding.UTF8.GetBytes($"{i}:") }, TimeProvider.System))).WaitAsync(Hard);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => ((int?)(i % 50), $"{i}:{i}\n", 0)), outcomes.Select(outcome => (outcome.ExitCode, Text(outcome.Output), outcome.LeftBehind)));
        await Until(() => Directory.GetFileSystemEntries("/proc/self/fd").Length <= before + 20);
        await Until(() => !Directory.EnumerateDirectories("/proc").Any(IsOurZombie));
    }

    private static bool IsOurZombie(string folder)
    {
        try
        {
            string stat = File.ReadAllText(folder + "/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" && fields[1] == Environment.ProcessId.ToString();
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            // No process, or not any more.
            return false;
        }
    }

    private static void Gone(string id) => Assert.False(Directory.Exists($"/proc/{int.Parse(id.Trim())}") && !File.ReadAllText($"/proc/{id.Trim()}/stat").Contains(") Z ", StringComparison.Ordinal), $"{id} lives on");

    private static async Task Until(Func<bool> holds)
    {
        using CancellationTokenSource limit = new(Hard);
        while (!holds())
        {
            await Task.Delay(10, limit.Token);
        }
    }

    private static Task<ProcessOutcome> Run(ProcessCommand command) => ProcessRunner.RunAsync(command, TimeProvider.System).WaitAsync(Hard);

    private static async Task<(int?, int?)> Ends(ProcessCommand command)
    {
        ProcessOutcome outcome = await Run(command);
        return (outcome.ExitCode, outcome.Signal);
    }

    private ProcessCommand Shell(string script, params string[] arguments) => new(["/bin/sh", "-c", script, "sh", .. arguments], _folder.Path) { Environment = Path() };

    private void Script(string name, string text)
    {
        File.WriteAllText(_folder.In(name), $"#!/bin/sh\n{text}\n");
        if (OperatingSystem.IsWindows())
        {
            throw new NotSupportedException();
        }

        File.SetUnixFileMode(_folder.In(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static Dictionary<string, string> Path() => Variables(("PATH", "/usr/bin:/bin"));

    private static Dictionary<string, string> Variables(params (string Name, string Value)[] variables) => variables.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal);

    private static string Text(CapturedOutput output) => Encoding.UTF8.GetString(output.Bytes.Span);
}
