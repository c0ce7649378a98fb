using System.Text;

namespace Proofs.Git.WorkTrees;

/// <summary>What in a tree differs from a commit.</summary>
internal static class DirtyFiles
{
    /// <summary>The mark of a file that the commit has and the tree has not.</summary>
    internal const string Deleted = "deleted";

    /// <summary>Larger contents are compared by digest alone, in bytes.</summary>
    private const int Comparable = 32 << 20;

    /// <summary>Looks for differences.</summary>
    /// <param name="root">The tree's folder.</param>
    /// <param name="entries">Everything in it.</param>
    /// <param name="head">The commit's files.</param>
    /// <param name="rules">What the commit does not keep.</param>
    /// <param name="objects">Where the commit's contents are.</param>
    /// <param name="comparesExecution">Whether it counts what may be executed.</param>
    internal static SortedDictionary<string, string> Find(string root, TreeEntry[] entries, Dictionary<string, HeadFile> head, IgnoreRules rules, ObjectDatabase objects, bool comparesExecution)
    {
        SortedDictionary<string, string> dirty = new(StringComparer.Ordinal);
        string[] repositories = [.. head.Where(file => file.Value.Mode == HeadTree.Commit).Select(file => file.Key + "/")];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (TreeEntry entry in entries)
        {
            if (entry.IsTracked)
            {
                seen.Add(entry.Path);
                HeadFile file = head[entry.Path];
                if (file.Mode != HeadTree.Commit && !IsSame(root, entry, file, objects, comparesExecution))
                {
                    dirty.Add(entry.Path, entry.Marker);
                }
            }
            else if (entry.Kind != TreeEntryKind.Folder && entry.Path != ".git" && !Array.Exists(repositories, folder => entry.Path.StartsWith(folder, StringComparison.Ordinal)) && !rules.Matches(entry.Path))
            {
                dirty.Add(entry.Path, entry.Marker);
            }
        }

        foreach (string path in head.Where(file => file.Value.Mode != HeadTree.Commit && !seen.Contains(file.Key)).Select(file => file.Key))
        {
            dirty.Add(path, Deleted);
        }

        return dirty;
    }

    private static bool IsSame(string root, TreeEntry entry, HeadFile file, ObjectDatabase objects, bool comparesExecution)
    {
        if (entry.Kind is not (TreeEntryKind.File or TreeEntryKind.Link))
        {
            return false;
        }

        // A system without links has a file with the link's target in its place.
        if (entry.Content.GitId == file.Id)
        {
            return file.Mode == HeadTree.Link || (entry.Kind == TreeEntryKind.File && (!comparesExecution || ((entry.Mode & 0x40) != 0) == ((file.Mode & 0x40) != 0)));
        }

        return entry.Kind == TreeEntryKind.File && file.Mode != HeadTree.Link && IsCheckedOut(root, entry, file, objects);
    }

    /// <summary>
    /// Whether git made the file from the content on checkout: with other line ends, or by fetching what a pointer names (git-lfs). Decided by the
    /// contents, not by settings, which lie in the tree.
    /// </summary>
    private static bool IsCheckedOut(string root, TreeEntry entry, HeadFile file, ObjectDatabase objects)
    {
        using GitObject blob = objects.Read(file.Id);
        if (blob.Type != Libgit2.Blob || blob.Bytes.Length > Comparable)
        {
            return false;
        }

        if (blob.Bytes.StartsWith("version https://git-lfs.github.com/spec/v1\n"u8))
        {
            string pointer = Encoding.UTF8.GetString(blob.Bytes);
            return pointer.Contains($"\noid sha256:{entry.Content.Sha256}\n", StringComparison.Ordinal) && pointer.Contains($"\nsize {entry.Facts.Size}\n", StringComparison.Ordinal);
        }

        return entry.Facts.Size <= 2L * Comparable && TreePath.IsPlain(entry.Path) && WorkFile.Read(root, entry.Path, 2L * Comparable, out _) is { } content && IsSameText(content, blob.Bytes);
    }

    private static bool IsSameText(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        while (true)
        {
            int same = left.CommonPrefixLength(right);
            left = left[same..];
            right = right[same..];
            if (left.IsEmpty && right.IsEmpty)
            {
                return true;
            }

            if (left.StartsWith("\r\n"u8) && right.StartsWith("\n"u8))
            {
                left = left[1..];
            }
            else if (right.StartsWith("\r\n"u8) && left.StartsWith("\n"u8))
            {
                right = right[1..];
            }
            else
            {
                return false;
            }
        }
    }
}
