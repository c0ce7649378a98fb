using Proofs.Git.WorkTrees;

namespace Proofs.Runs.Runs.Operations;

/// <summary>The files that differ between two looks at a tree.</summary>
internal static class TreeDifference
{
    /// <summary>Ordered ordinally by path. Folders are nothing by themselves.</summary>
    internal static IEnumerable<FileChange> Of(TreeSnapshot before, TreeSnapshot now)
    {
        (int left, int right) = (0, 0);
        while (left < before.Entries.Count || right < now.Entries.Count)
        {
            TreeEntry? old = left < before.Entries.Count ? before.Entries[left] : null;
            TreeEntry? fresh = right < now.Entries.Count ? now.Entries[right] : null;
            int order = old is null ? 1 : fresh is null ? -1 : string.CompareOrdinal(old.Path, fresh.Path);
            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
            if (Compare(order <= 0 ? old : null, order >= 0 ? fresh : null, before) is { } change)
            {
                yield return change;
            }
        }
    }

    private static FileChange? Compare(TreeEntry? old, TreeEntry? fresh, TreeSnapshot before)
    {
        old = old?.Kind == TreeEntryKind.Folder ? null : old;
        fresh = fresh?.Kind == TreeEntryKind.Folder ? null : fresh;
        if ((old ?? fresh) is not { } either || (old is not null && old.IsSameAs(fresh)))
        {
            // A second name may be given to a file without changing it.
            return old is not null && fresh is { Names: > 1 } && old.Names != fresh.Names && old.Names == 1 && fresh.Kind == TreeEntryKind.File ? Change(ChangeKind.Modified, old, fresh, before) : null;
        }

        return Change(old is null ? ChangeKind.Added : fresh is null ? ChangeKind.Deleted : ChangeKind.Modified, old, fresh, before, either.Path);
    }

    private static FileChange Change(ChangeKind how, TreeEntry? old, TreeEntry? fresh, TreeSnapshot before, string? path = null) => new(path ?? fresh!.Path, fresh?.Marker ?? "deleted", how)
    {
        IsIgnored = before.IsIgnored(path ?? fresh!.Path),
        IsLink = fresh?.Kind == TreeEntryKind.Link,
        IsOdd = fresh is { Kind: TreeEntryKind.Special or TreeEntryKind.Unreadable } || (fresh is { Kind: TreeEntryKind.File, Names: > 1 } && !(old is { Names: > 1 } && old.IsSameInodeAs(fresh))),
    };
}
