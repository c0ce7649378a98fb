using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Events and ledger records of a state.</summary>
internal static class Eventful
{
    /// <summary>An event as the run stands now.</summary>
    internal static RunEvent Event(this RunState state, string type, DateTimeOffset now, Turn? turn = null, JsonObject? payload = null) => new()
    {
        EventType = type,
        Timestamp = now,
        RunId = state.RunId,
        Phase = state.Phase,
        Status = state.Status,
        Turn = turn is null ? null : new() { TurnId = turn.TurnId, RoleId = turn.AssignedRole },
        IntentId = turn?.IntentId,
        Payload = payload ?? [],
    };

    /// <summary>A record of what the rules decided.</summary>
    internal static LedgerRecord Record(this RunState state, DateTimeOffset now, Turn? turn = null) => new()
    {
        Timestamp = now,
        RunId = state.RunId,
        Phase = state.Phase,
        TurnId = turn?.TurnId,
        Role = turn?.AssignedRole,
    };

    /// <summary>The run with another turn in place of the one of the same id.</summary>
    internal static RunState With(this RunState state, Turn turn) => state with { ActiveTurns = state.ActiveTurns.With(turn.TurnId, turn) };
}
