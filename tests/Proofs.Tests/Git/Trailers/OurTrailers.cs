using Proofs.Git;
using Proofs.Git.Trailers;

namespace Proofs.Tests.Git.Trailers;

/// <summary>What Proofs reads, written down as <see cref="GitTrailers"/> is.</summary>
internal static class OurTrailers
{
    /// <summary>Null when the commit's encoding is none that Proofs reads.</summary>
    internal static GitTrailers? Read(byte[] commit) => CommitEncoding.TryReadMessage(commit, out ReadOnlySpan<byte> message, out _) ? ReadMessage(message) : null;

    internal static GitTrailers ReadMessage(ReadOnlySpan<byte> message)
    {
        List<byte> values = [];
        for (TrailerReader reader = new(message); reader.Read("Feature-Key"u8);)
        {
            Add(values, reader.Value);
        }

        List<byte> all = [];
        for (TrailerReader reader = new(message); reader.Read();)
        {
            all.AddRange(reader.Key);
            all.AddRange(": "u8);
            Add(all, reader.Value);
        }

        return new([.. values], [.. all]);
    }

    private static void Add(List<byte> lines, ReadOnlySpan<byte> value)
    {
        Assert.False(value.Contains((byte)'\n'), "An unfolded value holds no line feed.");
        lines.AddRange(value);
        lines.Add((byte)'\n');
    }
}
