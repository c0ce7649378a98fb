using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Storage;

/// <summary>What a change does to the records, as bytes.</summary>
internal static class Effects
{
    /// <summary>The records' effects; the state comes last, so that it never tells of what is not there.</summary>
    internal static IReadOnlyList<FileEffect> Of(RecordSet before, Change change)
    {
        FileEffect Append(string path, byte[] lines) => new(path, before.Bytes(path)?.Length ?? 0, lines);
        FileEffect[] all =
        [
            Append(RunPaths.History, JsonLines.Write(change.History, ProtocolJson.Line.HistoryEntry)),
            Append(RunPaths.Ledger, [.. JsonLines.Write(change.Decisions, ProtocolJson.Line.LedgerDecision), .. JsonLines.Write(change.Governance, ProtocolJson.Line.LedgerRecord)]),
            .. change.RepoDecisions is { } lasting ? [new FileEffect(RunPaths.RepoDecisions, At: null, JsonLines.Write(lasting, ProtocolJson.Line.RepoDecision))] : Array.Empty<FileEffect>(),
            .. change.Files.Select(file => new FileEffect(file.Path, At: null, file.Content.ToArray())),
            Append(RunPaths.Events, JsonLines.Write(change.Events.Select(happened => happened with { EventId = RunIds.Event() }), ProtocolJson.Line.RunEvent)),
        ];
        return [.. all.Where(effect => effect.At is null || effect.Bytes.Length > 0), new(RunPaths.State, At: null, StateFile.Write(change.State))];
    }

    /// <summary>The note of a change, in the protocol's form.</summary>
    internal static PreparedTransaction Transaction(RunState before, Decided decided)
    {
        PreparedTransaction transaction = new()
        {
            TransactionId = RunIds.Transaction(),
            Kind = decided.Kind,
            RunId = decided.Change.State.RunId,
            Phase = before.Phase,
            PreparedAt = decided.Facts.Now,
        };
        return decided is { Command: AcceptTurn, Change.History: [var entry] }
            ? transaction with { TurnId = entry.TurnId, AcceptedSequence = entry.AcceptedSequence, HistoryEntry = entry, LedgerEntries = decided.Change.Decisions, NextState = decided.Change.State }
            : transaction;
    }
}
