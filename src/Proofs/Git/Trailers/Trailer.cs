namespace Proofs.Git.Trailers;

/// <summary>One line of a commit's trailer block, as bytes.</summary>
/// <param name="Key">What stands before the colon, trimmed.</param>
/// <param name="Value">What stands behind it, trimmed, continuation lines joined by one blank.</param>
internal readonly record struct Trailer(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value);
