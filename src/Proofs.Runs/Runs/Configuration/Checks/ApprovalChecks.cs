namespace Proofs.Runs.Runs.Configuration.Checks;

/// <summary>Whether every rule of the approval policy can count. A misspelt phase would leave the decision to the default.</summary>
internal static class ApprovalChecks
{
    internal static IEnumerable<Problem> Check(RunConfiguration configuration)
    {
        if (configuration.ApprovalPolicy is not { } policy)
        {
            return [];
        }

        KeyPath at = KeyPath.Root.Key("approval_policy");
        KeyPath transitions = at.Key("phase_transitions");
        return ((Problem?[])
        [
            Expect.Among(transitions.Key("default"), policy.PhaseTransitionDefault, ConfigurationWords.ApprovalActions),
            .. policy.PhaseTransitions.SelectMany((rule, index) => Rule(rule, transitions.Key("rules").At(index), configuration)),
            Expect.Among(at.Key("proposals"), policy.Proposals, ConfigurationWords.ProposalModes),
            .. policy.RunCompletion is { } completion ? Rule(completion, at.Key("run_completion"), configuration) : [],
        ]).OfType<Problem>();
    }

    private static IEnumerable<Problem?> Rule(ApprovalRule rule, KeyPath at, RunConfiguration configuration)
    {
        KeyPath when = at.Key("when");
        return
        [
            Phase(rule.FromPhase, at.Key("from_phase"), configuration),
            Phase(rule.ToPhase, at.Key("to_phase"), configuration),
            Expect.Among(at.Key("action"), rule.Action, ConfigurationWords.ApprovalActions),
            .. rule.RolesParticipated.Select((role, index) => configuration.Roles.ContainsKey(role) ? null : ConfigurationProblem.UndeclaredRole(when.Key("roles_participated").At(index), role)),
            rule.CredentialedGate == true ? ConfigurationProblem.Invalid(when.Key("credentialed_gate"), "cannot be true: only a person approves a credentialed gate") : null,
        ];
    }

    private static Problem? Phase(string? phase, KeyPath at, RunConfiguration configuration) =>
        phase is null || configuration.FindPhase(phase) is not null ? null : ConfigurationProblem.UndeclaredPhase(at, phase);
}
