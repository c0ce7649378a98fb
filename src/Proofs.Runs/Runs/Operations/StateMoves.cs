using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>
/// Whether one state can follow another within a run, whatever brought it about. The operations keep to it; whoever writes a state, a defect of ours
/// included, is held to it.
/// </summary>
public static class StateMoves
{
    /// <summary>Checks a step.</summary>
    /// <param name="before">The state that is there.</param>
    /// <param name="after">The state that is to take its place.</param>
    /// <returns>Why it cannot follow, or null.</returns>
    public static Problem? Check(RunState before, RunState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        bool isNewRun = before.RunId != after.RunId && before.Status is RunStatus.Idle or RunStatus.Completed or RunStatus.Blocked && after.Status is RunStatus.Active && after.AcceptedSequence == 0 && after.ActiveTurns.Count == 0;
        if (isNewRun)
        {
            return null;
        }

        if (before.RunId != after.RunId)
        {
            return Immutable("run_id", before.RunId, after.RunId);
        }

        if (before.CreatedAt != after.CreatedAt)
        {
            return Immutable("created_at", $"{before.CreatedAt:O}", $"{after.CreatedAt:O}");
        }

        if (after.AcceptedSequence < before.AcceptedSequence || after.TurnSequence < before.TurnSequence)
        {
            return new(RunCodes.InvalidStateTransition, "What was assigned and accepted stays so.") { Field = after.TurnSequence < before.TurnSequence ? "turn_sequence" : "accepted_sequence" };
        }

        if (before.Status is RunStatus.Completed && !ProtocolRecords.Write(before).AsSpan().SequenceEqual(ProtocolRecords.Write(after)))
        {
            return new(RunCodes.InvalidStateTransition, "A completed run does not change any more.") { Field = "status", Actual = "completed" };
        }

        if (after.BudgetStatus?.SpentUsd < before.BudgetStatus?.SpentUsd)
        {
            return new(RunCodes.InvalidStateTransition, "What was spent stays so.") { Field = "budget_status.spent_usd" };
        }

        // A phase ends, and a gate is passed, by an accepted turn, by the approval that was waited for, or when a gate that failed is judged once more.
        bool isEarned = IsJudgedAgain(before, after) || after.AcceptedSequence > before.AcceptedSequence || before.PendingPhaseTransition is not null || before.PendingRunCompletion is not null;
        bool isPassed = after.PhaseGateStatus.Any(gate => gate.Value == "passed" && before.PhaseGateStatus.GetValueOrDefault(gate.Key) != "passed");
        if (!isEarned && (before.Phase != after.Phase || isPassed))
        {
            return new(RunCodes.InvalidStateTransition, "No turn was accepted and no approval waited for that this could follow from.") { Field = before.Phase != after.Phase ? "phase" : "phase_gate_status" };
        }

        return before.Status != after.Status && !MayMove(before, after)
            ? new(RunCodes.InvalidStateTransition, $"A run that is {Word.Of(before.Status)} does not become {Word.Of(after.Status)} like this.") { Field = "status", Actual = Word.Of(after.Status) }
            : null;
    }

    private static bool MayMove(RunState before, RunState after) => (before.Status, after.Status) switch
    {
        // The end needs its time and either the turn that asked or the approval that was waited for.
        (RunStatus.Active, RunStatus.Completed) when IsJudgedAgain(before, after) && before.LastGateFailure!.GateType == GateFailure.Completion => after.CompletedAt is not null,
        (RunStatus.Active, RunStatus.Completed) => after.CompletedAt is not null && after.AcceptedSequence > before.AcceptedSequence,
        (RunStatus.Paused or RunStatus.Blocked, RunStatus.Completed) => after.CompletedAt is not null && before.PendingRunCompletion is not null,
        (RunStatus.Active, RunStatus.Paused) => after.PendingPhaseTransition is not null || after.PendingRunCompletion is not null,
        (RunStatus.Active or RunStatus.Paused, RunStatus.Blocked) => after.BlockedOn is not null && after.BlockedReason is not null,
        (RunStatus.Paused or RunStatus.Blocked, RunStatus.Active) => after.BlockedOn is null && after.PendingPhaseTransition is null && after.PendingRunCompletion is null,
        _ => false,
    };

    /// <summary>Whether the gate that failed last, in this phase, is what is behind the run now.</summary>
    private static bool IsJudgedAgain(RunState before, RunState after) =>
        before.Status is RunStatus.Active && before.LastGateFailure is { } failed && failed.Phase == before.Phase && after.LastGateFailure is null && (after.Phase == before.Phase || after.Phase == failed.ToPhase)
        && after.PhaseGateStatus.All(gate => gate.Key == failed.GateId || gate.Value != "passed" || before.PhaseGateStatus.GetValueOrDefault(gate.Key) == "passed");

    private static Problem Immutable(string field, string? before, string? after) =>
        new(RunCodes.ImmutableField, $"{field} is \"{before}\" for as long as the run lasts; it cannot become \"{after}\".") { Field = field, Expected = before, Actual = after };
}
