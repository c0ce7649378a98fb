using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Blocks a run until somebody settles something. Source: AgentXchain protocol v7, markRunBlocked.</summary>
/// <param name="BlockedOn">What it waits for, as <c>kind:subject</c>.</param>
/// <param name="Category">The kind of obstacle, for programs.</param>
/// <param name="Recovery">What gets it going.</param>
public sealed record BlockRun(string BlockedOn, string Category, Recovery Recovery) : RunCommand
{
    /// <summary>The turn it happened in, or null.</summary>
    public string? TurnId { get; init; }

    /// <summary>What is put before a person, or null.</summary>
    public Escalation? Escalation { get; init; }

    /// <summary>The command for something that a rule puts before a person: blocked on <c>escalation:reason:subject</c>.</summary>
    /// <param name="reason">Why, as an identifier.</param>
    /// <param name="subject">The role it is about.</param>
    public static BlockRun ForEscalation(string reason, string subject)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new(Blocking.OnEscalation(reason, subject), "escalation", new() { TypedReason = reason, Owner = "human", RecoveryAction = "Settle it and reactivate the run.", TurnRetained = true }) { Escalation = new() { Source = reason, Reason = reason, FromRole = subject } };
    }
}

/// <summary>Decides <see cref="BlockRun"/>.</summary>
internal static class BlockRule
{
    internal static Ruling Decide(RunState state, BlockRun command, RunFacts facts)
    {
        if (state.Status is not (RunStatus.Active or RunStatus.Paused))
        {
            return Refuse.Status(state, "block the run", "active or paused");
        }

        if (string.IsNullOrWhiteSpace(command.BlockedOn))
        {
            return new Problem(RunCodes.EmptyArgument, "A run is blocked on something; nothing was said.") { Field = "blocked_on" };
        }

        Turn? turn = null;
        if (command.TurnId is not null && Refuse.Target(state, command.TurnId, out turn) is { } missing)
        {
            return missing;
        }

        Escalation? escalation = command.Escalation is null ? null : command.Escalation with { EscalatedAt = command.Escalation.EscalatedAt ?? facts.Now };
        (RunState blocked, RunEvent happened) = Blocking.Block(state, command.BlockedOn, command.Category, command.Recovery, turn, facts.Now, escalation);
        return new Change(blocked) { Events = escalation is null ? [happened] : [blocked.Event(EventTypes.EscalationRaised, facts.Now, turn), happened] };
    }
}
