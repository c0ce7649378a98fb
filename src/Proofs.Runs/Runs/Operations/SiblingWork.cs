using Proofs.Git.WorkTrees;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>
/// Whose a change is when several turns are at work. What a turn accepted since left as it is now is that turn's. Of the rest, what a turn still
/// at work lists, or could have made and has not denied, is put down to it: it has to list it when its turn comes, or is refused then.
/// </summary>
internal static class SiblingWork
{
    internal static IReadOnlyDictionary<string, string> Attribute(IReadOnlyList<FileChange> changes, Turn turn, ObservedBeside beside)
    {
        HistoryEntry[] since = [.. beside.History.Where(entry => entry.RunId == turn.RunId && entry.AcceptedSequence > turn.AssignedSequence && entry.TurnId != turn.TurnId && entry.Status != HistoryEntry.Reissued)];
        SortedDictionary<string, string> attributed = new(StringComparer.Ordinal);
        foreach (FileChange change in changes)
        {
            if ((Accepted(since, change) ?? beside.Siblings.FirstOrDefault(sibling => MayHave(sibling, change))?.TurnId) is { } other)
            {
                attributed.Add(change.Path, other);
            }
        }

        return attributed;
    }

    private static string? Accepted(HistoryEntry[] since, FileChange change) =>
        since.LastOrDefault(entry => entry.ObservedArtifact?.FileMarkers.GetValueOrDefault(change.Path) is { } marker && marker == change.Marker)?.TurnId;

    private static bool MayHave(SiblingTurn sibling, FileChange change) =>
        IsAllowed(sibling.Authority, change.Path)
        && sibling.Before is { } before && (before.Find(change.Path)?.Marker ?? "deleted") != change.Marker
        && sibling.Declared?.Contains(change.Path) is not false;

    private static bool IsAllowed(WriteAuthority authority, string path) =>
        authority is WriteAuthority.Authoritative || (authority is WriteAuthority.ReviewOnly && ProjectPath.IsForReviewers(path));
}
