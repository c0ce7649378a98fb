using Proofs.Gates;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts;

/// <summary>
/// Runs the judging on a thread of its own, so that a signal ends it, progress shows, and a repository whose files never answer
/// (a pipe in a file's place, a dead network drive) ends in a refusal instead of a hang.
/// </summary>
internal sealed class Watch(TimeProvider time, Func<long> counter, Action<long> progress)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>How long no commit may be read before the repository counts as stalled.</summary>
    internal TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the work may take to notice that it was cancelled.</summary>
    internal TimeSpan StopLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What the calling thread can do once the work has begun.</summary>
    internal Action Meanwhile { get; init; } = static () => { };

    /// <summary>Runs the work.</summary>
    /// <exception cref="OperationCanceledException">A signal came.</exception>
    internal GatesResult Run(Func<CancellationToken, GatesResult> work)
    {
        using StopSignals cancellation = new();
        Task<GatesResult> task = Task.Factory.StartNew(() => work(cancellation.Token), cancellation.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
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

            if (cancellation.Token.IsCancellationRequested)
            {
                cancelledSince ??= time.GetTimestamp();
                if (time.GetElapsedTime(cancelledSince.Value) > StopLimit)
                {
                    throw new OperationCanceledException(cancellation.Token);
                }
            }

            if (time.GetElapsedTime(since) > StallLimit)
            {
                cancellation.Cancel();
                return new(null, new(ReasonCodes.RepositoryStalled, $"Nothing could be read for {StallLimit.TotalSeconds:0} seconds.", ReasonCodes.RepositoryStalled.Fix));
            }
        }

        return task.GetAwaiter().GetResult();    }
}
