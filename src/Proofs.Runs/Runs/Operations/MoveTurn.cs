using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Says how far the work on a turn is. Source: AgentXchain protocol v7, transitionActiveTurnLifecycle.</summary>
/// <param name="TurnId">The turn, or null for the only one.</param>
/// <param name="To">dispatched, starting, running, failed_start or stalled.</param>
public sealed record MoveTurn(string? TurnId, TurnStatus To) : RunCommand
{
    /// <summary>The worker's process, when there is one.</summary>
    public int? WorkerPid { get; init; }
}

/// <summary>Takes note of the work tree again, right before a turn is dispatched. Source: AgentXchain protocol v7, refreshTurnBaselineSnapshot.</summary>
/// <param name="TurnId">The turn, or null for the only one.</param>
public sealed record RefreshBaseline(string? TurnId) : RunCommand;

/// <summary>Decides <see cref="MoveTurn"/>.</summary>
internal static class MoveTurnRule
{
    private static readonly Dictionary<TurnStatus, TurnStatus[]> From = new()
    {
        [TurnStatus.Dispatched] = [TurnStatus.Assigned, TurnStatus.Retrying, TurnStatus.Dispatched, TurnStatus.Starting, TurnStatus.Running],
        [TurnStatus.Starting] = [TurnStatus.Dispatched],
        [TurnStatus.Running] = [TurnStatus.Dispatched, TurnStatus.Starting],
        [TurnStatus.FailedStart] = [TurnStatus.Dispatched, TurnStatus.Starting],
        [TurnStatus.Stalled] = [TurnStatus.Dispatched, TurnStatus.Starting, TurnStatus.Running],
    };

    internal static Ruling Decide(RunState state, MoveTurn command, RunFacts facts)
    {
        if (state.Status is not RunStatus.Active)
        {
            return Refuse.Status(state, "move a turn", "active");
        }

        if (Refuse.Target(state, command.TurnId, out Turn turn) is { } missing)
        {
            return missing;
        }

        if (!From.TryGetValue(command.To, out TurnStatus[]? from) || !from.Contains(turn.Status))
        {
            return Illegal(turn, Word.Of(command.To));
        }

        if (command.To is TurnStatus.Dispatched && AdoptTermsRule.Refusal(facts) is { } changed)
        {
            return changed;
        }

        bool isNew = command.To is TurnStatus.Dispatched && turn.Status is TurnStatus.Assigned or TurnStatus.Retrying;
        Turn moved = turn with
        {
            Status = command.To,
            WorkerPid = command.WorkerPid ?? turn.WorkerPid,
            DispatchedAt = command.To is TurnStatus.Dispatched ? facts.Now : turn.DispatchedAt,
            StartedAt = turn.StartedAt ?? facts.Now,
            FirstOutputAt = command.To is TurnStatus.Running ? turn.FirstOutputAt ?? facts.Now : turn.FirstOutputAt,
        };
        RunState after = state.With(moved);

        // An attempt is dispatched once, however often its worker has to be started.
        string? type = command.To switch
        {
            TurnStatus.Dispatched when isNew => EventTypes.TurnDispatched,
            TurnStatus.FailedStart => EventTypes.TurnStartFailed,
            TurnStatus.Stalled => EventTypes.TurnStalled,
            _ => null,
        };
        return new Change(after) { Events = type is null ? [] : [after.Event(type, facts.Now, moved, new JsonObject { ["attempt"] = moved.Attempt })] };
    }

    internal static Problem Illegal(Turn turn, string to) =>
        new(RunCodes.InvalidTurnTransition, $"Turn {turn.TurnId} is {Word.Of(turn.Status)} and cannot become {to}.") 
        {
            Field = $"active_turns.{turn.TurnId}.status",
            Actual = Word.Of(turn.Status),
            Expected = to,
            Next = turn.Status is TurnStatus.Failed ? "Its attempts are used up: reissue the turn." : null!,
        };
}

/// <summary>Decides <see cref="RefreshBaseline"/>.</summary>
internal static class RefreshBaselineRule
{
    internal static Ruling Decide(RunState state, RefreshBaseline command, RunFacts facts)
    {
        if (state.Status is not RunStatus.Active)
        {
            return Refuse.Status(state, "take a baseline", "active");
        }

        if (Refuse.Target(state, command.TurnId, out Turn turn) is { } missing)
        {
            return missing;
        }

        if (AdoptTermsRule.Refusal(facts) is { } changed)
        {
            return changed;
        }

        // Once a worker has begun, a new baseline would take its changes for what was there before.
        return turn.Status is TurnStatus.Assigned or TurnStatus.Retrying
            ? new Change(state.With(turn with { Baseline = facts.Baseline, TreeSha256 = facts.TreeSha256 ?? turn.TreeSha256, GovernanceLines = facts.TreeSha256 is null ? turn.GovernanceLines : facts.Governance.Count }))
            : new Problem(RunCodes.InvalidTurnTransition, $"Turn {turn.TurnId} is {Word.Of(turn.Status)}: its baseline stays what it was when work began.") { Field = $"active_turns.{turn.TurnId}.baseline" };
    }
}
