namespace Proofs.Git;

/// <summary>What a range walk found.</summary>
/// <param name="Commits">The commits of the range, in the order in which the walk met them: youngest first, as far as dates are right.</param>
/// <param name="Blockers">Unreadable commits because of which the range may be another; empty when it is certain.</param>
/// <param name="CommonAncestors">Every best common ancestor of head and base is among these; youngest first, as far as dates are right.</param>
internal sealed record RangeFacts(
    CommitId[] Commits,
    IReadOnlyList<UnreadCommit> Blockers,
    IReadOnlyList<CommitId> CommonAncestors);
