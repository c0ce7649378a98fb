namespace Proofs.Verdicts;

/// <summary>A set of commits that was judged: how many, and a digest by which anybody can check which.</summary>
public sealed class CommitSet
{
    private readonly Lazy<string> _digest;

    /// <summary>A set.</summary>
    /// <param name="count">How many commits it has.</param>
    /// <param name="digest">Computes the digest, at most once, when somebody asks.</param>
    internal CommitSet(int count, Func<string> digest)
    {
        Count = count;
        _digest = new(digest);
    }

    /// <summary>How many commits the set has.</summary>
    public int Count { get; }

    /// <summary>
    /// SHA-256 in lower-case hexadecimal digits over the sorted full ids, each followed by a line feed:
    /// <c>git rev-list BASE..HEAD | LC_ALL=C sort | sha256sum</c>.
    /// </summary>
    public string Digest => _digest.Value;
}
