using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.PhaseGates;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Whether what waits for approval is what the configuration has waiting there, whoever wrote it into the state.</summary>
internal static class PendingChecks
{
    /// <summary>Why a change of phase cannot be what the run waits for, or null. A configuration without phases leaves it open.</summary>
    internal static Problem? Refusal(RunState state, RunConfiguration configuration, PendingPhaseTransition pending) => configuration.Routing.Count == 0 ? null
        : pending.From != state.Phase ? new(RunCodes.InvalidStateTransition, $"What waits for approval leaves phase \"{pending.From}\", and the run is in \"{state.Phase}\".") { Field = "pending_phase_transition.from", Expected = state.Phase, Actual = pending.From }
        : PhaseOrder.Check(configuration, state.Phase, pending.To) is { } disorder ? disorder with { Field = "pending_phase_transition.to" }
        : OfGate(state, configuration, pending.Gate, "pending_phase_transition.gate");

    /// <summary>Why the run's end cannot be what the run waits for, or null.</summary>
    internal static Problem? Refusal(RunState state, RunConfiguration configuration, PendingRunCompletion pending) => configuration.Routing.Count == 0 ? null
        : PhaseOrder.CheckEnd(configuration, state.Phase) ?? OfGate(state, configuration, pending.Gate, "pending_run_completion.gate");

    /// <summary>
    /// Why the gate does not hold any more, or null. A person may approve what nobody can judge again because its turn is not in the history; nothing
    /// else may.
    /// </summary>
    internal static Problem? Stale(RunState state, RunConfiguration configuration, string? requestedBy, bool isAutomatic, RunFacts facts)
    {
        HistoryEntry? asked = facts.History.LastOrDefault(entry => requestedBy is not null && entry.TurnId == requestedBy && entry.RunId == state.RunId);
        if (asked is null)
        {
            return isAutomatic ? new(RunCodes.GateNoLongerHolds, "The turn that asked is not in the run's history, so nobody can judge the gate again; only a person approves it.") { Referenced = requestedBy } : null;
        }

        GateRequest request = GateRequest.For(asked);
        GateEvaluation evaluation = request.IsCompletion ? RunCompletion.Evaluate(state, configuration, request, facts) : PhaseExit.Evaluate(state, configuration, request, facts);
        return evaluation.Passed || configuration.Routing.Count == 0 ? null
            : new(RunCodes.GateNoLongerHolds, $"Gate \"{evaluation.GateId}\" held when it was asked for and does not now: {evaluation.Reason}") { Referenced = evaluation.GateId, Detail = evaluation.Problems.Count > 0 ? evaluation.Problems[0].Reason.Id : null };
    }

    private static Problem? OfGate(RunState state, RunConfiguration configuration, string? gate, string field) => configuration.FindPhase(state.Phase)?.ExitGate is { } exit && exit != gate
        ? new(RunCodes.InvalidStateTransition, $"What waits for approval names gate \"{gate}\", and phase \"{state.Phase}\" ends with \"{exit}\".") { Field = field, Expected = exit, Actual = gate }
        : null;
}
