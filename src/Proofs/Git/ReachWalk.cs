namespace Proofs.Git;

/// <summary>Which of some commits a head reaches, decided by ids alone. Youngest first by date, which only chooses the order.</summary>
internal static class ReachWalk
{
    /// <summary>Walks until every target is found or head's history is read to its end.</summary>
    /// <param name="number">A number that no other walk over these nodes has had; not 0.</param>
    /// <param name="read">Fills a node.</param>
    /// <param name="head">Where to start; reaching oneself counts.</param>
    /// <param name="targets">What to look for.</param>
    internal static ReachFacts Walk(int number, Action<CommitNode> read, CommitNode head, IReadOnlySet<CommitId> targets)
    {
        HashSet<CommitId> found = [];
        List<CommitNode> unreadable = [];
        PriorityQueue<CommitNode, long> queue = new();
        Meet(head);
        while (found.Count < targets.Count && queue.TryDequeue(out CommitNode? node, out _))
        {
            foreach (CommitNode parent in node.Parents)
            {
                Meet(parent);
            }
        }

        return new(found, unreadable);

        void Meet(CommitNode node)
        {
            if (node.Marks(number) != WalkMarks.None)
            {
                return;
            }

            node.Mark(number, WalkMarks.Head);
            read(node);
            if (node.Status != ReadStatus.Ok)
            {
                unreadable.Add(node);
                return;
            }

            if (targets.Contains(node.Id))
            {
                found.Add(node.Id);
            }

            queue.Enqueue(node, -node.Time);
        }
    }
}

/// <summary>What a reach walk found.</summary>
/// <param name="Found">The targets that are reached and are readable commits.</param>
/// <param name="Blockers">Unreadable commits met on the way: what was not found may lie behind them.</param>
internal sealed record ReachFacts(IReadOnlySet<CommitId> Found, IReadOnlyList<CommitNode> Blockers);
