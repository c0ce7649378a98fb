namespace Proofs.Runs.Runs.Loop;

/// <summary>How the work on a turn came back.</summary>
internal enum LandingKind
{
    /// <summary>With an answer.</summary>
    Answered,

    /// <summary>With an exception, or with nothing.</summary>
    Threw,

    /// <summary>Not in time.</summary>
    TimedOut,

    /// <summary>Because the loop stops.</summary>
    Stopped,
}

/// <summary>How the work on a turn came back.</summary>
/// <param name="Kind">How.</param>
/// <param name="Outcome">The answer, or null.</param>
/// <param name="Exception">What was thrown, or null.</param>
/// <param name="IsAbandoned">Whether the work goes on although it was told to stop.</param>
internal sealed record Landing(LandingKind Kind, DispatchOutcome? Outcome = null, Exception? Exception = null, bool IsAbandoned = false);

/// <summary>The work on one attempt at a turn, somewhere else at the same time. It always lands: with an answer, or when its time and a grace are up.</summary>
internal sealed class Flight
{
    private readonly CancellationTokenSource _stop = new();

    private Flight(string turnId, TimeSpan? limit, TimeSpan grace, TimeProvider time, Func<CancellationToken, Task<DispatchOutcome>> dispatch)
    {
        TurnId = turnId;
        Landed = FlyAsync(limit, grace, time, dispatch, _stop.Token);
    }

    internal string TurnId { get; }

    /// <summary>Never fails.</summary>
    internal Task<Landing> Landed { get; }

    internal static Flight Start(string turnId, TimeSpan? limit, TimeSpan grace, TimeProvider time, Func<CancellationToken, Task<DispatchOutcome>> dispatch) => new(turnId, limit, grace, time, dispatch);

    /// <summary>Tells the work to stop; it lands within its grace.</summary>
    internal void Stop() => _stop.Cancel();

    private static async Task<Landing> FlyAsync(TimeSpan? limit, TimeSpan grace, TimeProvider time, Func<CancellationToken, Task<DispatchOutcome>> dispatch, CancellationToken stop)
    {
        // Not disposed of: work that does not obey may still hold its token.
        CancellationTokenSource told = new();
        Task<DispatchOutcome> work = Task.Run(() => dispatch(told.Token), CancellationToken.None);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task end = Waiting.For(limit, time, over.Token);
        await Task.WhenAny(work, end).ConfigureAwait(false);
        if (work.IsCompleted)
        {
            await over.CancelAsync().ConfigureAwait(false);
            return await AnswerAsync(work).ConfigureAwait(false);
        }

        LandingKind kind = stop.IsCancellationRequested ? LandingKind.Stopped : LandingKind.TimedOut;

        // What the work has registered there may throw or wait; neither may hold up the loop.
        Observe(told.CancelAsync());
        Observe(work);
        using CancellationTokenSource waited = new();
        await Task.WhenAny(work, Waiting.For(grace, time, waited.Token)).ConfigureAwait(false);
        await waited.CancelAsync().ConfigureAwait(false);
        return new(kind, IsAbandoned: !work.IsCompleted);
    }

    private static async Task<Landing> AnswerAsync(Task<DispatchOutcome> work)
    {
        try
        {
            return await work.ConfigureAwait(false) is { } outcome ? new(LandingKind.Answered, outcome) : new(LandingKind.Threw);
        }
        catch (Exception thrown)
        {
            // A callback is somebody else's code and may throw anything; the loop tells of it.
            return new(LandingKind.Threw, Exception: thrown);
        }
    }

    /// <summary>Nobody waits for it any more; its exception is nobody's surprise.</summary>
    private static void Observe(Task task) => _ = task.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
