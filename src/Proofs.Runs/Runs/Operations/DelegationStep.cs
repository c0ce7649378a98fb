using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Work that roles give each other: queued, done, and then reviewed by who gave it. Source: AgentXchain protocol v7, delegation.</summary>
internal static class DelegationStep
{
    internal static void Run(Draft draft, HistoryEntry entry)
    {
        if (draft.Turn.DelegationContext is not null)
        {
            string outcome = draft.Result.Status is ResultStatus.Completed ? "completed" : "failed";
            draft.State = draft.State with { DelegationQueue = [.. draft.State.DelegationQueue.Select(item => item.ChildTurnId == entry.TurnId ? item with { Status = outcome } : item)] };
        }

        draft.State = draft.State with
        {
            DelegationQueue =
            [
                .. draft.State.DelegationQueue,
                .. (draft.Result.Delegations ?? []).Select(given => new QueuedDelegation
                {
                    DelegationId = given.Id,
                    ParentTurnId = entry.TurnId,
                    ParentRole = draft.Turn.AssignedRole,
                    ToRole = given.ToRole,
                    Charter = given.Charter,
                    AcceptanceContract = given.AcceptanceContract,
                    RequiredDecisionIds = given.RequiredDecisionIds ?? [],
                    CreatedAt = draft.Facts.Now,
                }),
            ],
        };
        Collect(draft);
    }

    /// <summary>When all that a turn gave away is done, its role has to review it.</summary>
    private static void Collect(Draft draft)
    {
        IGrouping<string, QueuedDelegation>? done = draft.State.DelegationQueue.GroupBy(item => item.ParentTurnId, StringComparer.Ordinal).FirstOrDefault(group => group.All(item => item.Status is "completed" or "failed"));
        if (done is null || draft.State.PendingDelegationReview is not null)
        {
            return;
        }

        draft.State = draft.State with
        {
            DelegationQueue = [.. draft.State.DelegationQueue.Where(item => item.ParentTurnId != done.Key)],
            PendingDelegationReview = new() { ParentTurnId = done.Key, ParentRole = done.First().ParentRole, DelegationResults = [.. done.Select(item => Outcome(draft, item))] },
        };
    }

    private static DelegationOutcome Outcome(Draft draft, QueuedDelegation item)
    {
        HistoryEntry? child = draft.Facts.History.LastOrDefault(entry => entry.TurnId == item.ChildTurnId && entry.RunId == draft.State.RunId);
        HashSet<string> made = (child?.Decisions ?? []).Select(decision => decision.Id).ToHashSet(StringComparer.Ordinal);
        return new()
        {
            DelegationId = item.DelegationId,
            ToRole = item.ToRole,
            ChildTurnId = item.ChildTurnId,
            Status = item.Status,
            Summary = child?.Summary,
            SatisfiedDecisionIds = [.. item.RequiredDecisionIds.Where(made.Contains)],
            MissingDecisionIds = [.. item.RequiredDecisionIds.Where(id => !made.Contains(id))],
        };
    }
}
