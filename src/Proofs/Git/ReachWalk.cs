namespace Proofs.Git;

/// <summary>Which of some commits a head reaches, decided by ids alone. Youngest first by date, which only chooses the order.</summary>
internal static class ReachWalk
{
    /// <summary>Walks until every target is found or head's history is read to its end.</summary>
    /// <param name="read">Reads a commit.</param>
    /// <param name="headId">Where to start; reaching oneself counts.</param>
    /// <param name="targets">What to look for.</param>
    internal static ReachFacts Walk(Func<CommitId, CommitNode> read, CommitId headId, IReadOnlySet<CommitId> targets)
    {
        HashSet<CommitId> seen = [headId];
        HashSet<CommitId> found = [];
        List<CommitNode> unreadable = [];
        PriorityQueue<CommitNode, long> queue = new();
        Enqueue(headId);
        while (found.Count < targets.Count && queue.TryDequeue(out CommitNode? node, out _))
        {
            foreach (CommitId parent in node.Parents)
            {
                if (seen.Add(parent))
                {
                    Enqueue(parent);
                }
            }
        }

        return new(found, unreadable);

        void Enqueue(CommitId id)
        {
            CommitNode node = read(id);
            if (node.Status != ReadStatus.Ok)
            {
                unreadable.Add(node);
                return;
            }

            if (targets.Contains(id))
            {
                found.Add(id);
            }

            queue.Enqueue(node, -node.Time);
        }
    }
}

/// <summary>What a reach walk found.</summary>
/// <param name="Found">The targets that are reached and are readable commits.</param>
/// <param name="Blockers">Unreadable commits met on the way: what was not found may lie behind them.</param>
internal sealed record ReachFacts(IReadOnlySet<CommitId> Found, IReadOnlyList<CommitNode> Blockers);
