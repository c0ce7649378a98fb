using System.Text.Json;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Gives a role a turn. Source: AgentXchain protocol v7, assignTurn.</summary>
/// <param name="Role">Whose turn it is to be.</param>
/// <param name="TurnId">The new turn's id: <c>turn_</c> and 16 hexadecimal digits.</param>
public sealed record AssignTurn(string Role, string TurnId) : RunCommand
{
    /// <summary>The intent it serves; opaque.</summary>
    public JsonElement? IntakeContext { get; init; }
}

/// <summary>Decides <see cref="AssignTurn"/>.</summary>
internal static class AssignRule
{
    /// <summary>How long a turn may take when nothing is said.</summary>
    private const decimal DefaultMinutes = 120;

    internal static Ruling Decide(RunState state, RunConfiguration configuration, AssignTurn command, RunFacts facts)
    {
        if (state.Status is not RunStatus.Active)
        {
            return Refuse.Status(state, "assign a turn", "active");
        }

        if (AdoptTermsRule.Refusal(facts) is { } changed)
        {
            return changed;
        }

        if (!configuration.Roles.TryGetValue(command.Role, out Role? role))
        {
            return new Problem(RunCodes.UnknownRole, $"No role \"{command.Role}\" is configured.") { Referenced = command.Role, Allowed = [.. configuration.Roles.Keys] };
        }

        if (Refuse.Id(state, command.TurnId, facts) is { } unusable)
        {
            return unusable;
        }

        if (Slot(state, configuration, command) is { } taken)
        {
            return taken;
        }

        if (Budgets.Refusal(state, configuration) is { } unpaid)
        {
            return unpaid;
        }

        if (role.WriteAuthority is not WriteAuthority.ReviewOnly && state.ActiveTurns.Count == 0 && CleanBaseline.Refusal(facts) is { } dirty)
        {
            return dirty;
        }

        Turn turn = Create(state, configuration, command, role, facts);
        RunState assigned = Delegate(state with { TurnSequence = state.TurnSequence + 1 }, turn).With(turn);
        return new Change(Budgets.Reserve(assigned, configuration, turn, facts.Now));
    }

    /// <summary>When a turn that begins now has to be done.</summary>
    internal static DateTimeOffset Deadline(RunConfiguration configuration, DateTimeOffset now) => Clock.Later(now, configuration.Timeouts.PerTurnMinutes ?? DefaultMinutes);

    private static Problem? Slot(RunState state, RunConfiguration configuration, AssignTurn command)
    {
        if (state.QueuedPhaseTransition is not null || state.QueuedRunCompletion is not null)
        {
            return new(RunCodes.TransitionQueued, "A change of phase or the run's end waits for the turns at work; nothing new begins before.");
        }

        if (state.ActiveTurns.Values.FirstOrDefault(turn => turn.AssignedRole == command.Role) is { } own)
        {
            return new(RunCodes.TurnAlreadyAssigned, $"Turn already assigned: {own.TurnId} to {own.AssignedRole}") { Referenced = own.TurnId, Next = own.Status is TurnStatus.Failed ? "Its attempts are used up: reissue the turn." : null! };
        }

        int most = configuration.FindPhase(state.Phase)?.MaxConcurrentTurns ?? 1;
        if (state.ActiveTurns.Count >= most)
        {
            Turn first = state.ActiveTurns.Values.First();
            return most == 1
                ? new(RunCodes.TurnAlreadyAssigned, $"Turn already assigned: {first.TurnId} to {first.AssignedRole}") { Referenced = first.TurnId }
                : new(RunCodes.ConcurrencyLimitReached, $"{state.ActiveTurns.Count} turns are at work, and phase \"{state.Phase}\" allows {most}.") { Field = $"routing.{state.Phase}.max_concurrent_turns" };
        }

        return null;
    }

    private static Turn Create(RunState state, RunConfiguration configuration, AssignTurn command, Role role, RunFacts facts) => new()
    {
        TurnId = command.TurnId,
        RunId = state.RunId,
        AssignedRole = command.Role,
        Status = TurnStatus.Assigned,
        Attempt = 1,
        AssignedAt = facts.Now,
        DeadlineAt = Deadline(configuration, facts.Now),
        RuntimeId = role.RuntimeId,
        Baseline = facts.Baseline,
        TreeSha256 = facts.TreeSha256,
        GovernanceLines = facts.Governance.Count,
        AssignedSequence = state.AcceptedSequence,
        ConcurrentWith = [.. state.ActiveTurns.Keys],
        IntakeContext = command.IntakeContext,
        DelegationContext = state.PendingDelegationReview?.ParentRole == command.Role ? null : state.DelegationQueue.FirstOrDefault(item => item.Status == "pending" && item.ToRole == command.Role),
        DelegationReview = state.PendingDelegationReview is { } review && review.ParentRole == command.Role ? review : null,
    };

    /// <summary>What the turn takes on is no longer waiting.</summary>
    private static RunState Delegate(RunState state, Turn turn) => turn switch
    {
        { DelegationReview: not null } => state with { PendingDelegationReview = null },
        { DelegationContext: { } taken } => state with { DelegationQueue = [.. state.DelegationQueue.Select(item => item == taken ? item with { Status = "active", ChildTurnId = turn.TurnId } : item)] },
        _ => state,
    };
}
