namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Reads which gates need no person.</summary>
internal static class ApprovalReader
{
    internal static ApprovalPolicy Read(Section policy)
    {
        ApprovalPolicy read = policy.Optional("phase_transitions", ReadTransitions) ?? new();
        read = read with { RunCompletion = policy.Optional("run_completion", rule => ReadRule(rule)) };
        return policy.Text("proposals") is { } mode ? read with { Proposals = mode } : read;
    }

    private static ApprovalPolicy ReadTransitions(Section transitions)
    {
        ApprovalPolicy read = new() { PhaseTransitions = transitions.List("rules", ReadTransition) };
        return transitions.Text("default") is { } action ? read with { PhaseTransitionDefault = action } : read;
    }

    private static ApprovalRule ReadTransition(Section rule)
    {
        string? from = rule.Text("from_phase");
        string? to = rule.Text("to_phase");
        return ReadRule(rule) with { FromPhase = from, ToPhase = to };
    }

    private static ApprovalRule ReadRule(Section rule)
    {
        string action = rule.RequiredText("action");
        return (rule.Optional("when", ReadConditions, isNullable: false) ?? new()) with { Action = action };
    }

    private static ApprovalRule ReadConditions(Section when)
    {
        ApprovalRule read = new()
        {
            GatePassed = when.OptionalFlag("gate_passed"),
            RolesParticipated = when.Texts("roles_participated"),
            AllPhasesVisited = when.Flag("all_phases_visited"),
            CredentialedGate = when.OptionalFlag("credentialed_gate"),
        };
        when.RefuseOthers();
        return read;
    }
}
