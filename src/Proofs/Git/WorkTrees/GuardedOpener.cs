using System.Text;

namespace Proofs.Git.WorkTrees;

/// <summary>Opens the repository of a work tree that a worker had to itself.</summary>
internal static class GuardedOpener
{
    private static readonly string[] ReadAtOpening = ["HEAD", "config", "config.worktree", "commondir", "packed-refs", "shallow", "info/grafts", "objects/info/alternates"];

    /// <summary>Opens it.</summary>
    /// <exception cref="IOException">A pipe or the like stands where git has a file: whoever opens it waits for somebody at the other end.</exception>
    internal static RepositoryOpening Open(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            string git = Path.Combine(at.FullName, ".git");
            if (Path.Exists(git))
            {
                Check(git);
                string real = GitLayout.ReadLink(git) ?? git;
                foreach (string name in ReadAtOpening)
                {
                    Check(Path.Combine(real, name));
                }

                break;
            }
        }

        return RepositoryOpener.Open(folder, CancellationToken.None);
    }

    private static void Check(string path)
    {
        string final = new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;
        if (PosixFiles.Stat(PosixFiles.CurrentFolder, Encoding.UTF8.GetBytes(final + "\0"), out FileFacts facts) == 0 && facts.Kind == TreeEntryKind.Special)
        {
            throw new IOException($"{path} is no file");
        }
    }
}
