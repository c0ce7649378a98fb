namespace Proofs.Git.WorkTrees;

/// <summary>The files of a commit, from raw trees (git's tree.c).</summary>
internal static class HeadTree
{
    /// <summary>A folder's mode in a tree.</summary>
    internal const int Folder = 0x4000;

    /// <summary>A symbolic link's mode in a tree.</summary>
    internal const int Link = 0xA000;

    /// <summary>Another repository's commit in a tree.</summary>
    internal const int Commit = 0xE000;

    /// <summary>No tree that people work in is nearly as deep.</summary>
    private const int Deepest = 500;

    /// <summary>Every file of a commit below a folder, by path below that folder.</summary>
    /// <param name="objects">The repository's objects.</param>
    /// <param name="head">The commit.</param>
    /// <param name="below">The folder, '/' between the parts; empty for the whole.</param>
    /// <exception cref="IOException">A tree on the way is not in this clone or is malformed.</exception>
    internal static Dictionary<string, HeadFile> Files(ObjectDatabase objects, CommitId head, string below)
    {
        Dictionary<string, HeadFile> files = new(StringComparer.Ordinal);
        CommitId? at = RootOf(objects, head);
        foreach (string part in below.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at = at is { } tree ? Entries(objects, tree).Where(entry => entry.Mode == Folder && TreePath.Of(entry.Name) == part).Select(entry => (CommitId?)entry.Id).FirstOrDefault() : null;
        }

        if (at is { } start)
        {
            Collect(objects, start, string.Empty, 0, files);
        }

        return files;
    }

    /// <summary>The tree of a commit.</summary>
    /// <exception cref="IOException">It is not in this clone or is malformed.</exception>
    internal static CommitId RootOf(ObjectDatabase objects, CommitId commitId)
    {
        using GitObject obj = objects.Read(commitId);
        return obj.Type == Libgit2.Commit && RawCommit.TryParse(obj.Bytes, [], out RawCommit commit) ? commit.Tree : throw new IOException($"the commit {commitId} cannot be read");
    }

    /// <summary>What one tree holds, in its own order.</summary>
    /// <exception cref="IOException">It is not in this clone or is malformed.</exception>
    internal static List<RawEntry> Entries(ObjectDatabase objects, CommitId treeId)
    {
        using GitObject obj = objects.Read(treeId);
        if (obj.Type != Libgit2.Tree)
        {
            throw new IOException($"the tree {treeId} cannot be read");
        }

        List<RawEntry> entries = [];
        ReadOnlySpan<byte> rest = obj.Bytes;
        while (!rest.IsEmpty)
        {
            int space = rest.IndexOf((byte)' ');
            int nul = rest.IndexOf((byte)0);
            if (space is < 1 or > 6 || nul < space || rest.Length < nul + 1 + CommitId.Size)
            {
                throw new IOException($"the tree {treeId} is malformed");
            }

            int mode = 0;
            foreach (byte digit in rest[..space])
            {
                mode = digit is >= (byte)'0' and <= (byte)'7' ? (mode << 3) | (digit - '0') : throw new IOException($"the tree {treeId} is malformed");
            }

            entries.Add(new(mode, rest[(space + 1)..nul].ToArray(), new(rest.Slice(nul + 1, CommitId.Size))));
            rest = rest[(nul + 1 + CommitId.Size)..];
        }

        return entries;
    }

    private static void Collect(ObjectDatabase objects, CommitId tree, string prefix, int depth, Dictionary<string, HeadFile> files)
    {
        if (depth > Deepest)
        {
            throw new IOException($"the tree {tree} is too deep");
        }

        foreach (RawEntry entry in Entries(objects, tree))
        {
            string path = prefix + TreePath.Of(entry.Name);
            if (entry.Mode == Folder)
            {
                Collect(objects, entry.Id, path + "/", depth + 1, files);
            }
            else
            {
                files[path] = new(entry.Mode, entry.Id);
            }
        }
    }
}

/// <summary>A file of a commit.</summary>
/// <param name="Mode">As trees have it.</param>
/// <param name="Id">Its blob; of another repository, its commit.</param>
internal readonly record struct HeadFile(int Mode, CommitId Id);

/// <summary>One line of a tree.</summary>
/// <param name="Mode">As trees have it.</param>
/// <param name="Name">One part of a path, any bytes.</param>
/// <param name="Id">What it names.</param>
internal readonly record struct RawEntry(int Mode, byte[] Name, CommitId Id);
