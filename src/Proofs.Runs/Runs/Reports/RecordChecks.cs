using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Reports;

/// <summary>Whether the records of a run agree with each other. Only runs that began while their journal was kept are held to it.</summary>
internal static class RecordChecks
{
    internal static IReadOnlyList<Problem> Of(RecordedRun run) => run.State.RunId is not { } id || !run.BegunHere.Contains(id)
        ? []
        : [.. Sequences(run), .. Decisions(run), .. Events(run)];

    private static IEnumerable<Problem> Sequences(RecordedRun run)
    {
        HistoryEntry[] turns = [.. run.Accepted];
        for (int at = 0; at < turns.Length; at++)
        {
            if (turns[at].AcceptedSequence != at + 1)
            {
                yield return Wrong($"The history has turn {turns[at].TurnId} as number {turns[at].AcceptedSequence} where number {at + 1} belongs.", RunPaths.History);
            }
        }

        if (run.State.AcceptedSequence != turns.Length)
        {
            yield return Wrong($"The state counts {run.State.AcceptedSequence} accepted turns and the history {turns.Length}.", RunPaths.State);
        }

        foreach (IGrouping<string, HistoryEntry> twice in turns.GroupBy(turn => turn.TurnId, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return Wrong($"The history has turn {twice.Key} {twice.Count()} times.", RunPaths.History);
        }
    }

    private static IEnumerable<Problem> Decisions(RecordedRun run)
    {
        HashSet<string> made = run.Accepted.SelectMany(turn => turn.Decisions.Select(decision => $"{turn.TurnId}/{decision.Id}")).ToHashSet(StringComparer.Ordinal);
        HashSet<string> kept = run.Decisions.Select(line => $"{line.TurnId}/{line.Id}").ToHashSet(StringComparer.Ordinal);
        return made.Except(kept, StringComparer.Ordinal).Select(missing => Wrong($"The decision {missing} is in the history and not in the ledger.", RunPaths.Ledger))
            .Concat(kept.Except(made, StringComparer.Ordinal).Select(foreign => Wrong($"The decision {foreign} is in the ledger and not in the history.", RunPaths.Ledger)));
    }

    private static IEnumerable<Problem> Events(RecordedRun run)
    {
        string[] told = [.. run.Events.Where(happened => happened.EventType == EventTypes.TurnAccepted).Select(happened => happened.Turn?.TurnId).OfType<string>()];
        string[] accepted = [.. run.Accepted.Select(turn => turn.TurnId)];

        // Without their times: the clock of a machine may be set back, and the order of the lines is the journal's.
        return EventOrder.Check(run.Events.Select(happened => EventFields.Of(happened) with { Timestamp = DateTimeOffset.UnixEpoch }))
            .Concat(told.SequenceEqual(accepted, StringComparer.Ordinal) ? [] : [Wrong($"The events tell of the acceptance of {told.Length} turns and the history holds {accepted.Length}, or in another order.", RunPaths.Events)]);
    }

    private static Problem Wrong(string message, string path) => new(RunCodes.RecordsInconsistent, message) { Path = path };
}
