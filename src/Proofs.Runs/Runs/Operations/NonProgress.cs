using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Turn after turn runs into the same gate and touches none of its files. Source: AgentXchain protocol v7, non-progress guard.</summary>
internal static class NonProgress
{
    internal static void Count(Draft draft, GateFailure failure)
    {
        string signature = string.Join('\n', [failure.GateType, failure.GateId ?? string.Empty, failure.ToPhase ?? string.Empty, .. failure.Reasons]);
        IReadOnlyList<string> gated = failure.GateId is null ? [] : draft.Configuration.Gates.GetValueOrDefault(failure.GateId)?.RequiresFiles ?? [];
        bool isTouched = draft.Result.FilesChanged.Concat(draft.Facts.Observed?.FilesChanged ?? []).Intersect(gated, StringComparer.Ordinal).Any();
        int count = !isTouched && draft.State.NonProgressSignature == signature ? draft.State.NonProgressCount + 1 : 1;
        draft.State = draft.State with { NonProgressSignature = signature, NonProgressCount = count };
        if (count < draft.Configuration.RunLoop.NonProgressThreshold)
        {
            return;
        }

        draft.Governance.Add(draft.State.Record(draft.Facts.Now, draft.Turn) with { Type = "non_progress_block", GateId = failure.GateId, Reasons = [$"{count} accepted turns ran into the same gate and changed none of its files.", .. failure.Reasons] });
        draft.Block("non_progress", "non_progress", new() { TypedReason = "non_progress", Owner = "human", RecoveryAction = "Settle what the gate wants, then reactivate the run.", Detail = string.Join(" ", failure.Reasons) });
    }
}
