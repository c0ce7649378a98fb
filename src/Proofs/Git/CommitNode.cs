namespace Proofs.Git;

/// <summary>What the walks need of one commit: its place in the graph.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Parents">Its parents, without repetition.</param>
/// <param name="Time">Committer time in seconds since 1970; a hint for the order of reading, never trusted.</param>
/// <param name="Status">Whether it could be read; a commit that could not has no parents.</param>
internal sealed record CommitNode(CommitId Id, CommitId[] Parents, long Time, ReadStatus Status);
