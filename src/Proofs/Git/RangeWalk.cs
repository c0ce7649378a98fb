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
    private const WalkMarks Ends = WalkMarks.Head | WalkMarks.Base;
    private readonly int _number;
    private readonly Action<CommitNode, bool> _read;
    private readonly PriorityQueue<CommitNode, long> _queue = new();
    private readonly List<CommitNode> _met = [];
    private readonly List<CommitNode> _unreadable = [];
    private int _headOnlyQueued;
    private bool _shortcutRefuted;

    private RangeWalk(int number, Action<CommitNode, bool> read)
    {
        _number = number;
        _read = read;
    }

    /// <summary>Walks.</summary>
    /// <param name="number">A number that no other walk over these nodes has had; not 0.</param>
    /// <param name="read">Fills a node; the flag says that it may belong to the range.</param>
    /// <param name="excluded">The excluded end.</param>
    /// <param name="head">The included end.</param>
    internal static RangeFacts Walk(int number, Action<CommitNode, bool> read, CommitNode excluded, CommitNode head)
    {
        RangeWalk walk = new(number, read);
        walk.Reach(excluded, WalkMarks.Base);
        walk.Reach(head, WalkMarks.Head);
        walk.Run();
        return walk.Conclude(head);
    }

    private void Run()
    {
        while (_queue.Count > 0)
        {
            if (_headOnlyQueued == 0 && _queue.Count == 1 && Settled())
            {
                return;
            }

            CommitNode node = _queue.Dequeue();
            WalkMarks marks = node.Marks(_number) & Ends;
            node.Mark(_number, marks);
            _headOnlyQueued -= marks == WalkMarks.Head ? 1 : 0;
            foreach (CommitNode parent in node.Parents)
            {
                Reach(parent, marks);
            }
        }
    }

    private void Reach(CommitNode node, WalkMarks from)
    {
        WalkMarks marks = node.Marks(_number);
        WalkMarks merged = marks | from;
        if (merged == marks)
        {
            return;
        }

        if (marks == WalkMarks.None)
        {
            _read(node, from == WalkMarks.Head);
            _met.Add(node);
            if (node.Status != ReadStatus.Ok)
            {
                _unreadable.Add(node);
            }
        }

        if (node.Status != ReadStatus.Ok)
        {
            node.Mark(_number, merged);
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

        if (!marks.HasFlag(WalkMarks.Queued))
        {
            _queue.Enqueue(node, -node.Time);
        }

        node.Mark(_number, merged | WalkMarks.Queued);
    }

    /// <summary>Whether the one commit still queued for base provably takes nothing out of the range.</summary>
    private bool Settled()
    {
        // With one commit left to follow, whatever it leads to is reached through it alone: when the proof fails now it fails for good.
        if (_shortcutRefuted || _unreadable.Exists(InRange))
        {
            return false;
        }

        bool proven = AllReach([_queue.Peek(), .. _unreadable]);
        _shortcutRefuted = !proven;
        return proven;
    }

    /// <summary>Whether every lowest commit of the range reaches every one of these; then so does every commit of the range.</summary>
    private bool AllReach(IReadOnlyList<CommitNode> targets)
    {
        List<CommitNode> lowest = _met.FindAll(node => InRange(node) && !Array.Exists(node.Parents, InRange));
        return targets.All(target =>
        {
            Dictionary<CommitNode, bool> reaches = new() { [target] = true };
            return lowest.TrueForAll(node => Reaches(node, reaches));
        });
    }

    /// <summary>Whether a commit leads to a target over commits whose parents have been followed.</summary>
    /// <param name="from">The commit.</param>
    /// <param name="reaches">What is known already; at first the target alone.</param>
    private bool Reaches(CommitNode from, Dictionary<CommitNode, bool> reaches)
    {
        Stack<CommitNode> open = new([from]);
        while (open.TryPeek(out CommitNode? node))
        {
            CommitNode? next = null;
            if (!reaches.ContainsKey(node))
            {
                WalkMarks marks = node.Marks(_number);
                bool followed = marks != WalkMarks.None && !marks.HasFlag(WalkMarks.Queued);
                CommitNode[] parents = followed ? node.Parents : [];
                bool found = Array.Exists(parents, parent => reaches.GetValueOrDefault(parent));
                next = found ? null : Array.Find(parents, parent => !reaches.ContainsKey(parent));
                if (next is null)
                {
                    reaches[node] = found;
                }
            }

            if (next is null)
            {
                open.Pop();
            }
            else
            {
                open.Push(next);
            }
        }

        return reaches[from];
    }

    private bool InRange(CommitNode node) => node.Marks(_number) == WalkMarks.Head;

    private RangeFacts Conclude(CommitNode head)
    {
        List<CommitNode> inRange = _met.FindAll(InRange);
        List<CommitNode> blockers = inRange.FindAll(node => node.Status != ReadStatus.Ok);
        // Unreadable commits of base's history matter only if they could hide that a commit of the range is base's too.
        if (blockers.Count == 0 && _unreadable.Count > 0 && inRange.Count > 0 && !AllReach(_unreadable))
        {
            blockers = _unreadable;
        }

        List<CommitNode> common = InRange(head) ? [.. inRange.SelectMany(node => node.Parents).Where(parent => !InRange(parent)).Distinct()] : [head];
        inRange.RemoveAll(node => node.Status != ReadStatus.Ok);
        return new(Array.ConvertAll([.. inRange], node => node.Id), blockers, common);
    }
}

/// <summary>What a range walk found.</summary>
/// <param name="Commits">The commits of the range, in the order in which the walk met them: youngest first, as far as dates are right.</param>
/// <param name="Blockers">Unreadable commits because of which the range may be another; empty when it is certain.</param>
/// <param name="CommonAncestors">Every best common ancestor of head and base is among these.</param>
internal sealed record RangeFacts(
    CommitId[] Commits,
    IReadOnlyList<CommitNode> Blockers,
    IReadOnlyList<CommitNode> CommonAncestors);
