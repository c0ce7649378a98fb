using System.Globalization;
using System.Text;
using System.Text.Json;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;
using TestKit;

namespace Proofs.Workers.Tests.Conformance;

/// <summary>What every worker has to do, whatever it is. One subclass per worker says how each situation comes about.</summary>
public abstract class WorkerConformance : IDisposable
{
    protected const string Secret = "sk-conformance-0123456789abcdef";

    private const long Gibibyte = 1L << 30;
    private const long MostMemory = 256L << 20;

    private static readonly TimeSpan Hard = TimeSpan.FromMinutes(2);

    /// <summary>How soon a worker that is to stop has to be back.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    protected TempFolder Folder { get; } = new();

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A worker and an order that lead to a situation.</summary>
    protected abstract Trial Set(Situation situation, TimeProvider time);

    /// <summary>Ends what a subclass has started.</summary>
    protected virtual void Dispose(bool isDisposing) => Folder.Dispose();

    /// <summary>Every kind of situation but those that cannot come about for a worker, each with the reason.</summary>
    protected static TheoryData<SituationKind> AllBut(params (SituationKind Kind, string Reason)[] impossible) =>
        [.. Enum.GetValues<SituationKind>().Except(impossible.Select(each => each.Kind))];

    /// <summary>Brings a situation about and looks at what the worker makes of it.</summary>
    protected Task Holds(SituationKind kind) => kind switch
    {
        SituationKind.Success => WorkThatIsDoneIsAnsweredWithWhatWasSeenOfIt(),
        SituationKind.Refusal => WhatRefusesToWorkIsToldWithItsReason(),
        SituationKind.Timeout => WhatTakesTooLongIsStopped(),
        SituationKind.Crash => WhatCrashesMayBeTriedAgain(),
        SituationKind.Garbage => WhatIsNoResultIsNone(),
        SituationKind.Flood => AGibibyteOfOutputFillsNoMemory(),
        SituationKind.Secrets => ASecretReachesNoFileNoRecordAndNoReason(),
        SituationKind.Cancel => WhoeverAskedCanStopIt(),
        SituationKind.ChildLeft => NothingThatItStartedIsLeft(),
        _ => AClockThatIsSetAnewEndsNothing(),
    };

    private async Task WorkThatIsDoneIsAnsweredWithWhatWasSeenOfIt()
    {
        WorkResult result = await Act(Situation.Success);
        Done(result);
        Assert.True(result.Record is { Worker.Length: > 0, LatencyMs: >= 0, StartedAt: not null }, result.Record?.ToString());
        Assert.NotEqual(EvidenceGrade.Live, result.Record!.EvidenceGrade);
    }

    private async Task WhatRefusesToWorkIsToldWithItsReason() => Failed(await Act(Situation.Refusal));

    private async Task WhatTakesTooLongIsStopped()
    {
        long start = TimeProvider.System.GetTimestamp();
        Assert.Equal("timeout", Failed(await Act(Situation.Timeout)).Class);
        Assert.True(TimeProvider.System.GetElapsedTime(start) < Soon);
    }

    private async Task WhatCrashesMayBeTriedAgain() => Assert.True(Failed(await Act(Situation.Crash)).IsRetryable);

    private async Task WhatIsNoResultIsNone() => Failed(await Act(Situation.Garbage));

    private async Task AGibibyteOfOutputFillsNoMemory()
    {
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
        long before = Status("VmRSS:");
        WorkResult result = await Act(Situation.Flood(Gibibyte));
        Assert.InRange(Status("VmHWM:") - before, 0, MostMemory);
        Assert.True(result.Failure is null or { Class.Length: > 0 });
        Assert.InRange(Directory.EnumerateFiles(Folder.Path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length), 0, MostMemory);
    }

    private async Task ASecretReachesNoFileNoRecordAndNoReason()
    {
        WorkResult result = await Act(Situation.Secrets);
        string[] leaks = [.. Directory.EnumerateFiles(Folder.Path, "*", SearchOption.AllDirectories).Where(file => !file.StartsWith(Path.GetDirectoryName(Trial!.Order.StagingPath)!, StringComparison.Ordinal) && File.ReadAllText(file).Contains(Secret, StringComparison.Ordinal))];
        Assert.Empty(leaks);
        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(result.TurnResult.Span) + result.Failure + JsonSerializer.Serialize(result.Record), StringComparison.Ordinal);
    }

    private async Task WhoeverAskedCanStopIt()
    {
        using CancellationTokenSource stop = new();
        Trial trial = Begin(Situation.Cancel, TimeProvider.System);
        Task<WorkResult> work = trial.Worker.WorkAsync(trial.Order, stop.Token);
        await Until(() => trial.HasBegun() || work.IsCompleted);
        Assert.False(work.IsCompleted);
        await stop.CancelAsync();
        Failed(await work.WaitAsync(Soon, CancellationToken.None));
        Nothing(trial);
    }

    private async Task NothingThatItStartedIsLeft()
    {
        Done(await Act(Situation.ChildLeft));
        Nothing(Trial!);
    }

    private async Task AClockThatIsSetAnewEndsNothing()
    {
        JumpingTime time = new();
        Done(await Act(Situation.ClockJump, time));
    }

    protected async Task<WorkResult> Act(Situation situation, TimeProvider? time = null)
    {
        Trial trial = Begin(situation, time ?? TimeProvider.System);
        return await trial.Worker.WorkAsync(trial.Order, CancellationToken.None).WaitAsync(Hard);
    }

    protected static async Task Until(Func<bool> holds)
    {
        using CancellationTokenSource limit = new(Hard);
        while (!holds())
        {
            await Task.Delay(10, limit.Token);
        }
    }

    private Trial? Trial { get; set; }

    private Trial Begin(Situation situation, TimeProvider time) => Trial = Set(situation, time);

    private static void Nothing(Trial trial) => Assert.All(trial.Processes(), id => Assert.False(Directory.Exists($"/proc/{id}") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal), $"{id} lives on"));

    private static void Done(WorkResult result)
    {
        Assert.Null(result.Failure);
        using JsonDocument document = JsonDocument.Parse(result.TurnResult);
        Assert.True(document.RootElement.TryGetProperty("schema_version", out _));
    }

    private static WorkFailure Failed(WorkResult result)
    {
        Assert.NotNull(result.Failure);
        Assert.True(result.TurnResult.IsEmpty);
        Assert.Matches("^[a-z][a-z_]+$", result.Failure.Class);
        Assert.True(result.Failure.Reason.Length is > 10 and < 2000, result.Failure.Reason);
        Assert.DoesNotContain(result.Failure.Reason, c => char.IsControl(c));
        return result.Failure;
    }

    private static long Status(string name) => long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;

    /// <summary>Each look at the clock is a day after the one before; timers and timestamps are the machine's.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        private int _days;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(Interlocked.Increment(ref _days));
    }
}

/// <summary>A worker, and what it is asked.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Order">What it is to do.</param>
public sealed record Trial(IWorker Worker, WorkOrder Order)
{
    /// <summary>Whether the work is under way; to be asked again and again.</summary>
    public Func<bool> HasBegun { get; init; } = () => true;

    /// <summary>The processes that the work had, once it is over.</summary>
    public Func<IEnumerable<int>> Processes { get; init; } = () => [];
}

/// <summary>What can come about.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Bytes">How much is written.</param>
public sealed record Situation(SituationKind Kind, long Bytes = 0)
{
    public static Situation Success { get; } = new(SituationKind.Success);

    public static Situation Refusal { get; } = new(SituationKind.Refusal);

    public static Situation Timeout { get; } = new(SituationKind.Timeout);

    public static Situation Crash { get; } = new(SituationKind.Crash);

    public static Situation Garbage { get; } = new(SituationKind.Garbage);

    public static Situation Secrets { get; } = new(SituationKind.Secrets);

    public static Situation Cancel { get; } = new(SituationKind.Cancel);

    public static Situation ChildLeft { get; } = new(SituationKind.ChildLeft);

    public static Situation ClockJump { get; } = new(SituationKind.ClockJump);

    public static Situation Flood(long bytes) => new(SituationKind.Flood, bytes);
}

/// <summary>The kinds of situations.</summary>
public enum SituationKind
{
    /// <summary>The work is done.</summary>
    Success,

    /// <summary>Who is to do it does not want to.</summary>
    Refusal,

    /// <summary>It takes longer than the order allows, which the subclass sets.</summary>
    Timeout,

    /// <summary>Who does it falls over.</summary>
    Crash,

    /// <summary>What comes back is no result.</summary>
    Garbage,

    /// <summary>So much comes back.</summary>
    Flood,

    /// <summary>Who does it tells the secret wherever it can.</summary>
    Secrets,

    /// <summary>It goes on until somebody stops it.</summary>
    Cancel,

    /// <summary>The work is done, and something that was started for it goes on.</summary>
    ChildLeft,

    /// <summary>The work is done under a limit of an hour, while the clock jumps.</summary>
    ClockJump,
}
