using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace TestKit;

/// <summary>Puts thousands of commit objects into a repository with one git process, as a pack.</summary>
public static class BulkObjects
{
    private const int CommitType = 1;

    /// <summary>Stores commits with exactly these bytes, well-formed or not. Returns their full ids in the same order.</summary>
    public static string[] WriteCommits(this GitRepo repo, IReadOnlyList<byte[]> contents)
    {
        ArgumentNullException.ThrowIfNull(repo);
        ArgumentNullException.ThrowIfNull(contents);
        using MemoryStream pack = new();
        byte[] head = new byte[12];
        "PACK"u8.CopyTo(head);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(4), 2);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), (uint)contents.Count);
        pack.Write(head);
        foreach (byte[] content in contents)
        {
            WriteSize(pack, content.Length);
            using ZLibStream zlib = new(pack, CompressionLevel.Fastest, leaveOpen: true);
            zlib.Write(content);
        }

        pack.Write(SHA1.HashData(pack.ToArray()));
        // git computes every object's id anew from its bytes; asking for ours afterwards shows that both agree.
        repo.Git(["index-pack", "--stdin"], pack.ToArray());
        return [.. contents.Select(IdOf)];
    }

    private static string IdOf(byte[] content) => Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"commit {content.Length}\0"), .. content]));

    /// <summary>Type and size share the first byte; each byte's top bit says that more of the size follows.</summary>
    private static void WriteSize(MemoryStream pack, int size)
    {
        int value = (CommitType << 4) | (size & 0x0F);
        for (size >>= 4; size > 0; size >>= 7)
        {
            pack.WriteByte((byte)(value | 0x80));
            value = size & 0x7F;
        }

        pack.WriteByte((byte)value);
    }
}
