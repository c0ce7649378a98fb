using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Proofs.Git;

/// <summary>
/// The parts of a commit object, as bytes. Source: git's commit.c (parse_commit_buffer: tree and parents come first and in order)
/// and pretty.c (the message begins after the first empty line and ends at the first NUL).
/// </summary>
internal readonly ref struct RawCommit
{
    private RawCommit(ReadOnlySpan<CommitId> parents, CommitId tree, long time, ReadOnlySpan<byte> buffer)
    {
        Parents = parents;
        Tree = tree;
        Time = time;
        Buffer = buffer;
    }

    internal CommitId Tree { get; }

    /// <summary>The parents without repetition: naming one twice makes no merge.</summary>
    internal ReadOnlySpan<CommitId> Parents { get; }

    /// <summary>Committer time in seconds since 1970, 0 when it cannot be read. A hint for ordering, never trusted.</summary>
    internal long Time { get; }

    /// <summary>The whole object.</summary>
    internal ReadOnlySpan<byte> Buffer { get; }

    /// <summary>Reads the header, or returns false when the object is no well-formed commit.</summary>
    /// <param name="buffer">The whole object.</param>
    /// <param name="room">Where the parents are kept; the commit is valid until this is used again.</param>
    /// <param name="commit">The commit.</param>
    internal static bool TryParse(ReadOnlySpan<byte> buffer, List<CommitId> room, out RawCommit commit)
    {
        commit = default;
        ReadOnlySpan<byte> rest = buffer;
        if (!TakeId(ref rest, "tree "u8, out CommitId tree))
        {
            return false;
        }

        room.Clear();
        // A set beside the list from the third on: a hostile commit may name a hundred thousand.
        HashSet<CommitId>? seen = null;
        while (TakeId(ref rest, "parent "u8, out CommitId parent))
        {
            seen ??= room.Count > 1 ? [.. room] : null;
            if (seen?.Add(parent) ?? (room.Count == 0 || room[0] != parent))
            {
                room.Add(parent);
            }
        }

        if (rest.StartsWith("parent "u8))
        {
            return false;
        }

        commit = new(CollectionsMarshal.AsSpan(room), tree, CommitterTime(rest), buffer);
        return true;
    }

    /// <summary>
    /// The bytes of the message in a commit buffer: from behind the first empty line to the end. A NUL in it ends it for git, which is the
    /// reader's business; a NUL above it leaves no message, because what git then makes of the rest is an accident.
    /// </summary>
    internal static ReadOnlySpan<byte> MessageOf(ReadOnlySpan<byte> buffer)
    {
        int blank = buffer.IndexOf("\n\n"u8);
        return blank < 0 || buffer[..blank].Contains((byte)0) ? [] : buffer[(blank + 2)..];
    }

    private static bool TakeId(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> key, out CommitId id)
    {
        id = default;
        int length = key.Length + (CommitId.Size * 2);
        if (rest.Length <= length || rest[length] != '\n' || !rest.StartsWith(key)
            || !CommitId.TryParse(rest[key.Length..length], out id))
        {
            return false;
        }

        rest = rest[(length + 1)..];
        return true;
    }

    private static long CommitterTime(ReadOnlySpan<byte> header)
    {
        int line = header.IndexOf("\ncommitter "u8);
        if (line < 0)
        {
            return 0;
        }

        header = header[(line + 1)..];
        int end = header.IndexOf((byte)'\n');
        header = end < 0 ? header : header[..end];
        int mail = header.LastIndexOf("> "u8);
        return mail >= 0 && Utf8Parser.TryParse(header[(mail + 2)..], out long time, out _) && time > 0 ? time : 0;
    }
}
