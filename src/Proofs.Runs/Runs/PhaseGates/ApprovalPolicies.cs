using Proofs.Runs.Runs.Configuration;
using Proofs.Verdicts;

namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>Whether a gate that wants a person can do without.</summary>
/// <param name="IsAutomatic">Whether it can.</param>
/// <param name="Code">A code of <see cref="RunCodes"/>: approved_by_policy or human_approval_required.</param>
/// <param name="Reason">Why, in a sentence.</param>
internal sealed record ApprovalDecision(bool IsAutomatic, ReasonCode Code, string Reason);

/// <summary>Which gates need no person. Source: AgentXchain protocol v7, approval policy.</summary>
internal static class ApprovalPolicies
{
    /// <summary>
    /// Decides by the first rule that is for this change of phase, or by the rule for the run's end. A rule that would approve and whose conditions do
    /// not hold requires a person; one that would require a person and whose conditions do not hold says nothing. A credentialed gate is never approved.
    /// </summary>
    /// <param name="evaluation">What the request came to.</param>
    /// <param name="state">The run.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="facts">The history of the run.</param>
    public static ApprovalDecision Decide(GateEvaluation evaluation, RunState state, RunConfiguration configuration, RunFacts facts)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(facts);
        if (evaluation.Action is not GateOutcome.AwaitingHumanApproval || evaluation.GateId is not { } id || configuration.Gates.GetValueOrDefault(id) is not { } gate)
        {
            return RequireHuman("No gate waits for approval.");
        }

        if (gate.Credentialed)
        {
            return RequireHuman($"Gate \"{id}\" is credentialed: no policy approves it.");
        }

        if (configuration.ApprovalPolicy is not { } policy)
        {
            return RequireHuman("The configuration has no approval_policy.");
        }

        bool isEnd = evaluation.NextPhase is null;
        ApprovalRule[] rules = isEnd ? [.. policy.RunCompletion is { } end ? [end] : (ApprovalRule[])[]] : [.. policy.PhaseTransitions.Where(rule => (rule.FromPhase ?? state.Phase) == state.Phase && (rule.ToPhase ?? evaluation.NextPhase) == evaluation.NextPhase)];
        foreach (ApprovalRule rule in rules)
        {
            string? unmet = Unmet(rule, evaluation, state, configuration, facts);
            if (rule.Action == "auto_approve")
            {
                return unmet is null ? new(true, RunCodes.ApprovedByPolicy, $"A rule of approval_policy approves gate \"{id}\".") : RequireHuman($"A rule of approval_policy would approve gate \"{id}\", but {unmet}.");
            }

            if (unmet is null)
            {
                return RequireHuman($"A rule of approval_policy wants a person for gate \"{id}\".");
            }
        }

        return !isEnd && policy.PhaseTransitionDefault == "auto_approve"
            ? new(true, RunCodes.ApprovedByPolicy, $"The default of approval_policy approves gate \"{id}\".")
            : RequireHuman($"No rule of approval_policy approves gate \"{id}\".");
    }

    private static ApprovalDecision RequireHuman(string reason) => new(false, RunCodes.HumanApprovalRequired, reason);

    /// <summary>The first condition of a rule that does not hold, or null.</summary>
    private static string? Unmet(ApprovalRule rule, GateEvaluation evaluation, RunState state, RunConfiguration configuration, RunFacts facts)
    {
        string? absent = rule.RolesParticipated.FirstOrDefault(role => evaluation.RequestedByRole != role && !Participation.Has(state, facts, state.Phase, role));
        string? unvisited = rule.AllPhasesVisited ? configuration.Routing.Select(phase => phase.Name).FirstOrDefault(phase => phase != state.Phase && !Participation.HasAny(state, facts, phase)) : null;
        return rule.GatePassed is { } passed && passed != evaluation.Passed ? "gate_passed does not hold"
            : rule.CredentialedGate == true ? "the gate is not credentialed"
            : absent is not null ? $"role \"{absent}\" had no accepted turn in phase \"{state.Phase}\""
            : unvisited is not null ? $"phase \"{unvisited}\" had no accepted turn"
            : null;
    }
}
