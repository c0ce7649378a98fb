using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Runs.Operations;

/// <summary>What history and ledger keep of an accepted turn.</summary>
internal static class Entries
{
    internal static HistoryEntry History(Acceptance acceptance, bool isMerged, FileConflict? overlap, DispatchRecord? dispatch = null)
    {
        (Turn turn, TurnResult result, RunFacts facts) = (acceptance.Turn, acceptance.Result, acceptance.Facts);
        return new()
        {
            TurnId = turn.TurnId,
            RunId = acceptance.State.RunId,
            Role = turn.AssignedRole,
            Phase = acceptance.State.Phase,
            RuntimeId = turn.RuntimeId,
            Status = Word.Of(result.Status),
            Summary = result.Summary,
            Decisions = result.Decisions,
            Objections = result.Objections,
            FilesChanged = result.FilesChanged,
            ArtifactsCreated = result.ArtifactsCreated,
            ProposedFiles = result.ProposedChanges is { Count: > 0 } proposed ? [.. proposed.Select(change => change.Path)] : null,
            Verification = result.Verification,
            NormalizedVerification = NormalizedVerifications.Of(result, acceptance.RuntimeType, facts.Replay),
            VerificationReplay = facts.Replay,
            Artifact = result.Artifact,
            IntentId = turn.IntentId,
            ObservedArtifact = facts.Observed,
            ProposedNextRole = result.ProposedNextRole,
            PhaseTransitionRequest = result.PhaseTransitionRequest,
            RunCompletionRequest = result.RunCompletionRequest,
            AssignedSequence = turn.AssignedSequence,
            AcceptedSequence = acceptance.State.AcceptedSequence + 1,
            ConcurrentWith = turn.ConcurrentWith,
            ForwardRevision = overlap?.ForwardRevisionFiles.Count > 0 ? overlap.ForwardRevisionFiles : null,
            ConflictResolution = isMerged ? "human_merge" : null,
            Cost = result.Cost,
            Dispatch = dispatch,
            StartedAt = turn.StartedAt,
            AcceptedAt = facts.Now,
            DurationMs = turn.StartedAt is { } started ? Clock.Between(started, facts.Now) : null,
            DelegationsIssued = result.Delegations,
            DelegationContext = turn.DelegationContext,
            DelegationReview = turn.DelegationReview,
        };
    }

    internal static IReadOnlyList<LedgerDecision> Ledger(Acceptance acceptance) =>
    [
        .. acceptance.Result.Decisions.Select(decision => new LedgerDecision
        {
            Id = decision.Id,
            TurnId = acceptance.Turn.TurnId,
            Role = acceptance.Turn.AssignedRole,
            // The phase it was made in; acceptance may have moved the run on since.
            Phase = acceptance.Facts.History[^1].Phase,
            RuntimeId = acceptance.Turn.RuntimeId,
            Category = decision.Category,
            Statement = decision.Statement,
            Rationale = decision.Rationale,
            CreatedAt = acceptance.Facts.Now,
            RunId = acceptance.State.RunId,
        }),
    ];
}
