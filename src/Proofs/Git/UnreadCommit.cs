namespace Proofs.Git;

/// <summary>A commit that could not be read, and so keeps an answer open.</summary>
internal sealed record UnreadCommit(CommitId Id, ReadStatus Status);
