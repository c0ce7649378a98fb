namespace Proofs.Runs.Runs.Operations;

/// <summary>Refusals that several commands share.</summary>
internal static class Refuse
{
    /// <summary>The run's status does not allow the command.</summary>
    internal static Problem Status(RunState state, string command, string needs) =>
        new(RunCodes.InvalidStateTransition, $"Cannot {command}: the run is {Word.Of(state.Status)}; it has to be {needs}.") { Field = "status", Actual = Word.Of(state.Status), Expected = needs };

    /// <summary>Why a new turn cannot have an id, or null.</summary>
    internal static Problem? Id(RunState state, string id, RunFacts facts) =>
        !RunPaths.IsId(id) ? new(RunCodes.InvalidTurnId, $"\"{id}\" cannot be the id of a turn.") { Field = "turn_id", Actual = id }
        : state.ActiveTurns.TryGetValue(id, out Turn? taken) ? new(RunCodes.TurnAlreadyAssigned, $"Turn already assigned: {id} to {taken.AssignedRole}") { Referenced = id }
        : facts.History.Any(entry => entry.TurnId == id && entry.RunId == state.RunId) ? new(RunCodes.TurnAlreadyAccepted, $"Turn {id} is in the history already.") { Referenced = id }
        : null;

    /// <summary>Finds the turn that a command is about.</summary>
    /// <param name="state">The run.</param>
    /// <param name="turnId">The turn, or null for the only one at work.</param>
    /// <param name="turn">The turn.</param>
    /// <returns>Why there is none, or null.</returns>
    internal static Problem? Target(RunState state, string? turnId, out Turn turn)
    {
        turn = null!;
        if (turnId is null && state.ActiveTurns.Count > 1)
        {
            return new(RunCodes.TargetRequired, $"{state.ActiveTurns.Count} turns are active; say which one is meant.") { Allowed = [.. state.ActiveTurns.Keys] };
        }

        if (turnId is null ? state.ActiveTurns.Count == 0 : !state.ActiveTurns.ContainsKey(turnId))
        {
            return new(RunCodes.TurnNotActive, turnId is null ? "No turn is active." : $"No turn \"{turnId}\" is active.") { Referenced = turnId };
        }

        turn = turnId is null ? state.ActiveTurns.Values.Single() : state.ActiveTurns[turnId];
        return null;
    }
}
