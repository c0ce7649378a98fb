using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Puts something before a person; the run waits. Source: AgentXchain protocol v7, escalate.</summary>
/// <param name="EscalationId">The new escalation's id: <c>hesc_</c> and 16 hexadecimal digits.</param>
/// <param name="Reason">Why.</param>
public sealed record Escalate(string EscalationId, string Reason) : RunCommand
{
    /// <summary>More, or null.</summary>
    public string? Detail { get; init; }

    /// <summary>What is asked of the person, or null.</summary>
    public string? Action { get; init; }

    /// <summary>The turn it is about, or null.</summary>
    public string? TurnId { get; init; }
}

/// <summary>Decides <see cref="Escalate"/>.</summary>
internal static class EscalateRule
{
    internal static Ruling Decide(RunState state, Escalate command, RunFacts facts)
    {
        if (state.Status is not RunStatus.Active)
        {
            return Refuse.Status(state, "escalate", "active");
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return new Problem(RunCodes.EmptyArgument, "An escalation has a reason; none was given.") { Field = "reason" };
        }

        Turn? turn = null;
        if (command.TurnId is not null && Refuse.Target(state, command.TurnId, out turn) is { } missing)
        {
            return missing;
        }

        Escalation escalation = new() { EscalationId = command.EscalationId, Source = "operator", Reason = command.Reason, Detail = command.Detail, Action = command.Action, FromTurnId = turn?.TurnId, FromRole = turn?.AssignedRole, EscalatedAt = facts.Now };
        Recovery recovery = new() { TypedReason = "operator_escalation", Owner = "human", RecoveryAction = command.Action ?? "Settle it and reactivate the run.", TurnRetained = turn is not null, Detail = command.Detail ?? command.Reason };
        (RunState blocked, RunEvent happened) = Blocking.Block(state, $"escalation:operator:{Blocking.Slug(command.Reason)}", "operator_escalation", recovery, turn, facts.Now, escalation);
        return new Change(blocked)
        {
            Events = [blocked.Event(EventTypes.EscalationRaised, facts.Now, turn, new JsonObject { ["escalation_id"] = command.EscalationId, ["reason"] = command.Reason }), happened],
            Governance = [state.Record(facts.Now, turn) with { Decision = "operator_escalated", Reasons = [command.Reason] }],
        };
    }
}
