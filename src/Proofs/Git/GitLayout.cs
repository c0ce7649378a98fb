namespace Proofs.Git;

/// <summary>Where the parts of a repository lie (gitrepository-layout).</summary>
/// <param name="GitFolder">The git folder; of a linked work tree, its own.</param>
/// <param name="CommonFolder">The git folder that holds objects and branches; the same unless the work tree is linked.</param>
internal sealed record GitLayout(string GitFolder, string CommonFolder)
{
    /// <summary>Where the objects lie.</summary>
    internal string ObjectsFolder => Path.Combine(CommonFolder, "objects");

    /// <summary>The layout of a git folder.</summary>
    internal static GitLayout Of(string gitFolder)
    {
        string own = Path.TrimEndingDirectorySeparator(gitFolder);
        string common = Path.Combine(own, "commondir");
        return new(own, File.Exists(common) ? Path.GetFullPath(File.ReadAllText(common).TrimEnd('\n', '\r'), own) : own);
    }

    /// <summary>A path with every symbolic link on the way replaced by what it names.</summary>
    internal static string Resolve(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string? parent = Path.GetDirectoryName(full);
        if (parent is null)
        {
            return full;
        }

        string inRealParent = Path.Combine(Resolve(parent), Path.GetFileName(full));
        return new DirectoryInfo(inRealParent).ResolveLinkTarget(returnFinalTarget: true) is { } target ? Resolve(target.FullName) : inRealParent;
    }

    /// <summary>What a <c>.git</c> file points to (<c>gitdir: PATH</c>), or null.</summary>
    internal static string? ReadLink(string dotGitFile)
    {
        const string Key = "gitdir: ";
        if (!File.Exists(dotGitFile))
        {
            return null;
        }

        string text = File.ReadAllText(dotGitFile);
        return text.StartsWith(Key, StringComparison.Ordinal)
            ? Path.GetFullPath(text[Key.Length..].TrimEnd('\n', '\r'), Path.GetDirectoryName(dotGitFile)!)
            : null;
    }

    /// <summary>The first of the files read at opening that this user cannot read.</summary>
    internal string? FirstUnreadable()
    {
        string[] files =
        [
            Path.Combine(GitFolder, "HEAD"), Path.Combine(GitFolder, "commondir"), Path.Combine(GitFolder, "config.worktree"),
            .. new[] { "config", "packed-refs", "shallow", "info/grafts", "objects/info/alternates" }.Select(name => Path.Combine(CommonFolder, name)),
        ];
        return Array.Find(files, file => Path.Exists(file) && !CanRead(file));
    }

    private static bool CanRead(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            // The answer to the question; a folder in a file's place gives it too.
            return false;
        }
    }
}
