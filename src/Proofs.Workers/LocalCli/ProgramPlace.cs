namespace Proofs.Workers.LocalCli;

/// <summary>Whether a program may have come with a repository. Names on PATH are the operator's; everything that a configuration can point at is looked up as the kernel will.</summary>
internal static class ProgramPlace
{
    /// <summary>Like the kernel: more links in one path lead nowhere.</summary>
    private const int MostLinks = 40;

    /// <summary>Whether a repository could have brought the program along.</summary>
    /// <param name="named">What the command names.</param>
    /// <param name="file">What is started, absolute, its parts as they were written.</param>
    /// <param name="root">The project.</param>
    internal static bool IsForeign(string named, string file, string root)
    {
        // A path that is seen from the project names what came with it, or beside it: a program that was installed has a name or an absolute path.
        if (named.Contains('/', StringComparison.Ordinal) && !named.StartsWith('/'))
        {
            return true;
        }

        // A path that cannot be followed here may lead the program's own process into the project.
        return Resolve(file) is not { } real || Resolve(root) is not { } folder || IsBelow(real, folder) || IsBelow(real, WorkTree(folder));
    }

    /// <summary>A path without links; null when it goes in circles or through /proc, where each process finds something else.</summary>
    private static string? Resolve(string path)
    {
        Stack<string> left = new(Parts(path));
        string at = "/";
        int links = 0;
        while (left.TryPop(out string? part))
        {
            if (part == "..")
            {
                at = Path.GetDirectoryName(at) ?? "/";
                continue;
            }

            at = Path.Combine(at, part);
            if (at == "/proc")
            {
                return null;
            }

            if (new FileInfo(at).LinkTarget is not { } target)
            {
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            at = target.StartsWith('/') ? "/" : Path.GetDirectoryName(at)!;
            foreach (string each in Parts(target))
            {
                left.Push(each);
            }
        }

        return at;
    }

    /// <summary>The repository that a folder is in, of which the project may be a part; the folder itself when there is none.</summary>
    private static string WorkTree(string folder)
    {
        for (string? at = folder; at is not null and not "/"; at = Path.GetDirectoryName(at))
        {
            if (Path.Exists(Path.Combine(at, ".git")))
            {
                return at;
            }
        }

        return folder;
    }

    /// <summary>The last one first.</summary>
    private static IEnumerable<string> Parts(string path) => path.Split('/').Where(part => part is not ("" or ".")).Reverse();

    private static bool IsBelow(string file, string folder) => file.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
}
