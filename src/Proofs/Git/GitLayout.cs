using System.Text;

namespace Proofs.Git;

/// <summary>Where the parts of a repository lie (gitrepository-layout).</summary>
/// <param name="GitFolder">The git folder; of a linked work tree, its own.</param>
/// <param name="CommonFolder">The git folder that holds objects and branches; the same unless the work tree is linked.</param>
internal sealed record GitLayout(string GitFolder, string CommonFolder)
{
    /// <summary>In bytes; a million references take 70 MB.</summary>
    internal const long LargestFile = 256L << 20;

    /// <summary>Where the objects lie.</summary>
    internal string ObjectsFolder => Path.Combine(CommonFolder, "objects");

    /// <summary>The layout of a git folder.</summary>
    internal static GitLayout Of(string gitFolder)
    {
        string own = Path.TrimEndingDirectorySeparator(gitFolder);
        string common = Path.Combine(own, "commondir");
        if (!File.Exists(common))
        {
            return new(own, own);
        }

        string text = ReadSmall(common).TrimEnd('\n', '\r');
        return text.TrimEnd() == text
            ? new(own, Path.GetFullPath(text, own))
            : throw new IOException($"{common} ends in blanks, which git and libgit2 read differently");
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

        string text = ReadSmall(dotGitFile);
        return text.StartsWith(Key, StringComparison.Ordinal)
            ? Path.GetFullPath(text[Key.Length..].TrimEnd('\n', '\r'), Path.GetDirectoryName(dotGitFile)!)
            : null;
    }

    /// <summary>The files that are read at opening, if they are there.</summary>
    private string[] ReadAtOpening =>
    [
        Path.Combine(GitFolder, "HEAD"), Path.Combine(GitFolder, "commondir"), Path.Combine(GitFolder, "config.worktree"),
        .. new[] { "config", "packed-refs", "shallow", "info/grafts", "objects/info/alternates" }.Select(name => Path.Combine(CommonFolder, name)),
    ];

    /// <summary>The first of the files read at opening that this user cannot read.</summary>
    internal string? FirstUnreadable() => Array.Find(ReadAtOpening, file => Path.Exists(file) && !CanRead(file));

    /// <summary>The first of the files read at opening that is larger than any repository's; libgit2 would take it whole into memory.</summary>
    internal string? FirstTooLarge() => Array.Find(ReadAtOpening, file => new FileInfo(file) is { Exists: true, Length: > LargestFile });

    /// <summary>Reads a file that holds one line.</summary>
    /// <exception cref="IOException">It holds more than any path, or what can be in none that is understood here.</exception>
    internal static string ReadSmall(string path)
    {
        byte[] bytes = new byte[8192];
        using FileStream stream = File.OpenRead(path);
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        string text = length < bytes.Length ? Encoding.UTF8.GetString(bytes, 0, length) : throw new IOException($"{path} holds more than one line can");
        return IsExact(text) && !text.Contains('\0', StringComparison.Ordinal) ? text : throw new IOException($"{path} holds bytes that are no valid UTF-8, or a NUL");
    }

    /// <summary>Whether a path's text surely stands for its bytes: .NET puts U+FFFD where bytes are no UTF-8, and then names another path.</summary>
    internal static bool IsExact(string path) => !path.Contains('\uFFFD', StringComparison.Ordinal);

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
