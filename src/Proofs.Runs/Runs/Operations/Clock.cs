namespace Proofs.Runs.Runs.Operations;

/// <summary>Times that configurations give in minutes.</summary>
internal static class Clock
{
    /// <summary>So many minutes later, at most the last time there is.</summary>
    internal static DateTimeOffset Later(DateTimeOffset from, decimal minutes)
    {
        decimal most = (decimal)(DateTimeOffset.MaxValue - from).TotalMinutes - 1;
        return from.AddMinutes((double)Math.Min(minutes, most));
    }

    /// <summary>The milliseconds from one time to another; none when the clock was set back in between.</summary>
    internal static long Between(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, (long)(to - from).TotalMilliseconds);

    /// <summary>Whether more minutes than that have gone by.</summary>
    internal static bool IsOver(DateTimeOffset? since, decimal? minutes, DateTimeOffset now) =>
        since is { } start && minutes is { } limit && (decimal)(now - start).TotalMinutes > limit;
}
