using System.Buffers.Binary;
using System.Globalization;

namespace Proofs.Git.WorkTrees;

/// <summary>The digests of one content: SHA-256, which decides, and the id that git would give it, which finds it in a commit.</summary>
internal readonly record struct ContentDigests(Sha256Digest Sha256, CommitId GitId);

/// <summary>A SHA-256 digest without an object of its own.</summary>
internal readonly record struct Sha256Digest
{
    internal const int Size = 32;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    /// <summary>Takes exactly <see cref="Size"/> bytes.</summary>
    internal Sha256Digest(ReadOnlySpan<byte> raw)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(raw.Length, Size, nameof(raw));
        _first = BinaryPrimitives.ReadUInt64BigEndian(raw);
        _second = BinaryPrimitives.ReadUInt64BigEndian(raw[8..]);
        _third = BinaryPrimitives.ReadUInt64BigEndian(raw[16..]);
        _fourth = BinaryPrimitives.ReadUInt64BigEndian(raw[24..]);
    }

    internal void CopyTo(Span<byte> raw)
    {
        BinaryPrimitives.WriteUInt64BigEndian(raw, _first);
        BinaryPrimitives.WriteUInt64BigEndian(raw[8..], _second);
        BinaryPrimitives.WriteUInt64BigEndian(raw[16..], _third);
        BinaryPrimitives.WriteUInt64BigEndian(raw[24..], _fourth);
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_first:x16}{_second:x16}{_third:x16}{_fourth:x16}");
}
