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
    private readonly Func<CommitId, bool, CommitNode> _read;
    private readonly Dictionary<CommitId, Mark> _marks = [];
    private readonly PriorityQueue<Mark, long> _queue = new();
    private readonly List<Mark> _unreadable = [];
    private int _headOnlyQueued;
    private int _baseQueued;
    private bool _shortcutRefuted;

    private RangeWalk(Func<CommitId, bool, CommitNode> read) => _read = read;

    /// <summary>Walks.</summary>
    /// <param name="read">Reads a commit; the flag says that it may belong to the range.</param>
    /// <param name="baseId">The excluded end; null excludes nothing.</param>
    /// <param name="headId">The included end.</param>
    internal static RangeFacts Walk(Func<CommitId, bool, CommitNode> read, CommitId? baseId, CommitId headId)
    {
        RangeWalk walk = new(read);
        if (baseId is { } excluded)
        {
            walk.Reach(excluded, Flags.Base);
        }

        walk.Reach(headId, Flags.Head);
        walk.Run();
        return walk.Conclude(headId);
    }

    private void Run()
    {
        while (_queue.Count > 0)
        {
            if (_headOnlyQueued == 0 && _baseQueued <= 1 && Settled())
            {
                return;
            }

            Mark mark = _queue.Dequeue();
            mark.Queued = false;
            Count(mark, -1);
            foreach (CommitId parent in mark.Node.Parents)
            {
                Reach(parent, mark.Flags);
            }
        }
    }

    private void Reach(CommitId id, Flags flags)
    {
        if (!_marks.TryGetValue(id, out Mark? mark))
        {
            CommitNode node = _read(id, !flags.HasFlag(Flags.Base));
            mark = new(node);
            _marks.Add(id, mark);
            if (node.Status != ReadStatus.Ok)
            {
                _unreadable.Add(mark);
            }
        }

        Flags merged = mark.Flags | flags;
        if (merged == mark.Flags)
        {
            return;
        }

        if (mark.Queued)
        {
            Count(mark, -1);
        }

        mark.Flags = merged;
        if (mark.Node.Status != ReadStatus.Ok)
        {
            return;
        }

        if (!mark.Queued)
        {
            mark.Queued = true;
            _queue.Enqueue(mark, -mark.Node.Time);
        }

        Count(mark, +1);
    }

    private void Count(Mark mark, int by)
    {
        if (mark.Flags == Flags.Head)
        {
            _headOnlyQueued += by;
        }
        else
        {
            _baseQueued += by;
        }
    }

    /// <summary>Whether what is still queued for base provably takes nothing out of the range.</summary>
    private bool Settled()
    {
        // With one commit left to follow, whatever it leads to is reached through it alone: when the proof fails now it fails for good.
        if (_shortcutRefuted || _unreadable.Exists(mark => mark.Flags == Flags.Head))
        {
            return false;
        }

        bool proven = AllReach(_queue.UnorderedItems.Select(item => item.Element).Concat(_unreadable));
        _shortcutRefuted = !proven;
        return proven;
    }

    /// <summary>Whether every lowest commit of the range reaches every one of these; then so does every commit of the range.</summary>
    private bool AllReach(IEnumerable<Mark> targets)
    {
        Mark[] lowest = [.. _marks.Values.Where(mark => InRange(mark) && !Array.Exists(mark.Node.Parents, parent => InRange(_marks[parent])))];
        return targets.All(target =>
        {
            Dictionary<CommitId, bool> reaches = new() { [target.Node.Id] = true };
            return Array.TrueForAll(lowest, mark => Reaches(mark.Node.Id, reaches));
        });
    }

    private bool Reaches(CommitId from, Dictionary<CommitId, bool> reaches)
    {
        Stack<CommitId> open = new([from]);
        while (open.TryPeek(out CommitId id))
        {
            if (reaches.ContainsKey(id) || !_marks.TryGetValue(id, out Mark? mark) || mark.Queued)
            {
                reaches.TryAdd(id, false);
                open.Pop();
                continue;
            }

            CommitId[] parents = mark.Node.Parents;
            if (Array.Exists(parents, parent => reaches.GetValueOrDefault(parent)))
            {
                reaches[id] = true;
                open.Pop();
            }
            else if (Array.Find(parents, parent => !reaches.ContainsKey(parent)) is var next && Array.Exists(parents, parent => !reaches.ContainsKey(parent)))
            {
                open.Push(next);
            }
            else
            {
                reaches[id] = false;
                open.Pop();
            }
        }

        return reaches[from];
    }

    private static bool InRange(Mark mark) => mark.Flags == Flags.Head;

    private RangeFacts Conclude(CommitId headId)
    {
        Mark[] inRange = [.. _marks.Values.Where(InRange)];
        // Unreadable commits of base's history matter only if they could hide that a commit of the range is base's too.
        Mark[] blockers = Array.Exists(inRange, mark => mark.Node.Status != ReadStatus.Ok)
            ? [.. inRange.Where(mark => mark.Node.Status != ReadStatus.Ok)]
            : _unreadable.Count == 0 || inRange.Length == 0 || AllReach(_unreadable) ? [] : [.. _unreadable];
        CommitId[] candidates = InRange(_marks[headId])
            ? [.. inRange.SelectMany(mark => mark.Node.Parents).Where(parent => !InRange(_marks[parent])).Distinct()]
            : [headId];
        return new(
            [.. inRange.Where(mark => mark.Node.Status == ReadStatus.Ok).Select(mark => mark.Node)],
            [.. blockers.Select(mark => mark.Node)],
            candidates);
    }

    [Flags]
    private enum Flags
    {
        None = 0,
        Head = 1,
        Base = 2,
    }

    private sealed class Mark(CommitNode node)
    {
        internal CommitNode Node { get; } = node;

        internal Flags Flags { get; set; }

        internal bool Queued { get; set; }
    }
}

/// <summary>What a range walk found.</summary>
/// <param name="Commits">The commits of the range, in no order.</param>
/// <param name="Blockers">Unreadable commits because of which the range may be another; empty when it is certain.</param>
/// <param name="CommonAncestors">Every best common ancestor of head and base is among these.</param>
internal sealed record RangeFacts(
    IReadOnlyList<CommitNode> Commits,
    IReadOnlyList<CommitNode> Blockers,
    IReadOnlyList<CommitId> CommonAncestors);
