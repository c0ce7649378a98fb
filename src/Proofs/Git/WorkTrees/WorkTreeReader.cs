using System.Text;
using Proofs.Verdicts;

namespace Proofs.Git.WorkTrees;

/// <summary>Takes snapshots of work trees.</summary>
public static class WorkTreeReader
{
    /// <summary>More entries than this are no work tree.</summary>
    private const int MostEntries = 2_000_000;

    /// <summary>No .gitignore that people write is nearly as large, in bytes.</summary>
    private const int LargestIgnoreFile = 1 << 20;

    /// <summary>Looks at everything below a folder but its own <c>.git</c>, of which it notes what <see cref="GitSnapshot"/> says.</summary>
    /// <param name="root">The project's folder.</param>
    /// <param name="time">The machine's clock: files that have not been touched since well before <paramref name="previous"/> are not read again.</param>
    /// <param name="previous">An earlier snapshot of the same folder that nobody could have tampered with, or null.</param>
    /// <param name="isUnread">Which files are only noted and not read, because somebody else vouches for what they hold; null for none.</param>
    /// <exception cref="IOException">The folder or its repository cannot be read; the message says which part.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of permission.</exception>
    public static TreeSnapshot Take(string root, TimeProvider time, TreeSnapshot? previous = null, Func<string, bool>? isUnread = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        string folder = Path.GetFullPath(root);
        long takenAt = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        RepositoryOpening opening = GuardedOpener.Open(folder);
        using GitRepository? repository = opening.Repository;
        if (repository is null && opening.Refusal?.Reason != ReasonCodes.NotAGitRepo)
        {
            throw new IOException(opening.Refusal?.Message ?? opening.Undetermined!.Message);
        }

        bool hasFolder = new DirectoryInfo(Path.Combine(folder, ".git")) is { Exists: true, LinkTarget: null };
        TreeEntry[] entries = [.. new TreeScan(previous, path => path == ".git" && hasFolder, MostEntries, isUnread).Run(folder)];
        if (repository is null)
        {
            return new(takenAt, entries, null) { IgnoreFiles = IgnoreFilesOf(folder, entries) };
        }

        GitSnapshot git = GitSnapshotReader.Read(repository);
        string below = Path.GetRelativePath(repository.Path, GitLayout.Resolve(folder));
        Dictionary<string, HeadFile> head = git.Head is { } text && CommitId.TryParse(text, out CommitId id) ? HeadTree.Files(repository.Objects, id, below == "." ? string.Empty : below) : new(StringComparer.Ordinal);
        for (int index = 0; index < entries.Length; index++)
        {
            if (head.ContainsKey(entries[index].Path))
            {
                entries[index] = entries[index] with { IsTracked = true };
            }
        }

        SortedDictionary<string, string> ignoreFiles = IgnoreFilesOf(repository.Objects, head);
        bool comparesExecution = !SaysNoExecution(Path.Combine(repository.Layout.CommonFolder, "config"));
        return new(takenAt, entries, git)
        {
            IgnoreFiles = ignoreFiles,
            Dirty = DirtyFiles.Find(folder, entries, head, new(ignoreFiles), repository.Objects, comparesExecution),
        };
    }

    private static SortedDictionary<string, string> IgnoreFilesOf(string root, TreeEntry[] entries)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (TreeEntry entry in entries.Where(entry => entry.Kind == TreeEntryKind.File && IsIgnoreFile(entry.Path) && TreePath.IsPlain(entry.Path)))
        {
            if (WorkFile.Read(root, entry.Path, LargestIgnoreFile, out _) is { } content)
            {
                files.Add(FolderOf(entry.Path), Encoding.UTF8.GetString(content));
            }
        }

        return files;
    }

    private static SortedDictionary<string, string> IgnoreFilesOf(ObjectDatabase objects, Dictionary<string, HeadFile> head)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach ((string path, HeadFile file) in head.Where(file => IsIgnoreFile(file.Key) && file.Value.Mode is not (HeadTree.Link or HeadTree.Commit)))
        {
            using GitObject blob = objects.Read(file.Id);
            if (blob.Type == Libgit2.Blob && blob.Bytes.Length <= LargestIgnoreFile)
            {
                files.Add(FolderOf(path), Encoding.UTF8.GetString(blob.Bytes));
            }
        }

        return files;
    }

    private static bool IsIgnoreFile(string path) => path == ".gitignore" || path.EndsWith("/.gitignore", StringComparison.Ordinal);

    private static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : string.Empty;

    /// <summary>core.fileMode false: the disk does not know what may be executed. Decides no verdict.</summary>
    internal static bool SaysNoExecution(string config) =>
        File.Exists(config) && File.ReadLines(config).Any(line => string.Concat(line.Where(each => !char.IsWhiteSpace(each))).Equals("filemode=false", StringComparison.OrdinalIgnoreCase));
}
