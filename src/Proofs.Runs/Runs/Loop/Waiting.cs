namespace Proofs.Runs.Runs.Loop;

/// <summary>Waiting for a time.</summary>
internal static class Waiting
{
    /// <summary>No timer counts further; what lasts longer has no end.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    /// <summary>Ends when so much time is up, or without an exception when it is cancelled; never when there is no limit.</summary>
    internal static async Task For(TimeSpan? length, TimeProvider time, CancellationToken cancelled)
    {
        TimeSpan wait = length is not { } some || some > Longest ? Timeout.InfiniteTimeSpan : some < TimeSpan.Zero ? TimeSpan.Zero : some;
        await Task.Delay(wait, time, cancelled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
