using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>What the history keeps of what a turn really changed.</summary>
internal static class ObservedWork
{
    /// <summary>An installation leaves tens of thousands; how many there were stands in the summary.</summary>
    private const int MostIgnored = 200;

    internal static ObservedArtifact Of(TreeFacts tree, IReadOnlySet<string> declared)
    {
        ILookup<bool, FileChange> byOthers = tree.Changes.ToLookup(change => tree.Siblings.ContainsKey(change.Path) && !declared.Contains(change.Path));
        FileChange[] kept = [.. byOthers[false].Where(change => !change.IsIgnored)];
        FileChange[] ignored = [.. byOthers[false].Where(change => change.IsIgnored)];
        int Count(ChangeKind how) => kept.Count(change => change.How == how);
        return new()
        {
            BaselineRef = tree.BaselineRef,
            AcceptedRef = tree.AcceptedRef,
            Head = tree.Head,
            FilesChanged = [.. kept.Select(change => change.Path)],
            FileMarkers = kept.ToDictionary(change => change.Path, change => change.Marker, StringComparer.Ordinal),
            DiffSummary = $"{kept.Length} changed: {Count(ChangeKind.Added)} added, {Count(ChangeKind.Modified)} modified, {Count(ChangeKind.Deleted)} deleted; {ignored.Length} ignored",
            IgnoredFilesChanged = ignored.Length == 0 ? null : [.. ignored.Take(MostIgnored).Select(change => change.Path)],
            AttributedToConcurrentSiblings = byOthers[true].Any() ? [.. byOthers[true].Select(change => change.Path)] : null,
        };
    }
}
