namespace Proofs.Git;

/// <summary>
/// The commits that head reaches and base does not, decided without trusting anything but ids: no generation numbers, no dates.
/// </summary>
/// <remarks>
/// Both ends are followed to their ancestors, youngest first by date, so that most of the time little is read. Dates only choose the order.
/// The walk may stop before it has read all of base's history when two things hold: nothing that is head's alone is left to read, and every
/// commit that is head's alone reaches every commit that base still has to be followed from. A commit cannot be an ancestor of its own
/// ancestor, because its id is a digest over its parents' ids; so what is unread cannot take anything out of the range. When this cannot be
/// shown, base's history is read to its roots.
/// </remarks>
internal sealed class RangeWalk
{
    /// <summary>How many walks the proof is worth.</summary>
    private const int MostLowest = 64;

    private const WalkMarks Ends = WalkMarks.Head | WalkMarks.Base;
    private readonly CommitGraph _graph;
    private readonly int _number;
    private readonly Action<int, bool> _read;
    private readonly PriorityQueue<int, long> _queue = new(CommitGraph.UsualWidth);
    private readonly List<int> _met = [];
    private readonly List<int> _unreadable = [];
    private int _headOnlyQueued;
    private int _openInRange;
    private bool _shortcutRefuted;

    private RangeWalk(CommitGraph graph, int number, Action<int, bool> read)
    {
        _graph = graph;
        _number = number;
        _read = read;
    }

    /// <summary>Walks.</summary>
    /// <param name="graph">The commits; what the walk needs is read into it.</param>
    /// <param name="number">A number that no other walk over this graph has had; not 0.</param>
    /// <param name="read">Reads a commit; the flag says that it may belong to the range.</param>
    /// <param name="excluded">The excluded end.</param>
    /// <param name="head">The included end.</param>
    /// <param name="mustShow">Whether every commit of the range must have been shown; one that was not would pass unjudged.</param>
    /// <exception cref="InvalidOperationException">One was not.</exception>
    internal static RangeFacts Walk(CommitGraph graph, int number, Action<int, bool> read, int excluded, int head, bool mustShow = false)
    {
        RangeWalk walk = new(graph, number, read);
        walk.Reach(excluded, WalkMarks.Base);
        walk.Reach(head, WalkMarks.Head);
        walk.Run();
        return walk.Conclude(head, mustShow);
    }

    private void Run()
    {
        while (_queue.Count > 0)
        {
            if (_headOnlyQueued == 0 && _queue.Count == 1 && Settled())
            {
                return;
            }

            int node = _queue.Dequeue();
            WalkMarks marks = _graph.Marks(_number, node) & Ends;
            _graph.Mark(_number, node, marks);
            _headOnlyQueued -= marks == WalkMarks.Head ? 1 : 0;
            foreach (int parent in _graph.Parents(node))
            {
                Reach(parent, marks);
            }
        }
    }

    private void Reach(int node, WalkMarks from)
    {
        WalkMarks marks = _graph.Marks(_number, node);
        WalkMarks merged = marks | from;
        if (merged == marks)
        {
            return;
        }

        if (marks == WalkMarks.None)
        {
            _read(node, from == WalkMarks.Head);
            _met.Add(node);
            if (!IsRead(node))
            {
                _unreadable.Add(node);
            }
        }

        if (!IsRead(node))
        {
            _openInRange += (merged == WalkMarks.Head ? 1 : 0) - (marks == WalkMarks.Head ? 1 : 0);
            _graph.Mark(_number, node, merged);
            return;
        }

        if (marks == (WalkMarks.Head | WalkMarks.Queued))
        {
            _headOnlyQueued--;
        }
        else if (merged == WalkMarks.Head)
        {
            _headOnlyQueued++;
        }

        if ((marks & WalkMarks.Queued) == WalkMarks.None)
        {
            _queue.Enqueue(node, -_graph.Time(node));
        }

        _graph.Mark(_number, node, merged | WalkMarks.Queued);
    }

    /// <summary>Whether the one commit still queued for base provably takes nothing out of the range.</summary>
    private bool Settled()
    {
        // With one commit left to follow, whatever it leads to is reached through it alone: when the proof fails now it fails for good.
        if (_shortcutRefuted || _openInRange > 0)
        {
            return false;
        }

        bool proven = AllReach([_queue.Peek(), .. _unreadable]);
        _shortcutRefuted = !proven;
        return proven;
    }

    /// <summary>Whether every lowest commit of the range reaches every one of these; then so does every commit of the range.</summary>
    private bool AllReach(List<int> targets)
    {
        List<int> lowest = _met.FindAll(node => InRange(node) && !AnyInRange(_graph.Parents(node)));
        // Each costs a walk; a range made to be so wide is not worth them, and without the proof base's history is read to its end.
        return lowest.Count <= MostLowest && lowest.TrueForAll(node => Ancestors(node) is var reached && targets.TrueForAll(reached.Contains));
    }

    /// <summary>A commit and what it leads to over commits whose parents have been followed.</summary>
    private HashSet<int> Ancestors(int from)
    {
        HashSet<int> reached = [from];
        Stack<int> open = new([from]);
        while (open.TryPop(out int node))
        {
            WalkMarks marks = _graph.Marks(_number, node);
            if (marks == WalkMarks.None || (marks & WalkMarks.Queued) != WalkMarks.None)
            {
                continue;
            }

            foreach (int parent in _graph.Parents(node))
            {
                if (reached.Add(parent))
                {
                    open.Push(parent);
                }
            }
        }

        return reached;
    }

    private bool IsRead(int node) => _graph.Status(node) == ReadStatus.Ok;

    private bool InRange(int node) => _graph.Marks(_number, node) == WalkMarks.Head;

    private bool AnyInRange(ReadOnlySpan<int> nodes)
    {
        foreach (int node in nodes)
        {
            if (InRange(node))
            {
                return true;
            }
        }

        return false;
    }

    private RangeFacts Conclude(int head, bool mustShow)
    {
        List<int> inRange = _met.FindAll(InRange);
        List<int> blockers = inRange.FindAll(node => !IsRead(node));
        // Unreadable commits of base's history matter only if they could hide that a commit of the range is base's too.
        if (blockers.Count == 0 && _unreadable.Count > 0 && inRange.Count > 0 && !AllReach(_unreadable))
        {
            blockers = _unreadable;
        }

        inRange.RemoveAll(node => !IsRead(node));
        CommitId[] commits = new CommitId[inRange.Count];
        for (int i = 0; i < commits.Length; i++)
        {
            commits[i] = _graph.Id(inRange[i]);
            if (mustShow && !_graph.WasShown(_number, inRange[i]))
            {
                throw new InvalidOperationException($"{commits[i]} is in the range and was not judged.");
            }
        }

        List<UnreadCommit> unread = [];
        foreach (int node in blockers)
        {
            unread.Add(new(_graph.Id(node), _graph.Status(node)!.Value));
        }

        return new(commits, unread, InRange(head) ? CommonAncestors(inRange) : [_graph.Id(head)]);
    }

    /// <summary>The commits just below the range.</summary>
    private List<CommitId> CommonAncestors(List<int> inRange)
    {
        HashSet<int> below = [];
        foreach (int node in inRange)
        {
            foreach (int parent in _graph.Parents(node))
            {
                if (!InRange(parent))
                {
                    below.Add(parent);
                }
            }
        }

        List<int> youngestFirst = [.. below];
        youngestFirst.Sort((one, other) => _graph.Time(other).CompareTo(_graph.Time(one)));
        return youngestFirst.ConvertAll(_graph.Id);
    }
}
