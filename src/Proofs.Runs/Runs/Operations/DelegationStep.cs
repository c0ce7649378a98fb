using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Work that roles give each other: queued, done, and then reviewed by who gave it. Source: AgentXchain protocol v7, delegation.</summary>
internal static class DelegationStep
{
    internal static void Run(Acceptance acceptance, HistoryEntry entry)
    {
        if (acceptance.Turn.DelegationContext is not null)
        {
            string outcome = acceptance.Result.Status is ResultStatus.Completed ? "completed" : "failed";
            acceptance.State = acceptance.State with { DelegationQueue = [.. acceptance.State.DelegationQueue.Select(item => item.ChildTurnId == entry.TurnId ? item with { Status = outcome } : item)] };
        }

        // Work that was not reviewed still has to be.
        if (acceptance.Turn.DelegationReview is { } open && acceptance.Result.Status is not ResultStatus.Completed)
        {
            acceptance.State = acceptance.State with { PendingDelegationReview = open };
        }

        acceptance.State = acceptance.State with
        {
            DelegationQueue =
            [
                .. acceptance.State.DelegationQueue,
                .. (acceptance.Result.Delegations ?? []).Select(given => new QueuedDelegation
                {
                    DelegationId = given.Id,
                    ParentTurnId = entry.TurnId,
                    ParentRole = acceptance.Turn.AssignedRole,
                    ToRole = given.ToRole,
                    Charter = given.Charter,
                    AcceptanceContract = given.AcceptanceContract,
                    RequiredDecisionIds = given.RequiredDecisionIds ?? [],
                    CreatedAt = acceptance.Facts.Now,
                }),
            ],
        };
        Collect(acceptance);
    }

    /// <summary>When all that a turn gave away is done, its role has to review it.</summary>
    private static void Collect(Acceptance acceptance)
    {
        IGrouping<string, QueuedDelegation>? done = acceptance.State.DelegationQueue.GroupBy(item => item.ParentTurnId, StringComparer.Ordinal).FirstOrDefault(group => group.All(item => item.Status is "completed" or "failed"));
        if (done is null || acceptance.State.PendingDelegationReview is not null)
        {
            return;
        }

        acceptance.State = acceptance.State with
        {
            DelegationQueue = [.. acceptance.State.DelegationQueue.Where(item => item.ParentTurnId != done.Key)],
            PendingDelegationReview = new() { ParentTurnId = done.Key, ParentRole = done.First().ParentRole, DelegationResults = [.. done.Select(item => Outcome(acceptance, item))] },
        };
    }

    private static DelegationOutcome Outcome(Acceptance acceptance, QueuedDelegation item)
    {
        HistoryEntry? child = acceptance.Facts.History.LastOrDefault(entry => entry.TurnId == item.ChildTurnId && entry.RunId == acceptance.State.RunId);
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
