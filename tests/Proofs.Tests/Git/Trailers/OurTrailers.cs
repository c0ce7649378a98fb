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
        foreach (Trailer trailer in TrailerReader.ReadKey(message, "Feature-Key"u8))
        {
            Add(values, trailer.Value);
        }

        List<byte> all = [];
        foreach (Trailer trailer in TrailerReader.ReadAll(message))
        {
            all.AddRange(trailer.Key.Span);
            all.AddRange(": "u8);
            Add(all, trailer.Value);
        }

        return new([.. values], [.. all]);
    }

    private static void Add(List<byte> lines, ReadOnlyMemory<byte> value)
    {
        Assert.False(value.Span.Contains((byte)'\n'), "An unfolded value holds no line feed.");
        lines.AddRange(value.Span);
        lines.Add((byte)'\n');
    }
}
