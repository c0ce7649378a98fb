using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Validation;

/// <summary>What a result is held against.</summary>
internal sealed record TurnContext(RunState State, RunConfiguration Configuration, RunFacts Facts, string TurnId, Turn? Turn)
{
    /// <summary>Whose turn it is.</summary>
    internal string RoleId => Turn?.AssignedRole ?? string.Empty;

    /// <summary>That role, or null when the configuration does not have it.</summary>
    internal Role? Role => Configuration.Roles.GetValueOrDefault(RoleId);

    /// <summary>Which runtime has the turn: the turn's own, or its role's where the state does not say.</summary>
    internal string RuntimeId => Turn is { RuntimeId.Length: > 0 } ? Turn.RuntimeId : Role?.RuntimeId ?? string.Empty;

    /// <summary>That runtime, or null when the configuration does not have it.</summary>
    internal Runtime? Runtime => Configuration.Runtimes.GetValueOrDefault(RuntimeId);

    /// <summary>The phase the run is in, or null when the configuration does not have it.</summary>
    internal Phase? Phase => Configuration.FindPhase(State.Phase);

    /// <summary>The turn that is meant: the named one, or the only one when none is named.</summary>
    internal static TurnContext Of(RunState state, RunConfiguration configuration, string? turnId, RunFacts facts)
    {
        string id = turnId ?? (state.ActiveTurns.Count == 1 ? state.ActiveTurns.Keys.First() : string.Empty);
        return new(state, configuration, facts, id, state.ActiveTurns.GetValueOrDefault(id));
    }
}
