using Proofs.Runs.Work;

namespace Proofs.Workers;

/// <summary>How long an order may be waited for, as timers take it.</summary>
internal static class OrderLimit
{
    /// <summary>The longest that every timer of .NET takes; nobody waits for so long.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>What is left of the limit; an order that is late has no time at all, and one without a limit has as much as there is.</summary>
    internal static TimeSpan Of(WorkOrder order, TimeSpan gone = default) =>
        order.TimeLimit is { } limit ? TimeSpan.FromTicks(Math.Clamp((limit - gone).Ticks, 0, Longest.Ticks)) : Longest;
}
