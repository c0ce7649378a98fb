using Proofs.Git.WorkTrees;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Reports;

namespace Proofs.Runs.Runs.Exports;

/// <summary>Whether the commits that the ledger names hold what was accepted.</summary>
internal static class CheckpointChecks
{
    /// <summary>How many files a message names.</summary>
    private const int MostNames = 5;

    /// <summary>Compares.</summary>
    /// <param name="run">The run.</param>
    /// <param name="read">Looks at files of a commit.</param>
    internal static IEnumerable<EvidenceCheck> Of(RecordedRun run, Func<string, IReadOnlyCollection<string>, CommitFilesReading> read)
    {
        LedgerRecord[] governance = [.. run.Governance];
        bool isAny = false;
        foreach (HistoryEntry turn in run.Accepted)
        {
            int at = Array.FindLastIndex(governance, line => line.Decision == GovernanceLines.Checkpointed && line.TurnId == turn.TurnId);
            if (at >= 0 && governance[at].Commit is { } commit)
            {
                isAny = true;
                yield return Check(turn, commit, Expected(turn, [.. governance.Take(at)], run), read);
            }
        }

        if (!isAny)
        {
            yield return EvidenceCheck.Nothing("commits", "The ledger names no commit of an accepted turn: what was accepted can be compared with nothing.");
        }
    }

    /// <summary>What the commit has to hold: what was seen when the turn was accepted, but for what a turn that was committed before it wrote over.</summary>
    private static Dictionary<string, string> Expected(HistoryEntry turn, IReadOnlyList<LedgerRecord> before, RecordedRun run)
    {
        RunFacts then = new(default) { History = [.. run.Accepted], Governance = before };
        return (turn.ObservedArtifact?.FileMarkers ?? Empty.Of<string>())
            .Where(file => file.Value != CommitFilesReading.Unreadable && TreePath.IsPlain(file.Key) && !CheckpointRule.IsSuperseded(turn, file.Key, then))
            .ToDictionary(file => file.Key, file => file.Value, StringComparer.Ordinal);
    }

    private static EvidenceCheck Check(HistoryEntry turn, string commit, Dictionary<string, string> expected, Func<string, IReadOnlyCollection<string>, CommitFilesReading> read)
    {
        string id = $"commit {turn.TurnId}";
        if (expected.Count == 0)
        {
            return EvidenceCheck.Nothing(id, $"{commit}: nobody saw which files the turn changed, or later turns changed all of them before they were committed.");
        }

        CommitFilesReading found = read(commit, expected.Keys);
        string lookedAt = $"{expected.Count} files of commit {commit}, against the digests of what was accepted";
        if (found.Presence != CommitPresence.Present)
        {
            return EvidenceCheck.Of(id, lookedAt, new Problem(found.Presence is CommitPresence.Absent ? RunCodes.CheckpointDiffers : RunCodes.CheckpointUnreadable, $"Turn {turn.TurnId}: commit {commit} is not there: {found.Message}") { Referenced = commit });
        }

        string[] unreadable = [.. expected.Keys.Where(path => found.Markers[path] == CommitFilesReading.Unreadable)];
        string[] other = [.. expected.Where(file => found.Markers[file.Key] != file.Value).Select(file => file.Key).Except(unreadable, StringComparer.Ordinal)];
        return EvidenceCheck.Of(id, lookedAt,
        [
            .. other.Length == 0 ? [] : new[] { new Problem(RunCodes.CheckpointDiffers, $"Turn {turn.TurnId}: commit {commit} holds something else than was accepted of {Names(other)}.") { Referenced = commit } },
            .. unreadable.Length == 0 ? [] : new[] { new Problem(RunCodes.CheckpointUnreadable, $"Turn {turn.TurnId}: {Names(unreadable)} of commit {commit} cannot be read.") { Referenced = commit } },
        ]);
    }

    private static string Names(string[] paths) => string.Join(", ", paths.Order(StringComparer.Ordinal).Take(MostNames)) + (paths.Length > MostNames ? $" and {paths.Length - MostNames} more" : string.Empty);
}
