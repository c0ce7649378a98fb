using System.Text;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Storage;

/// <summary>A run's records on disk: the one place that reads and writes them.</summary>
internal sealed class RunStore(ProjectFolder folder)
{
    /// <summary>Reads a run with everything that decides about it; null when a part of that cannot be read.</summary>
    /// <param name="now">The time of the decision.</param>
    /// <param name="readFile">Reads a text file of the project.</param>
    /// <param name="problem">What cannot be read, or null.</param>
    internal LoadedRun? Load(DateTimeOffset now, Func<string, string?> readFile, out Problem? problem)
    {
        problem = null;
        RunState? state = folder.Read(RunPaths.State) is { } content ? StateFile.Read(content, out problem) : new();
        IReadOnlyList<RepoDecision> lasting = problem is null ? JsonLines.Read(folder.Read(RunPaths.RepoDecisions), ProtocolJson.Default.RepoDecision, RunPaths.RepoDecisions, out problem) : [];
        IReadOnlyList<HistoryEntry> all = problem is null ? JsonLines.Read(folder.Read(RunPaths.History), ProtocolJson.Default.HistoryEntry, RunPaths.History, out problem, Wholeness.Fault) : [];
        IReadOnlyList<LedgerDecision> ledger = problem is null ? JsonLines.Read(folder.Read(RunPaths.Ledger), ProtocolJson.Default.LedgerDecision, RunPaths.Ledger, out problem) : [];
        if (state is null || problem is not null)
        {
            return null;
        }

        // Other runners do not write the run to a turn or a decision; its turn tells.
        HistoryEntry[] history = [.. all.Where(entry => entry.RunId is null || entry.RunId == state.RunId).Select(entry => entry.RunId is null ? entry with { RunId = state.RunId } : entry)];
        HashSet<string> turns = history.Select(entry => entry.TurnId).ToHashSet(StringComparer.Ordinal);
        LedgerDecision[] decisions = [.. ledger.Where(line => line.Id.Length > 0 && (line.RunId is { } run ? run == state.RunId : line.TurnId is { } turn && turns.Contains(turn)))];
        RunFacts facts = new(now)
        {
            History = history,
            DecisionIds = decisions.Select(line => line.Id).ToHashSet(StringComparer.Ordinal),
            ReadFile = readFile,
        };
        return new(Adoption.Of(state, history, lasting), facts, decisions);
    }

    /// <summary>Writes what a command came to: the records first, the state last, so that a state never tells of what is not there.</summary>
    /// <returns>Why nothing was written, or null.</returns>
    internal Problem? Commit(RunState before, Change change)
    {
        if (StateMoves.Check(before, change.State) is { } illegal)
        {
            return illegal;
        }

        // Before the first is changed, so that one that cannot be leaves them all as they were.
        folder.CheckAppendable(RunPaths.History, RunPaths.Ledger, RunPaths.Events);
        folder.Append(RunPaths.History, JsonLines.Write(change.History, ProtocolJson.Line.HistoryEntry));
        folder.Append(RunPaths.Ledger, [.. JsonLines.Write(change.Decisions, ProtocolJson.Line.LedgerDecision), .. JsonLines.Write(change.Governance, ProtocolJson.Line.LedgerRecord)]);
        if (change.RepoDecisions is { } lasting)
        {
            folder.Write(RunPaths.RepoDecisions, JsonLines.Write(lasting, ProtocolJson.Line.RepoDecision));
        }

        folder.Append(RunPaths.Events, JsonLines.Write(change.Events.Select(happened => happened with { EventId = RunIds.Event() }), ProtocolJson.Line.RunEvent));
        folder.Write(RunPaths.State, StateFile.Write(change.State));
        return null;
    }

    /// <summary>Writes what people read beside the records; nothing depends on it, so what cannot be written is only told.</summary>
    internal IReadOnlyList<string> Tell(Change change, string reason, DateTimeOffset now)
    {
        byte[] talk = Encoding.UTF8.GetBytes(string.Concat(change.History.Where(entry => entry.Status != HistoryEntry.Reissued).Select(TalkSection.Write)));
        return
        [
            .. Try(RunPaths.Talk, () => folder.Append(RunPaths.Talk, talk)),
            .. Try(RunPaths.Session, () => folder.Write(RunPaths.Session, SessionFile.Write(change.State, folder.Read(RunPaths.Session), change.History.LastOrDefault()?.Role, reason, now))),
        ];
    }

    /// <summary>Takes the lock that every change needs, or tells that another process has it.</summary>
    internal FileStream? Lock(DateTimeOffset now, out Problem? problem)
    {
        problem = null;
        string path = folder.Full(RunPaths.Lock);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            // The system lets one process have it, and gives it back when that process ends, however it ends.
            FileStream taken = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            taken.SetLength(0);
            taken.Write(Encoding.UTF8.GetBytes($$"""{"owner_pid":{{Environment.ProcessId}},"acquired_at":"{{ProtocolTime.Format(now)}}"}"""));
            taken.Flush();
            return taken;
        }
        catch (IOException held)
        {
            problem = new(RunCodes.LockTimeout, $"Another process changes this run: {held.Message}") { Path = RunPaths.Lock };
            return null;
        }
    }

    private static IReadOnlyList<string> Try(string name, Action write)
    {
        try
        {
            write();
            return [];
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // A worker may have put anything in its place.
            return [$"{name} could not be written: {failed.Message}"];
        }
    }
}
