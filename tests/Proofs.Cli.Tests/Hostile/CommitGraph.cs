using System.Buffers.Binary;
using System.Security.Cryptography;
using TestKit;

namespace Proofs.Cli.Tests.Hostile;

/// <summary>A commit-graph file (gitformat-commit-graph) for forging: written by git, changed, its checksum made good again.</summary>
internal sealed class CommitGraph
{
    private const int IdSize = 20;
    private readonly string _path;
    private readonly byte[] _file;
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
    private readonly int _data;

    private CommitGraph(string path)
    {
        _path = path;
        _file = File.ReadAllBytes(path);
        int ids = Chunk("OIDL"u8);
        _data = Chunk("CDAT"u8);
        // The last entry of the fan-out counts the commits.
        int count = BinaryPrimitives.ReadInt32BigEndian(_file.AsSpan(Chunk("OIDF"u8) + (255 * 4)));
        for (int row = 0; row < count; row++)
        {
            _rows[Convert.ToHexStringLower(_file.AsSpan(ids + (row * IdSize), IdSize))] = row;
        }
    }

    /// <summary>Has git write the file for every reference.</summary>
    internal static CommitGraph Write(GitRepo repo)
    {
        repo.Git("-c", "commitGraph.generationVersion=1", "commit-graph", "write", "--reachable");
        return new(Path.Combine(repo.DotGit, "objects", "info", "commit-graph"));
    }

    /// <summary>Names another commit as a commit's first parent.</summary>
    internal void SetFirstParent(string commit, string parent) =>
        BinaryPrimitives.WriteInt32BigEndian(_file.AsSpan(_data + (_rows[commit] * (IdSize + 16)) + IdSize), _rows[parent]);

    /// <summary>Writes the file with a checksum that fits.</summary>
    internal void Save()
    {
        Checksum.Redo(_file);
        File.Delete(_path);
        File.WriteAllBytes(_path, _file);
    }

    private int Chunk(ReadOnlySpan<byte> id)
    {
        int at = 8;
        while (!_file.AsSpan(at, 4).SequenceEqual(id))
        {
            at += 12;
        }

        return checked((int)BinaryPrimitives.ReadInt64BigEndian(_file.AsSpan(at + 4)));
    }
}

/// <summary>The SHA-1 at the end of git's binary files.</summary>
internal static class Checksum
{
    internal static void Redo(byte[] file)
    {
#pragma warning disable CA5350 // git's file formats demand SHA-1.
        SHA1.HashData(file.AsSpan(0, file.Length - SHA1.HashSizeInBytes), file.AsSpan(file.Length - SHA1.HashSizeInBytes));
#pragma warning restore CA5350
    }
}
