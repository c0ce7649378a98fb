namespace Proofs.Git.WorkTrees;

/// <summary>Puts files of a work tree back as they were.</summary>
public static class WorkTreeRestorer
{
    /// <summary>Puts files back: what was not there is taken away, and what was comes from the repository's objects, when they have it.</summary>
    /// <param name="root">The project's folder.</param>
    /// <param name="before">The tree as it was.</param>
    /// <param name="paths">The files, below the root.</param>
    /// <returns>The files that could not be put back.</returns>
    /// <exception cref="IOException">The repository cannot be opened without waiting for somebody.</exception>
    public static IReadOnlyList<string> Restore(string root, TreeSnapshot before, IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(before);
        string folder = Path.GetFullPath(root);
        using GitRepository? repository = GuardedOpener.Open(folder).Repository;
        return [.. (paths ?? throw new ArgumentNullException(nameof(paths))).Where(path => !TryRestore(folder, before.Find(path), path, repository))];
    }

    private static bool TryRestore(string folder, TreeEntry? old, string path, GitRepository? repository)
    {
        if (!TreePath.IsPlain(path) || path.Split('/').Any(part => part is "" or "." or ".."))
        {
            return false;
        }

        try
        {
            // Null as well behind a link: what lies there is not the tree's.
            (FileFacts Facts, byte[]? LinkTarget)? now = WorkFile.Look(folder, path);
            string full = Path.Combine(folder, path);
            if (old is null)
            {
                if (now is { Facts.Kind: not TreeEntryKind.Folder })
                {
                    File.Delete(full);
                }

                return WorkFile.Look(folder, path) is null && !Path.Exists(full);
            }

            return old.Kind == TreeEntryKind.File && now is null or { Facts.Kind: TreeEntryKind.File } && Write(folder, path, full, old, repository);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The answer to the question.
            return false;
        }
    }

    private static bool Write(string folder, string path, string full, TreeEntry old, GitRepository? repository)
    {
        if (WorkFile.Read(folder, path, long.MaxValue, out _) is { } there && FileDigester.Of(there) == old.Content)
        {
            return true;
        }

        // The parent is a folder of the tree, or there is nothing to write into.
        int slash = path.LastIndexOf('/');
        bool hasParent = slash < 0 || WorkFile.Look(folder, path[..slash]) is { Facts.Kind: TreeEntryKind.Folder };
        if (!hasParent || repository?.ReadBlob(old.Content.GitId) is not { } content || FileDigester.Of(content) != old.Content)
        {
            return false;
        }

        string fresh = full + ".proofs-" + Path.GetRandomFileName();
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = (UnixFileMode)(old.Mode & 0x1FF);
        }

        using (FileStream stream = new(fresh, options))
        {
            stream.Write(content);
        }

        File.Move(fresh, full, overwrite: true);
        return true;
    }
}
