using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Gives up a turn and puts another in its place, for the same role. Source: AgentXchain protocol v7, reissueTurn.</summary>
/// <param name="TurnId">The turn, or null for the only one.</param>
/// <param name="NewTurnId">The new turn's id.</param>
/// <param name="Reason">Why.</param>
public sealed record ReissueTurn(string? TurnId, string NewTurnId, string Reason) : RunCommand
{
    /// <summary>What the old turn's attempt cost, or null when nobody knows.</summary>
    public TurnCost? Cost { get; init; }
}

/// <summary>Decides <see cref="ReissueTurn"/>.</summary>
internal static class ReissueRule
{
    internal static Ruling Decide(RunState state, RunConfiguration configuration, ReissueTurn command, RunFacts facts)
    {
        if (state.Status is not RunStatus.Active)
        {
            return Refuse.Status(state, "reissue a turn", "active");
        }

        if (Refuse.Target(state, command.TurnId, out Turn old) is { } missing)
        {
            return missing;
        }

        if (Refuse.Id(state, command.NewTurnId, facts) is { } unusable)
        {
            return unusable;
        }

        if (!configuration.Roles.TryGetValue(old.AssignedRole, out Role? role))
        {
            return new Problem(RunCodes.UnknownRole, $"No role \"{old.AssignedRole}\" is configured.") { Referenced = old.AssignedRole, Allowed = [.. configuration.Roles.Keys] };
        }

        // A turn that was given up has been charged already, with its last attempt.
        bool isCharged = old.DispatchedAt is null || old.Status is TurnStatus.Failed;
        RunState freed = Budgets.Release(isCharged ? state : Budgets.Charge(state, configuration, old, command.Cost, facts.Now), old.TurnId);
        if (Budgets.Refusal(freed, configuration) is { } unpaid)
        {
            return unpaid;
        }

        Turn fresh = Replacement(old, command, role, facts) with { DeadlineAt = AssignRule.Deadline(configuration, facts.Now), AssignedSequence = state.AcceptedSequence, ConcurrentWith = [.. state.ActiveTurns.Keys.Where(id => id != old.TurnId)] };
        RunState reissued = Budgets.Reserve(
            freed with
            {
                ActiveTurns = freed.ActiveTurns.Without(old.TurnId).With(fresh.TurnId, fresh),
                TurnSequence = freed.TurnSequence + 1,
                DelegationQueue = [.. freed.DelegationQueue.Select(item => item.ChildTurnId == old.TurnId ? item with { ChildTurnId = fresh.TurnId } : item)],
            },
            configuration,
            fresh,
            facts.Now);
        return new Change(reissued)
        {
            History = [new() { TurnId = old.TurnId, RunId = state.RunId, Role = old.AssignedRole, Phase = state.Phase, RuntimeId = old.RuntimeId, Status = HistoryEntry.Reissued, Summary = command.Reason, AssignedSequence = old.AssignedSequence, ConcurrentWith = old.ConcurrentWith, Cost = command.Cost, StartedAt = old.StartedAt }],
            Governance = [state.Record(facts.Now, old) with { Decision = "turn_reissued", ReplacementTurnId = fresh.TurnId, Reasons = [command.Reason] }],
            Events = [reissued.Event(EventTypes.TurnReissued, facts.Now, fresh, new JsonObject { ["replaces"] = old.TurnId, ["reason"] = command.Reason, ["attempt"] = fresh.Attempt })],
        };
    }

    private static Turn Replacement(Turn old, ReissueTurn command, Role role, RunFacts facts) => old with
    {
        TurnId = command.NewTurnId,
        Status = TurnStatus.Assigned,
        Attempt = old.Attempt + 1,
        AssignedAt = facts.Now,
        StartedAt = null,
        DispatchedAt = null,
        FirstOutputAt = null,
        WorkerPid = null,
        RuntimeId = role.RuntimeId,
        Baseline = facts.Baseline,
        ConflictContext = old.ConflictState ?? old.ConflictContext,
        ConflictState = null,
    };
}
