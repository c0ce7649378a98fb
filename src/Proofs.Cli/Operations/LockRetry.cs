using Proofs.Runs.Runs;

namespace Proofs.Cli.Operations;

/// <summary>Does something to a run that a loop may be changing at this moment; it holds the lock for as long as a change takes.</summary>
internal static class LockRetry
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Tries until the lock can be had, or nobody can be waiting for a change any more.</summary>
    internal static RunnerResult Do(Func<RunnerResult> operation)
    {
        long since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            RunnerResult result = operation();
            if (result.Refusal?.Reason != RunCodes.LockTimeout || TimeProvider.System.GetElapsedTime(since) >= Longest)
            {
                return result;
            }

            Task.Delay(Pause, TimeProvider.System).GetAwaiter().GetResult();
        }
    }
}
