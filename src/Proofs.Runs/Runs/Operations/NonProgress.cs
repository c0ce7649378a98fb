using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.PhaseGates;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Turn after turn runs into the same gate and touches none of its files. Source: AgentXchain protocol v7, non-progress guard.</summary>
internal static class NonProgress
{
    internal static void Count(Acceptance acceptance, GateFailure failure)
    {
        string signature = string.Join('\n', [failure.GateType, failure.GateId ?? string.Empty, failure.ToPhase ?? string.Empty, .. failure.Reasons]);
        IEnumerable<string> gated = acceptance.Configuration.FindPhase(acceptance.State.Phase) is { } phase && failure.GateId is { } id && acceptance.Configuration.Gates.TryGetValue(id, out PhaseGate? gate)
            ? GateFiles.Of(acceptance.Configuration, phase, gate).Select(file => file.Path)
            : [];
        bool isTouched = acceptance.Result.FilesChanged.Concat(acceptance.Facts.Observed?.FilesChanged ?? []).Intersect(gated, StringComparer.Ordinal).Any();
        int count = isTouched ? 0 : acceptance.State.NonProgressSignature == signature ? acceptance.State.NonProgressCount + 1 : 1;
        acceptance.State = acceptance.State with { NonProgressSignature = signature, NonProgressCount = count };
        if (count < acceptance.Configuration.RunLoop.NonProgressThreshold)
        {
            return;
        }

        acceptance.Governance.Add(acceptance.State.Record(acceptance.Facts.Now, acceptance.Turn) with { Type = "non_progress_block", GateId = failure.GateId, Reasons = [$"{count} accepted turns ran into the same gate and changed none of its files.", .. failure.Reasons] });
        acceptance.Block("non_progress", "non_progress", new() { TypedReason = "non_progress", Owner = "human", RecoveryAction = "Settle what the gate wants, then reactivate the run.", Detail = string.Join(" ", failure.Reasons) });
    }
}
