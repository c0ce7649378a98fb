using System.Text;
using Proofs.Processes;
using TestKit;

namespace Proofs.Tests.Processes;

/// <summary>Output that is taken while a program runs, limits of its silence, and which process it was.</summary>
public sealed class ProcessOutputTests : IDisposable
{
    private static readonly TimeSpan Hard = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_is_handed_on_also_what_is_not_kept()
    {
        long output = 0;
        StringBuilder error = new();
        ProcessOutcome outcome = await Run(Shell("head -c 3000000 /dev/zero; echo oops >&2") with
        {
            OutputLimit = 10,
            OnOutput = (stream, bytes) =>
            {
                output += stream is ProcessStream.Output ? bytes.Length : 0;
                error.Append(stream is ProcessStream.Error ? Encoding.UTF8.GetString(bytes.Span) : string.Empty);
                return ValueTask.CompletedTask;
            },
        });
        Assert.Equal((3_000_000, "oops\n", 10, true), (output, error.ToString(), outcome.Output.Bytes.Length, outcome.Output.IsTruncated));
    }

    [Fact]
    public async Task It_arrives_before_the_end_and_a_program_waits_for_whoever_takes_it()
    {
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<ProcessOutcome> running = Run(Shell("echo on; head -c 1000000 /dev/zero; echo done > done") with
        {
            OnOutput = async (_, _) =>
            {
                first.TrySetResult();
                await go.Task;
            },
        });
        await first.Task.WaitAsync(Hard);
        Assert.False(running.IsCompleted || File.Exists(_folder.In("done")));
        go.SetResult();
        Assert.Equal(0, (await running).ExitCode);
        Assert.True(File.Exists(_folder.In("done")));
    }

    [Fact]
    public async Task Whoever_throws_while_taking_it_ends_the_program_first()
    {
        ProcessIdentity? process = null;
        InvalidOperationException thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => Run(Shell("while :; do echo on; done") with
        {
            OnStarted = identity => process = identity,
            OnOutput = (_, _) => throw new InvalidOperationException("full"),
        }));
        Assert.Equal(("full", false), (thrown.Message, process!.IsRunning()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Run(Shell("sleep 60") with { OnStarted = _ => throw new InvalidOperationException("no") }));
    }

    [Theory]
    [InlineData("sleep 60", ProcessLimit.Start)]
    [InlineData("echo on; sleep 60", ProcessLimit.Idle)]
    [InlineData("echo on >&2; sleep 60", ProcessLimit.Idle)]
    public async Task One_that_is_silent_for_too_long_is_stopped(string script, ProcessLimit expected)
    {
        ProcessOutcome outcome = await Run(Shell(script) with { StartLimit = Short * 2, IdleLimit = Short });
        Assert.Equal((expected, true, false, 0), (outcome.Limit, outcome.TimedOut, outcome.Succeeded, outcome.Survivors));
    }

    [Fact]
    public async Task Without_a_limit_of_its_start_the_other_one_counts_from_the_start() =>
        Assert.Equal(ProcessLimit.Idle, (await Run(Shell("sleep 60") with { IdleLimit = Short })).Limit);

    [Fact]
    public async Task One_that_says_something_now_and_then_is_not_silent()
    {
        ProcessOutcome outcome = await Run(Shell("for i in 1 2 3 4 5 6; do echo $i; sleep 0.3; done") with { StartLimit = Hard, IdleLimit = TimeSpan.FromSeconds(1.2) });
        Assert.Equal((null, 0), (outcome.Limit, outcome.ExitCode));
    }

    [Fact]
    public async Task The_limit_of_everything_counts_however_much_it_says() =>
        Assert.Equal(ProcessLimit.Wall, (await Run(Shell("while :; do echo on; sleep 0.01; done") with { IdleLimit = Hard, StartLimit = Hard, Limit = Short, Grace = TimeSpan.Zero })).Limit);

    [Fact]
    public async Task It_is_known_which_process_it_was_and_that_it_is_over()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow;
        ProcessIdentity? told = null;
        bool ran = false;
        ProcessOutcome outcome = await Run(Shell("echo $$; sleep 0.5") with
        {
            OnStarted = identity =>
            {
                told = identity;
                ran = identity.IsRunning();
            },
        });
        Assert.Equal((told, true, false), (outcome.Identity, ran, told!.IsRunning()));
        Assert.Equal($"{told.Pid}\n", Encoding.UTF8.GetString(outcome.Output.Bytes.Span));
        // /proc counts the machine's own start in whole seconds.
        Assert.InRange(told.StartedAt()!.Value, before.AddSeconds(-3), DateTimeOffset.UtcNow.AddSeconds(3));
    }

    [Fact]
    public void Another_process_of_the_same_number_is_another_one()
    {
        ProcessIdentity own = ProcessIdentity.Of(Environment.ProcessId)!;
        Assert.True(own.IsRunning());
        Assert.False((own with { StartTicks = own.StartTicks - 1 }).IsRunning());
        Assert.False((own with { Boot = "another" }).IsRunning());
        Assert.Null((own with { Boot = "another" }).StartedAt());
        Assert.Null(ProcessIdentity.Of(int.MaxValue));
    }

    private ProcessCommand Shell(string script) => new(["/bin/sh", "-c", script], _folder.Path) { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = "/usr/bin:/bin" } };

    private static Task<ProcessOutcome> Run(ProcessCommand command) => ProcessRunner.RunAsync(command, TimeProvider.System).WaitAsync(Hard);
}
