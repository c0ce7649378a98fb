using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>
/// Runs the judging on a thread of its own, so that it can be stopped, progress shows, and a repository whose files never answer (a pipe in a
/// file's place, a dead network drive) ends in a refusal instead of a hang.
/// </summary>
/// <param name="time">Where the limits come from.</param>
/// <param name="counter">How much has been done so far, for example <see cref="GateRunner.CommitsRead"/>.</param>
/// <param name="progress">Is told when that has changed.</param>
public sealed class StallWatch(TimeProvider time, Func<long> counter, Action<long> progress)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>How long nothing may be done before the repository counts as stalled.</summary>
    private static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(60);

    /// <summary>How long the work may take to notice that it was cancelled.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);

    /// <summary>What the calling thread can do once the work has begun.</summary>
    public Action Meanwhile { get; init; } = static () => { };

    /// <summary>Runs the work.</summary>
    /// <param name="work">The work; its token is cancelled when it stalls, too.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What the work returned, or a refusal when it stalled.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public GatesResult Run(Func<CancellationToken, GatesResult> work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        // Not disposed: work that does not notice that it was cancelled goes on using its token.
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<GatesResult> task = Task.Factory.StartNew(() => work(stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Meanwhile();
        long last = -1;
        long since = time.GetTimestamp();
        long? cancelledSince = null;
        while (Task.WaitAny([task], Step) < 0)
        {
            long count = counter();
            if (count != last)
            {
                last = count;
                since = time.GetTimestamp();
                progress(count);
            }

            if (stop.IsCancellationRequested)
            {
                cancelledSince ??= time.GetTimestamp();
                if (time.GetElapsedTime(cancelledSince.Value) > StopLimit)
                {
                    throw new OperationCanceledException(stop.Token);
                }
            }

            if (time.GetElapsedTime(since) > StallLimit)
            {
                stop.Cancel();
                return new(null, new(ReasonCodes.RepositoryStalled, $"Nothing could be read for {StallLimit.TotalSeconds:0} seconds.", ReasonCodes.RepositoryStalled.Fix));
            }
        }

        return task.GetAwaiter().GetResult();
    }
}
