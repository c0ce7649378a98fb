namespace Proofs.Git;

/// <summary>A commit that could not be read, and so keeps an answer open.</summary>
internal readonly record struct UnreadCommit(CommitId Id, ReadStatus Status);
