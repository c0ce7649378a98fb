using System.Buffers.Binary;
using System.Text;

namespace Proofs.Git.WorkTrees;

/// <summary>The canonical form of a snapshot: the same snapshot is always the same bytes.</summary>
internal static class SnapshotWriter
{
    /// <summary>What it begins with.</summary>
    internal static ReadOnlySpan<byte> Magic => "proofs-tree/1\n"u8;

    internal static byte[] Write(TreeSnapshot snapshot)
    {
        using MemoryStream stream = new();
        stream.Write(Magic);
        Number(stream, snapshot.TakenAt);
        Number(stream, snapshot.Entries.Count);
        foreach (TreeEntry entry in snapshot.Entries)
        {
            Entry(stream, entry);
        }

        Pairs(stream, snapshot.Dirty);
        Pairs(stream, snapshot.IgnoreFiles);
        Number(stream, snapshot.Git is null ? 0 : 1);
        if (snapshot.Git is { } git)
        {
            Text(stream, git.HeadText);
            Text(stream, git.Head ?? string.Empty);
            Text(stream, git.Index);
            Pairs(stream, git.References);
            Pairs(stream, git.Settings);
            Number(stream, git.Unwatched.Count);
            foreach (string path in git.Unwatched)
            {
                Text(stream, path);
            }
        }

        return stream.ToArray();
    }

    private static void Entry(MemoryStream stream, TreeEntry entry)
    {
        Text(stream, entry.Path);
        Span<byte> rest = stackalloc byte[SnapshotReader.FactsSize];
        rest[0] = (byte)entry.Kind;
        rest[1] = entry.IsTracked ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt16BigEndian(rest[2..], entry.Facts.Mode);
        BinaryPrimitives.WriteInt64BigEndian(rest[4..], entry.Facts.Size);
        BinaryPrimitives.WriteInt64BigEndian(rest[12..], entry.Facts.Modified);
        BinaryPrimitives.WriteInt64BigEndian(rest[20..], entry.Facts.Changed);
        BinaryPrimitives.WriteUInt64BigEndian(rest[28..], entry.Facts.Inode);
        BinaryPrimitives.WriteUInt64BigEndian(rest[36..], entry.Facts.Device);
        BinaryPrimitives.WriteUInt32BigEndian(rest[44..], entry.Facts.Links);
        BinaryPrimitives.WriteUInt32BigEndian(rest[48..], entry.Facts.User);
        BinaryPrimitives.WriteUInt32BigEndian(rest[52..], entry.Facts.Group);
        stream.Write(rest);
        if (entry.Kind is TreeEntryKind.File or TreeEntryKind.Link)
        {
            Span<byte> digests = stackalloc byte[Sha256Digest.Size + CommitId.Size];
            entry.Content.Sha256.CopyTo(digests);
            entry.Content.GitId.CopyTo(digests[Sha256Digest.Size..]);
            stream.Write(digests);
        }
    }

    private static void Pairs(MemoryStream stream, IReadOnlyDictionary<string, string> pairs)
    {
        Number(stream, pairs.Count);
        foreach ((string key, string value) in pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Text(stream, key);
            Text(stream, value);
        }
    }

    private static void Text(MemoryStream stream, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Number(stream, bytes.Length);
        stream.Write(bytes);
    }

    private static void Number(MemoryStream stream, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        stream.Write(bytes);
    }
}
