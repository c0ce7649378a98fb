using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Does not take a turn's result: it is tried again under the same id, or given up. Source: AgentXchain protocol v7, rejectTurn.</summary>
/// <param name="TurnId">The turn, or null for the only one.</param>
/// <param name="Reason">Why.</param>
public sealed record RejectTurn(string? TurnId, string Reason) : RunCommand
{
    /// <summary>What the validation found.</summary>
    public IReadOnlyList<string> ValidationErrors { get; init; } = [];

    /// <summary>The stage of the validation that failed, or null.</summary>
    public string? FailedStage { get; init; }

    /// <summary>What the attempt cost, or null when nobody knows.</summary>
    public TurnCost? Cost { get; init; }

    /// <summary>What the worker saw of its own work, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DispatchRecord? Dispatch { get; init; }
}

/// <summary>Decides <see cref="RejectTurn"/>.</summary>
internal static class RejectRule
{
    internal static Ruling Decide(RunState state, RunConfiguration configuration, RejectTurn command, RunFacts facts)
    {
        if (state.Status is not RunStatus.Active)
        {
            return Refuse.Status(state, "reject a turn", "active");
        }

        if (Refuse.Target(state, command.TurnId, out Turn turn) is { } missing)
        {
            return missing;
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return new Problem(RunCodes.EmptyArgument, "A rejection has a reason; none was given.") { Field = "reason" };
        }

        // Otherwise an attempt would be used up that nobody was asked to make.
        if (turn.Status is TurnStatus.Assigned or TurnStatus.Retrying)
        {
            return AcceptRule.NotDispatched(turn);
        }

        if (turn.Status is TurnStatus.Failed)
        {
            return MoveTurnRule.Illegal(turn, "retrying");
        }

        RunState charged = Budgets.Charge(state, configuration, turn, command.Cost, facts.Now);
        Rejection rejection = new() { TurnId = turn.TurnId, Attempt = turn.Attempt, RejectedAt = facts.Now, Reason = command.Reason, ValidationErrors = command.ValidationErrors, FailedStage = command.FailedStage, ConflictContext = turn.ConflictState };
        return turn.Attempt < configuration.Rules.MaxTurnRetries
            ? Retry(charged, configuration, turn, rejection, facts, command)
            : GiveUp(Budgets.Release(charged, turn.TurnId), turn, rejection, facts, command);
    }

    private static Change Retry(RunState state, RunConfiguration configuration, Turn turn, Rejection rejection, RunFacts facts, RejectTurn command)
    {
        RunState retrying = state.With(turn with
        {
            Status = TurnStatus.Retrying,
            Attempt = turn.Attempt + 1,
            Baseline = facts.Baseline,
            StartedAt = null,
            DispatchedAt = null,
            FirstOutputAt = null,
            WorkerPid = null,
            DeadlineAt = AssignRule.Deadline(configuration, facts.Now),
            LastRejection = rejection,
            ConflictContext = turn.ConflictState,
            ConflictState = null,
            AssignedSequence = turn.ConflictState is null ? turn.AssignedSequence : state.AcceptedSequence,
        });
        RunEvent rejected = Rejected(retrying, turn, rejection, facts, command, "retrying");
        if (state.BudgetStatus?.Exhausted is true && !Budgets.Warns(configuration))
        {
            (RunState blocked, RunEvent happened) = Aftermath.BudgetExhausted(retrying, turn, facts.Now);
            return new(blocked) { Events = [rejected, happened] };
        }

        return new(retrying) { Events = [rejected] };
    }

    private static Change GiveUp(RunState state, Turn turn, Rejection rejection, RunFacts facts, RejectTurn command)
    {
        RunState failed = state.With(turn with { Status = TurnStatus.Failed, LastRejection = rejection });
        Escalation escalation = new() { Source = "retries_exhausted", Reason = rejection.Reason, FromTurnId = turn.TurnId, FromRole = turn.AssignedRole, EscalatedAt = facts.Now };
        Recovery recovery = new() { TypedReason = "retries_exhausted", Owner = "human", RecoveryAction = "Do what the detail says, reactivate the run and reissue the turn.", TurnRetained = true, Detail = rejection.Reason };
        (RunState blocked, RunEvent happened) = Blocking.Block(failed, Blocking.OnEscalation("retries_exhausted", turn.AssignedRole), "retries_exhausted", recovery, turn, facts.Now, escalation);
        return new(blocked) { Events = [Rejected(failed, turn, rejection, facts, command, "failed"), blocked.Event(EventTypes.EscalationRaised, facts.Now, turn), happened] };
    }

    private static RunEvent Rejected(RunState state, Turn turn, Rejection rejection, RunFacts facts, RejectTurn command, string becomes)
    {
        JsonObject payload = new() { ["attempt"] = turn.Attempt, ["reason"] = rejection.Reason, ["failed_stage"] = rejection.FailedStage, ["turn_status"] = becomes };
        if (command.Dispatch is { } dispatch)
        {
            payload["dispatch"] = JsonSerializer.SerializeToNode(dispatch, ProtocolJson.Default.DispatchRecord);
        }

        return state.Event(EventTypes.TurnRejected, facts.Now, turn, payload);
    }
}
