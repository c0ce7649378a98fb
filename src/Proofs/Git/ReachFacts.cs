namespace Proofs.Git;

/// <summary>What a reach walk found.</summary>
/// <param name="Found">The targets that are reached and are readable commits.</param>
/// <param name="Blockers">Unreadable commits met on the way: what was not found may lie behind them.</param>
internal sealed record ReachFacts(IReadOnlySet<CommitId> Found, IReadOnlyList<UnreadCommit> Blockers);
