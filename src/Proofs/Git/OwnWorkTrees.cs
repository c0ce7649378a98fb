using System.Text;
using Proofs.Git.WorkTrees;

namespace Proofs.Git;

/// <summary>
/// Which work trees of a repository a file lies in, however the repository was opened: its git folder and each of its linked work trees name the same
/// one. Source: gitrepository-layout(5), git-worktree(1).
/// </summary>
internal static class OwnWorkTrees
{
    /// <summary>ENOTDIR: a file stands where a folder would have to.</summary>
    private const int NoFolder = 20;

    /// <summary>Looks at every folder above a file.</summary>
    /// <param name="layout">The repository's.</param>
    /// <param name="path">The file; no link may be on the way to it.</param>
    internal static Surrounding Around(GitLayout layout, string path)
    {
        List<string> paths = [];
        bool isInGitFolder = false;
        bool isOpen = !GitLayout.IsExact(path);
        for (string? at = Path.GetDirectoryName(path); at is not null; at = Path.GetDirectoryName(at))
        {
            try
            {
                isInGitFolder |= IsSame(at, layout.CommonFolder) || IsSame(at, layout.GitFolder);
                if (CommonFolder(Path.Combine(at, ".git")) is { } found && IsSame(found, layout.CommonFolder))
                {
                    paths.Add(Path.GetRelativePath(at, path));
                }
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                // A .git that cannot be followed may lead to this repository.
                isOpen = true;
            }
        }

        return new(paths, isInGitFolder, isOpen);
    }

    /// <summary>The common folder that a <c>.git</c> leads to, or null when there is none of that name or it is no repository's.</summary>
    /// <exception cref="IOException">It cannot be told.</exception>
    private static string? CommonFolder(string dotGit)
    {
        if (Stat(dotGit) is null)
        {
            return null;
        }

        string real = GitLayout.Resolve(dotGit);
        string folder = Stat(real)?.Kind switch
        {
            TreeEntryKind.Folder => real,
            TreeEntryKind.File => GitLayout.Resolve(GitLayout.ReadLink(dotGit) ?? throw new IOException($"{dotGit} names no git folder")),
            _ => throw new IOException($"{dotGit} is neither a file nor a folder"),
        };

        // Looked at before it is read, because nobody waits for a pipe.
        string link = Path.Combine(folder, "commondir");
        return Stat(link) is not null && Stat(GitLayout.Resolve(link))?.Kind != TreeEntryKind.File
            ? throw new IOException($"{link} is no file")
            : GitLayout.Of(folder).CommonFolder;
    }

    /// <summary>What a path names, links at its end not followed; null when there is nothing.</summary>
    /// <exception cref="IOException">It cannot be told.</exception>
    private static FileFacts? Stat(string path) => PosixFiles.Stat(PosixFiles.CurrentFolder, Encoding.UTF8.GetBytes(path + "\0"), out FileFacts facts) switch
    {
        0 => facts,
        PosixFiles.Missing or NoFolder => null,
        int error => throw new IOException($"{path} cannot be looked at (error {error})"),
    };

    /// <summary>By device and inode, because a folder that is mounted twice has two paths.</summary>
    private static bool IsSame(string one, string other) => Stat(GitLayout.Resolve(one)) is { } first && Stat(GitLayout.Resolve(other)) is { } second
        ? first.Device == second.Device && first.Inode == second.Inode
        : throw new IOException($"{one} or {other} is gone");
}

/// <summary>What of a repository lies around a file.</summary>
/// <param name="Paths">The file's path in each work tree that it lies in.</param>
/// <param name="IsInGitFolder">Whether it lies in the git folder.</param>
/// <param name="IsOpen">Whether there may be more, because a <c>.git</c> cannot be followed.</param>
internal sealed record Surrounding(IReadOnlyList<string> Paths, bool IsInGitFolder, bool IsOpen);
