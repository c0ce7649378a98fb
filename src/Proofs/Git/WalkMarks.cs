namespace Proofs.Git;

/// <summary>What a walk notes at a commit.</summary>
[Flags]
internal enum WalkMarks : byte
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
