using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Runs.Operations;

/// <summary>What history and ledger keep of an accepted turn.</summary>
internal static class Entries
{
    internal static HistoryEntry History(Draft draft, bool isMerged, FileConflict? overlap)
    {
        (Turn turn, TurnResult result, RunFacts facts) = (draft.Turn, draft.Result, draft.Facts);
        return new()
        {
            TurnId = turn.TurnId,
            RunId = draft.State.RunId,
            Role = turn.AssignedRole,
            Phase = draft.State.Phase,
            RuntimeId = turn.RuntimeId,
            Status = Refuse.Word(result.Status),
            Summary = result.Summary,
            Decisions = result.Decisions,
            Objections = result.Objections,
            FilesChanged = result.FilesChanged,
            ArtifactsCreated = result.ArtifactsCreated,
            Verification = result.Verification,
            NormalizedVerification = NormalizedVerifications.Of(result, draft.RuntimeType, facts.Replay),
            VerificationReplay = facts.Replay,
            Artifact = result.Artifact,
            IntentId = turn.IntakeContext is { ValueKind: System.Text.Json.JsonValueKind.Object } intake && intake.TryGetProperty("intent_id", out var intent) ? intent.ToString() : null,
            ObservedArtifact = facts.Observed,
            ProposedNextRole = result.ProposedNextRole,
            PhaseTransitionRequest = result.PhaseTransitionRequest,
            RunCompletionRequest = result.RunCompletionRequest,
            AssignedSequence = turn.AssignedSequence,
            AcceptedSequence = draft.State.AcceptedSequence + 1,
            ConcurrentWith = turn.ConcurrentWith,
            ForwardRevision = overlap?.ForwardRevisionFiles.Count > 0 ? overlap.ForwardRevisionFiles : null,
            ConflictResolution = isMerged ? "human_merge" : null,
            Cost = result.Cost,
            StartedAt = turn.StartedAt,
            AcceptedAt = facts.Now,
            DurationMs = turn.StartedAt is { } started ? (long)(facts.Now - started).TotalMilliseconds : null,
            DelegationsIssued = result.Delegations,
            DelegationContext = turn.DelegationContext,
            DelegationReview = turn.DelegationReview,
        };
    }

    internal static IReadOnlyList<LedgerDecision> Ledger(Draft draft) =>
    [
        .. draft.Result.Decisions.Select(decision => new LedgerDecision
        {
            Id = decision.Id,
            TurnId = draft.Turn.TurnId,
            Role = draft.Turn.AssignedRole,
            // The phase it was made in; acceptance may have moved the run on since.
            Phase = draft.Facts.History[^1].Phase,
            RuntimeId = draft.Turn.RuntimeId,
            Category = decision.Category,
            Statement = decision.Statement,
            Rationale = decision.Rationale,
            CreatedAt = draft.Facts.Now,
            RunId = draft.State.RunId,
        }),
    ];
}
