namespace Proofs.Runs.Runs.Configuration.Checks;

/// <summary>Whether there is a way through the phases, and what gates may do.</summary>
internal static class RoutingChecks
{
    private const int ShortestAction = 1_000;
    private const int LongestAction = 60 * 60 * 1_000;

    internal static IEnumerable<Problem> Phases(RunConfiguration configuration)
    {
        KeyPath at = KeyPath.Root.Key("routing");
        Declared declared = Declared.By(configuration);
        return configuration.Routing.Count == 0
            ? [ConfigurationProblem.Invalid(at, "must hold at least one phase")]
            : configuration.Routing.SelectMany(phase => Phase(phase, at.Entry(phase.Name)).OfType<Problem>().Concat(NameChecks.Phase(phase, declared)).Concat(NameChecks.NextRoles(phase, declared)));
    }

    internal static IEnumerable<Problem> Gates(RunConfiguration configuration) => configuration.Gates
        .SelectMany(gate => Gate(gate.Value, KeyPath.Root.Key("gates").Entry(gate.Key)))
        .OfType<Problem>();

    private static IEnumerable<Problem?> Phase(Phase phase, KeyPath at) =>
    [
        ConfigurationName.IsPhase(phase.Name) ? null : ConfigurationProblem.Invalid(at, "must be named with a-z, 0-9, _ and -, and begin with a letter"),
        Expect.Present(at.Key("entry_role"), phase.EntryRole is not null, "somebody has to have the first turn"),
        Expect.AtLeast(at.Key("timeout_minutes"), phase.TimeoutMinutes, 1),
        Expect.Among(at.Key("timeout_action"), phase.TimeoutAction, ConfigurationWords.PhaseTimeoutActions),
    ];

    private static IEnumerable<Problem?> Gate(PhaseGate gate, KeyPath at)
    {
        if (gate.Actions.Count > 0 && !gate.RequiresHumanApproval)
        {
            yield return ConfigurationProblem.Invalid(at.Key("gate_actions"), "can only stand where requires_human_approval is true: actions run when a person approves");
        }

        foreach ((int index, GateAction action) in gate.Actions.Index())
        {
            yield return Expect.Within(at.Key("gate_actions").At(index).Key("timeout_ms"), action.TimeoutMilliseconds, ShortestAction, LongestAction);
        }
    }
}
