using System.Security.Cryptography;

namespace Proofs.Git.WorkTrees;

/// <summary>
/// Everything below a project's folder at one moment, whether git knows it or not, and what git said of it. Taken before and after a turn it
/// tells what really changed; nothing that lies in the tree (index, ignore rules, configuration, times) has a say in that.
/// </summary>
public sealed class TreeSnapshot
{
    private readonly TreeEntry[] _entries;
    private readonly Lazy<IgnoreRules> _ignored;

    internal TreeSnapshot(long takenAt, TreeEntry[] entries, GitSnapshot? git)
    {
        TakenAt = takenAt;
        _entries = entries;
        Git = git;
        _ignored = new(() => new(IgnoreFiles));
    }

    /// <summary>Everything that was there, ordered ordinally by path.</summary>
    public IReadOnlyList<TreeEntry> Entries => _entries;

    /// <summary>What git's own files said, or null when the folder is in no repository.</summary>
    public GitSnapshot? Git { get; }

    /// <summary>
    /// By path that differed from the commit that HEAD named: <c>sha256:</c> and its digest, <c>deleted</c> or <c>unreadable</c>. A checkout with other
    /// line ends or with the content of a large file in place of its pointer differs in nothing. Without git it is empty.
    /// </summary>
    public IReadOnlyDictionary<string, string> Dirty { get; internal init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>When it was begun, in nanoseconds since 1970.</summary>
    internal long TakenAt { get; }

    /// <summary>By folder: its .gitignore, as the commit that HEAD names has it; without git, as the tree has it.</summary>
    internal IReadOnlyDictionary<string, string> IgnoreFiles { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Finds what has a path, or null.</summary>
    public TreeEntry? Find(string path)
    {
        int at = IndexOf(path ?? throw new ArgumentNullException(nameof(path)));
        return at < 0 ? null : _entries[at];
    }

    /// <summary>
    /// Whether a file is one that the project had said it does not keep, by the .gitignore files as they were when this was taken, and not
    /// one that it keeps nevertheless.
    /// </summary>
    /// <param name="path">Its path.</param>
    public bool IsIgnored(string path) => Find(path)?.IsTracked is not true && Dirty.GetValueOrDefault(path) != DirtyFiles.Deleted && _ignored.Value.Matches(path);

    /// <summary>Its one form as bytes, to be kept; see <see cref="Read"/>.</summary>
    public byte[] Write() => SnapshotWriter.Write(this);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="content">Bytes from anywhere.</param>
    /// <returns>The snapshot, or null when they are no such thing.</returns>
    public static TreeSnapshot? Read(ReadOnlySpan<byte> content) => SnapshotReader.Read(content);

    /// <summary>The digest of what <see cref="Write"/> gives.</summary>
    /// <param name="written">That.</param>
    /// <returns><c>sha256:</c> and 64 lower-case hexadecimal digits.</returns>
    public static string DigestOf(ReadOnlySpan<byte> written)
    {
        Span<byte> digest = stackalloc byte[Sha256Digest.Size];
        SHA256.HashData(written, digest);
        return "sha256:" + new Sha256Digest(digest);
    }

    private int IndexOf(string path)
    {
        (int low, int high) = (0, _entries.Length - 1);
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = string.CompareOrdinal(_entries[middle].Path, path);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
