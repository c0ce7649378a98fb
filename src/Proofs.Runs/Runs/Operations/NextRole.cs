using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Who should have the next turn. Acceptance only recommends; it assigns nobody.</summary>
internal static class NextRole
{
    internal static void Recommend(Acceptance acceptance)
    {
        if (acceptance.State.Status is not RunStatus.Active)
        {
            acceptance.State = acceptance.State with { NextRecommendedRole = null };
            return;
        }

        Phase? phase = acceptance.Configuration.FindPhase(acceptance.State.Phase);
        string? proposed = acceptance.Result.ProposedNextRole;
        bool isLegal = proposed is not null && acceptance.Configuration.Roles.ContainsKey(proposed) && (phase is null || phase.AllowedNextRoles.Contains(proposed, StringComparer.Ordinal));
        acceptance.State = acceptance.State with
        {
            NextRecommendedRole = acceptance.State.PendingDelegationReview?.ParentRole
                ?? acceptance.State.DelegationQueue.FirstOrDefault(item => item.Status == "pending")?.ToRole
                ?? (proposed == Word.Human ? null : isLegal ? proposed : phase?.EntryRole),
        };
    }
}
