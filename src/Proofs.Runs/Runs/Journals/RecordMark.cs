namespace Proofs.Runs.Runs.Journals;

/// <summary>What a record file was: enough to see that it still is so.</summary>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal digits.</param>
internal sealed record RecordMark(long Length, string Sha256);
