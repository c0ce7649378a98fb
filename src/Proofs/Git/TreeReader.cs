using System.Text;

namespace Proofs.Git;

/// <summary>Finds a file in a commit's tree, from raw trees (git's tree.c: <c>mode SP name NUL id</c>).</summary>
internal static class TreeReader
{
    /// <summary>Looks for a file.</summary>
    /// <param name="objects">The repository's objects.</param>
    /// <param name="commitId">The commit whose tree is meant.</param>
    /// <param name="path">Path from the root, parts separated by <c>/</c>.</param>
    internal static TreeLookup Find(ObjectDatabase objects, CommitId commitId, string path)
    {
        CommitId at;
        using (GitObject obj = objects.Read(commitId))
        {
            if (obj.Type != Libgit2.Commit || !RawCommit.TryParse(obj.Bytes, [], out RawCommit commit))
            {
                return new(TreeLookupStatus.Unreadable, default);
            }

            at = commit.Tree;
        }

        string[] parts = path.Split('/');
        for (int i = 0; i < parts.Length; i++)
        {
            using GitObject tree = objects.Read(at);
            if (tree.Type != Libgit2.Tree)
            {
                return new(TreeLookupStatus.Unreadable, default);
            }

            bool isLast = i == parts.Length - 1;
            TreeLookupStatus status = FindEntry(tree.Bytes, Encoding.UTF8.GetBytes(parts[i]), out ReadOnlySpan<byte> mode, out at);
            if (status != TreeLookupStatus.Found)
            {
                return new(status, default);
            }

            // A directory on the way, a regular file at the end; a symlink or a submodule is neither.
            if (!(isLast ? mode.StartsWith("100"u8) : mode.SequenceEqual("40000"u8)))
            {
                return new(TreeLookupStatus.NotAFile, default);
            }
        }

        return new(TreeLookupStatus.Found, at);
    }

    private static TreeLookupStatus FindEntry(ReadOnlySpan<byte> tree, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> mode, out CommitId id)
    {
        mode = default;
        id = default;
        while (!tree.IsEmpty)
        {
            int space = tree.IndexOf((byte)' ');
            int nul = tree.IndexOf((byte)0);
            if (space < 0 || nul < space || tree.Length < nul + 1 + CommitId.Size)
            {
                return TreeLookupStatus.Unreadable;
            }

            if (tree[(space + 1)..nul].SequenceEqual(name))
            {
                mode = tree[..space];
                id = new(tree.Slice(nul + 1, CommitId.Size));
                return TreeLookupStatus.Found;
            }

            tree = tree[(nul + 1 + CommitId.Size)..];
        }

        return TreeLookupStatus.Absent;
    }
}

/// <summary>How a look into a tree ended.</summary>
internal enum TreeLookupStatus
{
    /// <summary>There is such a file.</summary>
    Found,

    /// <summary>There is certainly no such file.</summary>
    Absent,

    /// <summary>Something else than a regular file has that name.</summary>
    NotAFile,

    /// <summary>A tree on the way is not in this clone, so nobody can tell.</summary>
    Unreadable,
}

/// <summary>A look into a tree.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Blob">The file's id when it was found.</param>
internal readonly record struct TreeLookup(TreeLookupStatus Status, CommitId Blob);
