namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Reads phases and gates.</summary>
internal static class RoutingReader
{
    private const int MostConcurrentTurns = 4;

    internal static IReadOnlyList<Phase> Phases(Section top) => [.. top.Map("routing", ReadPhase).Select(entry => entry.Value with { Name = entry.Key })];

    internal static PhaseGate ReadGate(Section gate) => new()
    {
        RequiresFiles = gate.Paths("requires_files"),
        RequiresVerificationPass = gate.Flag("requires_verification_pass"),
        RequiresHumanApproval = gate.Flag("requires_human_approval"),
        Credentialed = gate.Flag("credentialed"),
        Actions = gate.List("gate_actions", ReadAction),
    };

    private static Phase ReadPhase(Section phase) => new(string.Empty)
    {
        EntryRole = phase.Text("entry_role"),
        AllowedNextRoles = phase.Texts("allowed_next_roles"),
        ExitGate = phase.Text("exit_gate"),
        MaxConcurrentTurns = phase.Integer("max_concurrent_turns", 1, MostConcurrentTurns) ?? 1,
        TimeoutMinutes = phase.Number("timeout_minutes"),
        TimeoutAction = phase.Text("timeout_action"),
    };

    private static GateAction ReadAction(Section action)
    {
        GateAction read = new(action.RequiredText("run"), action.Text("label"));
        return action.Integer("timeout_ms") is { } timeout ? read with { TimeoutMilliseconds = timeout } : read;
    }
}
