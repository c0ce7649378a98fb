using System.Runtime.InteropServices;

namespace Proofs.Git;

/// <summary>
/// The commits met so far. Each has a number, from 0 on, by which parents are followed without looking ids up; it has one before it has been
/// read. All of it lies in a few arrays of plain values, so that a long history costs the garbage collector nothing. The marks belong to the
/// walk in progress; walks of one graph come one after another, on one thread.
/// </summary>
internal sealed class CommitGraph
{
    /// <summary>How many lines of history a walk usually has open at once.</summary>
    internal const int UsualWidth = 256;

    private const int Few = 256;
    private readonly Dictionary<CommitId, int> _numbers = new(Few, CommitIdComparer.Instance);
    private Node[] _nodes = new Node[Few];
    private int[] _parents = new int[Few];
    private int _parentsUsed;

    /// <summary>The commit's number; a new one when it was not met before.</summary>
    internal int Number(CommitId id)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, id, out bool isKnown);
        if (!isKnown)
        {
            number = _numbers.Count - 1;
            if (number == _nodes.Length)
            {
                Array.Resize(ref _nodes, number * 2);
            }

            _nodes[number].Id = id;
        }

        return number;
    }

    internal CommitId Id(int number) => _nodes[number].Id;

    /// <summary>Whether it could be read, null before that was tried. A commit that could not be read has no parents.</summary>
    internal ReadStatus? Status(int number) => _nodes[number].Status;

    /// <summary>The parents without repetition; valid also while more commits are met.</summary>
    internal ReadOnlySpan<int> Parents(int number) => _parents.AsSpan(_nodes[number].ParentsAt, _nodes[number].ParentCount);

    /// <summary>Committer time in seconds since 1970; a hint for the order of reading, never trusted.</summary>
    internal long Time(int number) => _nodes[number].Time;

    /// <summary>
    /// Says what reading came to. A commit is read again when its message is asked for; if that fails, it counts as one that cannot be read,
    /// whatever the first time was.
    /// </summary>
    internal void Fill(int number, ReadStatus status, ReadOnlySpan<CommitId> parents, long time)
    {
        if (_nodes[number].Status is ReadStatus.Ok && status == ReadStatus.Ok)
        {
            return;
        }

        int at = _parentsUsed;
        _parentsUsed += parents.Length;
        if (_parentsUsed > _parents.Length)
        {
            Array.Resize(ref _parents, Math.Max(_parentsUsed, _parents.Length * 2));
        }

        for (int i = 0; i < parents.Length; i++)
        {
            _parents[at + i] = Number(parents[i]);
        }

        ref Node node = ref _nodes[number];
        node.Status = status;
        node.ParentsAt = at;
        node.ParentCount = parents.Length;
        node.Time = time;
    }

    /// <summary>Notes that this walk has shown the commit to whoever judges it.</summary>
    internal void Show(int walk, int number) => _nodes[number].ShownIn = walk;

    /// <summary>Whether this walk has shown the commit.</summary>
    internal bool WasShown(int walk, int number) => _nodes[number].ShownIn == walk;

    /// <summary>The marks that this walk has left here; none when another walk was the last to come by.</summary>
    internal WalkMarks Marks(int walk, int number) => _nodes[number].Walk == walk ? _nodes[number].Marks : WalkMarks.None;

    /// <summary>Leaves marks.</summary>
    internal void Mark(int walk, int number, WalkMarks marks)
    {
        _nodes[number].Walk = walk;
        _nodes[number].Marks = marks;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Node
    {
        internal CommitId Id;
        internal long Time;
        internal int ParentsAt;
        internal int ParentCount;
        internal int Walk;
        internal int ShownIn;
        internal WalkMarks Marks;
        internal ReadStatus? Status;
    }
}
