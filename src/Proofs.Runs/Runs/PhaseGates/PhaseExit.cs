using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>Whether a run may go to its next phase. Source: AgentXchain protocol v7, evaluatePhaseExit.</summary>
public static class PhaseExit
{
    /// <summary>Judges a request for another phase.</summary>
    /// <param name="state">The run.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="request">What is asked for, and by whom.</param>
    /// <param name="facts">The history of the run and the files of the project.</param>
    /// <returns>NoRequest, UnknownPhase (also for a phase that is not the next one), GateFailed, Advance or AwaitingHumanApproval.</returns>
    public static GateEvaluation Evaluate(RunState state, RunConfiguration configuration, GateRequest request, RunFacts facts)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(facts);
        return request.Phase is not { } to ? new(GateOutcome.NoRequest)
            : PhaseOrder.Check(configuration, state.Phase, to) is { } problem ? new(GateOutcome.UnknownPhase) { NextPhase = to, Problems = [problem] }
            : GateConditions.Judge(new(GateOutcome.Advance) { NextPhase = to }, state, configuration, request, facts);
    }
}

/// <summary>Whether a run may end. Source: AgentXchain protocol v7, evaluateRunCompletion.</summary>
public static class RunCompletion
{
    /// <summary>Judges a request for the run's end.</summary>
    /// <param name="state">The run.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="request">What is asked for, and by whom.</param>
    /// <param name="facts">The history of the run and the files of the project.</param>
    /// <returns>NoRequest, NotFinalPhase, UnknownPhase (for a run whose own phase does not exist), GateFailed, Complete or AwaitingHumanApproval.</returns>
    public static GateEvaluation Evaluate(RunState state, RunConfiguration configuration, GateRequest request, RunFacts facts)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(facts);
        return !request.IsCompletion ? new(GateOutcome.NoRequest)
            : PhaseOrder.CheckEnd(configuration, state.Phase) is { } problem ? new(problem.Reason == RunCodes.NotFinalPhase ? GateOutcome.NotFinalPhase : GateOutcome.UnknownPhase) { Problems = [problem] }
            : GateConditions.Judge(new(GateOutcome.Complete), state, configuration, request, facts);
    }
}
