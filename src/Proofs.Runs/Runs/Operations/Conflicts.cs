using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Turns that were at work at the same time and changed the same files. Source: AgentXchain protocol v7, conflicts.</summary>
internal static class Conflicts
{
    /// <summary>From this many detections on a person has to settle it.</summary>
    private const int Loop = 3;

    /// <summary>Looks for overlap with what was accepted since the turn was assigned; null when there is none.</summary>
    internal static FileConflict? Find(Acceptance acceptance)
    {
        HistoryEntry[] since = [.. acceptance.Facts.History.Where(entry => entry.RunId == acceptance.State.RunId && entry.AcceptedSequence > acceptance.Turn.AssignedSequence && entry.Status != HistoryEntry.Reissued)];
        string[] own = [.. Files(Entries.History(acceptance, isMerged: false, overlap: null))];
        ILookup<string, HistoryEntry> touched = since.SelectMany(entry => Files(entry).Select(file => (file, entry))).ToLookup(pair => pair.file, pair => pair.entry, StringComparer.Ordinal);
        string[] both = [.. own.Where(touched.Contains)];
        if (both.Length == 0)
        {
            return null;
        }

        string[] carriedOn = [.. both.Where(file => IsForward(acceptance, file, touched[file]))];
        string[] conflicting = [.. both.Except(carriedOn, StringComparer.Ordinal)];
        double ratio = (double)conflicting.Length / own.Length;
        return new()
        {
            ConflictingTurn = acceptance.Turn.TurnId,
            AcceptedSince = [.. since.Select(entry => entry.TurnId)],
            ConflictingFiles = conflicting,
            NonConflictingFiles = [.. own.Except(both, StringComparer.Ordinal)],
            ForwardRevisionFiles = carriedOn,
            ForwardRevisionTurns = [.. carriedOn.SelectMany(file => touched[file]).Select(entry => entry.TurnId).Distinct(StringComparer.Ordinal)],
            OverlapRatio = ratio,
            SuggestedResolution = ratio < 0.5 ? "reject_and_reassign" : "human_merge",
        };
    }

    /// <summary>Refuses the turn, and keeps that it is in conflict.</summary>
    internal static Ruling Record(Acceptance acceptance, FileConflict conflict, ValidationResult validation)
    {
        Turn turn = acceptance.Turn with { Status = TurnStatus.Conflicted, ConflictState = conflict, ConflictCount = acceptance.Turn.ConflictCount + 1 };
        acceptance.State = acceptance.State.With(turn);
        acceptance.Events.Add(acceptance.State.Event(EventTypes.TurnConflicted, acceptance.Facts.Now, turn, new JsonObject { ["conflicting_files"] = new JsonArray([.. conflict.ConflictingFiles.Select(file => JsonValue.Create(file))]), ["detection"] = turn.ConflictCount }));
        if (turn.ConflictCount >= Loop)
        {
            acceptance.Block($"human:conflict_loop:{turn.TurnId}", "conflict_loop", new() { TypedReason = "conflict_loop", Owner = "human", RecoveryAction = "Merge the turn's work by hand, reactivate the run and accept the turn as merged.", TurnRetained = true });
        }

        string files = string.Join(", ", conflict.ConflictingFiles);
        return Ruling.RefuseAndRecord(
            new(RunCodes.Conflict, $"Turns accepted since {turn.TurnId} began changed the same files: {files}.") { Path = conflict.ConflictingFiles[0], Referenced = conflict.AcceptedSince[0] },
            new(acceptance.State)
            {
                Events = acceptance.Events,
                Governance = [acceptance.State.Record(acceptance.Facts.Now, turn) with { Decision = "conflict_detected", Conflict = conflict }],
                Validation = validation,
            });
    }

    /// <summary>A role may carry on what it itself did meanwhile, when the file was never another's; planning's first role may with every plan.</summary>
    private static bool IsForward(Acceptance acceptance, string file, IEnumerable<HistoryEntry> entries)
    {
        bool isPlanner = acceptance.Configuration.FindPhase("planning")?.EntryRole == acceptance.Turn.AssignedRole;
        bool isOwn = acceptance.Facts.History.Where(entry => entry.RunId == acceptance.State.RunId && Files(entry).Contains(file, StringComparer.Ordinal)).All(entry => entry.Role == acceptance.Turn.AssignedRole);
        return entries.All(entry => entry.Role == acceptance.Turn.AssignedRole) && (isOwn || (isPlanner && file.StartsWith(".planning/", StringComparison.Ordinal)));
    }

    /// <summary>What was seen to change and what was said to; either may be incomplete.</summary>
    private static IEnumerable<string> Files(HistoryEntry entry) =>
        (entry.ObservedArtifact?.FilesChanged ?? []).Concat(entry.FilesChanged).Concat(entry.ArtifactsCreated).Concat(entry.ProposedFiles ?? []).Concat((entry.Verification?.ProducedFiles ?? []).Where(file => file.Disposition != "ignore").Select(file => file.Path)).Distinct(StringComparer.Ordinal);
}
