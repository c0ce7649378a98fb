using System.Text;

namespace Proofs.Git.WorkTrees;

/// <summary>
/// Puts the files of a commit into an empty folder, byte for byte: no hook, no filter, no attribute of the repository takes part, and nothing is written
/// outside the folder. What cannot be put there exactly as the commit has it is refused as a whole.
/// </summary>
public static class CommitExtractor
{
    private const int Executable = 0x40;

    /// <summary>Puts them there.</summary>
    /// <param name="root">A folder of the repository's work tree.</param>
    /// <param name="commitId">The commit: 40 lower-case hexadecimal digits.</param>
    /// <param name="into">An empty folder that nobody else can write to.</param>
    /// <returns>Where in it the root's own folder is, or why nothing can be used.</returns>
    public static (string? Folder, string? Refusal) Extract(string root, string commitId, string into)
    {
        string folder = Path.GetFullPath(root);
        try
        {
            RepositoryOpening opening = GuardedOpener.Open(folder);
            using GitRepository? repository = opening.Repository;
            if (repository is null)
            {
                return (null, opening.Refusal?.Message ?? opening.Undetermined!.Message);
            }

            if (!CommitId.TryParse(commitId, out CommitId id))
            {
                return (null, "The commit's id has not 40 lower-case hexadecimal digits.");
            }

            Dictionary<string, HeadFile> files = HeadTree.Files(repository.Objects, id, string.Empty);
            if (files.Keys.FirstOrDefault(path => !IsUsable(path, files)) is { } odd)
            {
                return (null, $"\"{odd}\" cannot be put into a folder as the commit has it.");
            }

            // Links last, so that no file is written through one.
            string? refusal = files.OrderBy(file => file.Value.Mode == HeadTree.Link).Select(file => Put(repository, into, file.Key, file.Value)).FirstOrDefault(why => why is not null);
            string at = Path.GetFullPath(Path.Combine(into, Path.GetRelativePath(repository.Path, GitLayout.Resolve(folder))));
            return refusal is not null ? (null, refusal) : Directory.Exists(at) ? (at, null) : (null, "The commit has no such folder.");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // A commit that is not there, a repository that is broken, a disk that is full: an answer to the caller.
            return (null, failed.Message);
        }
    }

    private static string? Put(GitRepository repository, string into, string path, HeadFile file)
    {
        string full = Path.Combine(into, path);
        if (file.Mode == HeadTree.Commit)
        {
            // As git does it where another repository is not fetched.
            Directory.CreateDirectory(full);
            return null;
        }

        if (repository.ReadBlob(file.Id) is not { } content)
        {
            return $"{path} cannot be read.";
        }

        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        if (file.Mode == HeadTree.Link)
        {
            string target = Encoding.UTF8.GetString(content);
            if (!StaysInside(path, target))
            {
                return $"{path} is a link that leads outside.";
            }

            File.CreateSymbolicLink(full, target);
            return null;
        }

        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = (UnixFileMode)((file.Mode & Executable) != 0 ? 0x1C0 : 0x180);
        }

        using FileStream stream = new(full, options);
        stream.Write(content);
        return null;
    }

    private static bool IsUsable(string path, Dictionary<string, HeadFile> files)
    {
        string[] parts = path.Split('/');
        return TreePath.IsPlain(path) && Array.TrueForAll(parts, part => part is not ("" or "." or "..") && !part.Equals(".git", StringComparison.OrdinalIgnoreCase) && !part.Contains('\0', StringComparison.Ordinal))
            && !Enumerable.Range(1, parts.Length - 1).Any(length => files.ContainsKey(string.Join('/', parts.Take(length))));
    }

    /// <summary>Whether a link leads to a place below the folder, by its words alone.</summary>
    private static bool StaysInside(string path, string target)
    {
        int depth = path.Split('/').Length - 1;
        foreach (string part in target.Split('/'))
        {
            depth += part switch { "" or "." => 0, ".." => -1, _ => 1 };
            if (depth < 0)
            {
                return false;
            }
        }

        return target.Length > 0 && target[0] != '/' && !target.Contains('\0', StringComparison.Ordinal);
    }
}
