using System.Security.Cryptography;

namespace Proofs.Git.WorkTrees;

/// <summary>What a commit holds of some files, read from its raw trees: no filter, replacement or attribute of the repository takes part.</summary>
public static class CommitFiles
{
    /// <summary>Reads it.</summary>
    /// <param name="root">A folder of the repository's work tree; paths are below it.</param>
    /// <param name="commitId">The commit: 40 lower-case hexadecimal digits.</param>
    /// <param name="paths">The files, '/' between the parts.</param>
    public static CommitFilesReading Read(string root, string commitId, IReadOnlyCollection<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        string folder = Path.GetFullPath(root);
        try
        {
            RepositoryOpening opening = GuardedOpener.Open(folder);
            using GitRepository? repository = opening.Repository;
            if (repository is null)
            {
                return CommitFilesReading.No(CommitPresence.Unreadable, opening.Refusal?.Message ?? opening.Undetermined!.Message);
            }

            if (!CommitId.TryParse(commitId, out CommitId id))
            {
                return CommitFilesReading.No(CommitPresence.Unreadable, "The commit's id has not 40 lower-case hexadecimal digits.");
            }

            using (GitObject found = repository.Objects.Read(id))
            {
                // A clone that is not complete cannot tell that a commit never was.
                if (found.Status == ReadStatus.Missing)
                {
                    return CommitFilesReading.No(repository.IsShallow || repository.HasAlternates ? CommitPresence.Unreadable : CommitPresence.Absent, $"{repository.Path} has no object {id}.");
                }
            }

            string below = Path.GetRelativePath(repository.Path, GitLayout.Resolve(folder));
            string prefix = below == "." ? string.Empty : below + "/";
            Dictionary<string, HeadFile> files = HeadTree.Files(repository.Objects, id, string.Empty);
            return new(CommitPresence.Present, paths.Distinct(StringComparer.Ordinal).ToDictionary(path => path, path => Marker(repository.Objects, files, prefix + path), StringComparer.Ordinal), null);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // A repository that is broken, or in which something is missing: an answer to the caller.
            return CommitFilesReading.No(CommitPresence.Unreadable, failed.Message);
        }
    }

    private static string Marker(ObjectDatabase objects, Dictionary<string, HeadFile> files, string path)
    {
        if (!files.TryGetValue(path, out HeadFile file))
        {
            return DirtyFiles.Deleted;
        }

        using GitObject blob = objects.Read(file.Id);
        return blob.Type == Libgit2.Blob ? "sha256:" + Convert.ToHexStringLower(SHA256.HashData(blob.Bytes)) : CommitFilesReading.Unreadable;
    }
}

/// <summary>Whether a commit is there.</summary>
public enum CommitPresence
{
    /// <summary>It is.</summary>
    Present,

    /// <summary>It certainly is not: the clone is complete.</summary>
    Absent,

    /// <summary>Nobody can tell here.</summary>
    Unreadable,
}

/// <summary>What a commit holds of some files.</summary>
/// <param name="Presence">Whether the commit is there.</param>
/// <param name="Markers">By file: <c>sha256:</c> and the digest of its content, <c>deleted</c> when it is not there, or <c>unreadable</c>.</param>
/// <param name="Message">Why there is nothing, or null. May quote hostile text.</param>
public sealed record CommitFilesReading(CommitPresence Presence, IReadOnlyDictionary<string, string> Markers, string? Message)
{
    /// <summary>The marker of a file whose content cannot be read.</summary>
    public const string Unreadable = "unreadable";

    internal static CommitFilesReading No(CommitPresence presence, string message) => new(presence, new Dictionary<string, string>(StringComparer.Ordinal), message);
}
