namespace Proofs.Git;

/// <summary>Which of some commits a head reaches, decided by ids alone. Youngest first by date, which only chooses the order.</summary>
internal static class ReachWalk
{
    /// <summary>Walks until every target is found or head's history is read to its end.</summary>
    /// <param name="graph">The commits; what the walk needs is read into it.</param>
    /// <param name="number">A number that no other walk over this graph has had; not 0.</param>
    /// <param name="read">Reads a commit.</param>
    /// <param name="head">Where to start; reaching oneself counts.</param>
    /// <param name="targets">What to look for.</param>
    internal static ReachFacts Walk(CommitGraph graph, int number, Action<int> read, int head, IReadOnlySet<CommitId> targets)
    {
        HashSet<CommitId> found = new(CommitIdComparer.Instance);
        List<UnreadCommit> unreadable = [];
        PriorityQueue<int, long> queue = new(CommitGraph.UsualWidth);
        Meet(head);
        while (found.Count < targets.Count && queue.TryDequeue(out int node, out _))
        {
            foreach (int parent in graph.Parents(node))
            {
                Meet(parent);
            }
        }

        return new(found, unreadable);

        void Meet(int node)
        {
            if (graph.Marks(number, node) != WalkMarks.None)
            {
                return;
            }

            graph.Mark(number, node, WalkMarks.Head);
            read(node);
            CommitId id = graph.Id(node);
            if (graph.Status(node) is { } status and not ReadStatus.Ok)
            {
                unreadable.Add(new(id, status));
                return;
            }

            if (targets.Contains(id))
            {
                found.Add(id);
            }

            queue.Enqueue(node, -graph.Time(node));
        }
    }
}
