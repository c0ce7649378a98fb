using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;

namespace Proofs.Workers;

/// <summary>Failures that every kind of worker may have, so that they are called the same wherever they happen.</summary>
internal static class Failures
{
    /// <summary>The class of what was given up because the run stopped; nobody takes it.</summary>
    internal const string Cancelled = "cancelled";

    /// <summary>Nothing was begun, nothing was spent, and another attempt would end the same.</summary>
    internal static WorkFailure Refused(string code, string reason, string action) =>
        new(code, $"{reason} {action}") { IsRetryable = false, Cost = WorkFailure.Nothing, Recovery = Recovery(code, action, reason) };

    /// <summary>What a person has to do.</summary>
    internal static Recovery Recovery(string code, string action, string detail) =>
        new() { TypedReason = code, Owner = "human", RecoveryAction = action, TurnRetained = true, Detail = detail };

    /// <summary>A wait that cost nothing was given up.</summary>
    /// <param name="order">What was waited for.</param>
    /// <param name="isCancelled">Whether the run stopped; else the order's time was over.</param>
    internal static WorkFailure GivenUp(WorkOrder order, bool isCancelled) => isCancelled
        ? new(Cancelled, $"The run stopped before the turn of {order.Role} was done.") { Cost = WorkFailure.Nothing }
        : new("timeout", $"The turn of {order.Role} was not done when its time was over.") { Cost = WorkFailure.Nothing };
}
