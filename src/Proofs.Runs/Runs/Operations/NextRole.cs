using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Who should have the next turn. Acceptance only recommends; it assigns nobody.</summary>
internal static class NextRole
{
    internal static void Recommend(Draft draft)
    {
        if (draft.State.Status is not RunStatus.Active)
        {
            draft.State = draft.State with { NextRecommendedRole = null };
            return;
        }

        Phase? phase = draft.Configuration.FindPhase(draft.State.Phase);
        string? proposed = draft.Result.ProposedNextRole;
        bool isLegal = proposed is not null && draft.Configuration.Roles.ContainsKey(proposed) && (phase is null || phase.AllowedNextRoles.Contains(proposed, StringComparer.Ordinal));
        draft.State = draft.State with
        {
            NextRecommendedRole = draft.State.PendingDelegationReview?.ParentRole
                ?? draft.State.DelegationQueue.FirstOrDefault(item => item.Status == "pending")?.ToRole
                ?? (proposed == "human" ? null : isLegal ? proposed : phase?.EntryRole),
        };
    }
}
