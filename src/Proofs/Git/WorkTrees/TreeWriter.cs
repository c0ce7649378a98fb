using System.Text;

namespace Proofs.Git.WorkTrees;

/// <summary>Writes the tree of a commit anew with some files changed; all else in it keeps its bytes. Source: git's tree.c (base_name_compare).</summary>
internal static class TreeWriter
{
    /// <summary>Changes files of a tree.</summary>
    /// <param name="objects">Where the trees are.</param>
    /// <param name="tree">The tree, or null for one that is not there yet.</param>
    /// <param name="files">By path below it: what it is to be, or null to take it away.</param>
    /// <returns>The new tree, or null when nothing is left in it.</returns>
    /// <exception cref="IOException">A tree cannot be read or written.</exception>
    internal static CommitId? Write(ObjectDatabase objects, CommitId? tree, IReadOnlyDictionary<string, HeadFile?> files)
    {
        Dictionary<string, RawEntry> entries = new(StringComparer.Ordinal);
        foreach (RawEntry entry in tree is { } known ? HeadTree.Entries(objects, known) : [])
        {
            entries.TryAdd(Key(entry.Name), entry);
        }

        foreach (IGrouping<string, KeyValuePair<string, HeadFile?>> group in files.GroupBy(file => file.Key.Split('/')[0], StringComparer.Ordinal))
        {
            byte[] name = Encoding.UTF8.GetBytes(group.Key);
            string key = Key(name);
            RawEntry? old = entries.TryGetValue(key, out RawEntry there) ? there : null;
            HeadFile? itself = group.FirstOrDefault(file => file.Key == group.Key).Value;
            Dictionary<string, HeadFile?> below = group.Where(file => file.Key != group.Key).ToDictionary(file => file.Key[(group.Key.Length + 1)..], file => file.Value, StringComparer.Ordinal);
            CommitId? oldFolder = old is { Mode: HeadTree.Folder } folder ? folder.Id : null;
            CommitId? inside = below.Count > 0 ? Write(objects, oldFolder, below) : oldFolder;
            bool isTold = group.Any(file => file.Key == group.Key);
            if (itself is { } file)
            {
                entries[key] = new(file.Mode, name, file.Id);
            }
            else if (inside is { } filled && (below.Count > 0 || oldFolder is not null))
            {
                entries[key] = new(HeadTree.Folder, name, filled);
            }
            else if (isTold || oldFolder is not null)
            {
                entries.Remove(key);
            }
        }

        return entries.Count == 0 ? null : objects.Write(Serialize(entries.Values), Libgit2.Tree);
    }

    private static string Key(ReadOnlySpan<byte> name) => Encoding.Latin1.GetString(name);

    private static byte[] Serialize(IEnumerable<RawEntry> entries)
    {
        using MemoryStream stream = new();
        Span<byte> id = stackalloc byte[CommitId.Size];
        foreach (RawEntry entry in entries.OrderBy(SortName, StringComparer.Ordinal))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToString(entry.Mode, 8) + " "));
            stream.Write(entry.Name);
            stream.WriteByte(0);
            entry.Id.CopyTo(id);
            stream.Write(id);
        }

        return stream.ToArray();
    }

    /// <summary>Folders sort as if a slash stood behind their names.</summary>
    private static string SortName(RawEntry entry) => Key(entry.Name) + (entry.Mode == HeadTree.Folder ? "/" : string.Empty);
}
