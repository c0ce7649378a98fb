using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Loop.Rules;

/// <summary>What a run that cannot go on stops the loop for.</summary>
internal static class StopReasons
{
    /// <summary>The reason that a state itself gives; the same after a restart.</summary>
    internal static StopReason Of(RunState state) => state switch
    {
        { Status: RunStatus.Completed } => StopReason.Completed,
        { Status: RunStatus.Paused } => StopReason.GateHeld,
        { BlockedReason.Category: "conflict_loop" } => StopReason.ConflictLoop,
        { BlockedReason.Category: "retries_exhausted" } => EndedInConflict(state) ? StopReason.ConflictStall : StopReason.RejectExhausted,
        _ => StopReason.Blocked,
    };

    private static bool EndedInConflict(RunState state) =>
        state.BlockedReason?.TurnId is { } id && state.ActiveTurns.GetValueOrDefault(id)?.LastRejection?.ConflictContext is not null;
}
