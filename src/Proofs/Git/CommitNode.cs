namespace Proofs.Git;

/// <summary>
/// A commit's place in the graph. There is one node for each id, so parents are followed without looking ids up. A node is known by its id
/// before it has been read. The marks belong to the walk in progress; walks of one history come one after another, on one thread.
/// </summary>
internal sealed class CommitNode(CommitId id)
{
    private int _walk;
    private WalkMarks _marks;

    internal CommitId Id { get; } = id;

    /// <summary>Whether it could be read, null before that was tried. A commit that could not be read has no parents.</summary>
    internal ReadStatus? Status { get; private set; }

    /// <summary>The parents without repetition.</summary>
    internal CommitNode[] Parents { get; private set; } = [];

    /// <summary>Committer time in seconds since 1970; a hint for the order of reading, never trusted.</summary>
    internal long Time { get; private set; }

    /// <summary>Says what reading came to.</summary>
    internal void Fill(ReadStatus status, CommitNode[] parents, long time)
    {
        Status = status;
        Parents = parents;
        Time = time;
    }

    /// <summary>The marks that this walk has left here; none when another walk was the last to come by.</summary>
    internal WalkMarks Marks(int walk) => _walk == walk ? _marks : WalkMarks.None;

    /// <summary>Leaves marks.</summary>
    internal void Mark(int walk, WalkMarks marks)
    {
        _walk = walk;
        _marks = marks;
    }
}

/// <summary>What a walk notes at a commit.</summary>
[Flags]
internal enum WalkMarks
{
    /// <summary>The walk has not come by.</summary>
    None = 0,

    /// <summary>Head reaches it.</summary>
    Head = 1,

    /// <summary>Base reaches it.</summary>
    Base = 2,

    /// <summary>Its parents are still to be followed.</summary>
    Queued = 4,
}
