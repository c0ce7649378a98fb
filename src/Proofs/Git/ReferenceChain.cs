namespace Proofs.Git;

/// <summary>
/// Looks at the files that a reference leads through before libgit2 follows it, because git reads some of them differently: a symbolic link in
/// a reference's place is a symbolic reference to git and a file to libgit2, and a linked work tree has references of its own, which libgit2
/// looks for among the common ones (gitrepository-layout, refs).
/// </summary>
internal static class ReferenceChain
{
    /// <summary>git follows no more either (refs.h, SYMREF_MAXDEPTH).</summary>
    private const int Longest = 5;

    private const string Key = "ref:";

    /// <summary>Makes sure that git and libgit2 read a reference alike.</summary>
    /// <param name="layout">Where the parts of the repository lie.</param>
    /// <param name="name">The full name, a valid one.</param>
    /// <exception cref="IOException">They do not, or it cannot be told.</exception>
    internal static void Check(GitLayout layout, string name)
    {
        for (int step = 0; step <= Longest; step++)
        {
            if (layout.GitFolder != layout.CommonFolder && IsOfOneWorkTree(name))
            {
                throw new IOException($"{name} belongs to a linked work tree, and libgit2 would read the main one's");
            }

            string folder = name is "HEAD" ? layout.GitFolder : layout.CommonFolder;
            RefuseLinks(folder, name);
            string file = Path.Combine(folder, name);
            // Without a file of its own it is packed, and a packed one is no link and leads nowhere else.
            if (!File.Exists(file) || !GitLayout.ReadSmall(file).StartsWith(Key, StringComparison.Ordinal))
            {
                return;
            }

            name = GitLayout.ReadSmall(file)[Key.Length..].Trim();
            if (!name.StartsWith("refs/", StringComparison.Ordinal) || name.Split('/').Contains("..", StringComparer.Ordinal))
            {
                throw new IOException($"{file} leads out of the references");
            }
        }
    }

    private static bool IsOfOneWorkTree(string name) => Array.Exists(["refs/worktree/", "refs/bisect/", "refs/rewritten/"], prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private static void RefuseLinks(string folder, string name)
    {
        string at = folder;
        foreach (string part in name.Split('/'))
        {
            at = Path.Combine(at, part);
            if (new FileInfo(at).LinkTarget is not null)
            {
                throw new IOException($"{at} is a symbolic link, which git and libgit2 read differently");
            }
        }
    }
}
