using System.Globalization;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Exports;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Reports;

/// <summary>What a report tells, picked out of the records.</summary>
internal sealed record ReportFacts(RecordedRun Run)
{
    internal IReadOnlyList<ReportPhase> Phases { get; private init; } = [];

    internal IReadOnlyList<ReportTurn> Turns { get; private init; } = [];

    internal IReadOnlyList<ReportRejection> Rejections { get; private init; } = [];

    internal IReadOnlyList<ReportApproval> Approvals { get; private init; } = [];

    /// <summary>What is known to be spent, in US dollars.</summary>
    internal decimal KnownUsd => Run.State.BudgetStatus?.SpentUsd ?? 0;

    /// <summary>How many attempts cost nobody knows how much.</summary>
    internal int UnknownAttempts => Run.State.BudgetStatus?.UnknownCostAttempts ?? 0;

    internal static ReportFacts Of(RecordedRun run)
    {
        RunEvent[] rejected = [.. run.Events.Where(happened => happened.EventType == EventTypes.TurnRejected)];
        Dictionary<string, string?> commits = run.Governance.Where(line => line.Decision == GovernanceLines.Checkpointed && line.TurnId is not null).GroupBy(line => line.TurnId!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Commit, StringComparer.Ordinal);
        return new(run)
        {
            Phases = [.. run.Configuration.Routing.Select((phase, at) => PhaseOf(run, phase, at))],
            Turns = [.. run.Accepted.Select(entry => new ReportTurn(entry, 1 + rejected.Count(happened => happened.Turn?.TurnId == entry.TurnId)) { Commit = commits.GetValueOrDefault(entry.TurnId), IsUnmetered = entry.Cost?.Usd is null && run.Configuration.Runtimes.GetValueOrDefault(entry.RuntimeId ?? string.Empty)?.Type == "manual" })],
            Rejections = [.. rejected.Select(happened => new ReportRejection(happened.Turn?.TurnId, happened.Turn?.RoleId, (int)(ExportFile.Number(happened.Payload["attempt"]) ?? 0), ExportFile.Word(happened.Payload["failed_stage"]), ExportFile.Word(happened.Payload["reason"]), ExportFile.Word((happened.Payload["dispatch"] as JsonObject)?["evidence_grade"])))],
            Approvals = [.. run.Governance.Select(ApprovalOf).OfType<ReportApproval>()],
        };
    }

    /// <summary>Dollars; every digit that is there, and at least cents.</summary>
    internal static string Usd(decimal usd) => "$" + usd.ToString("0.00##########################", CultureInfo.InvariantCulture);

    private static ReportPhase PhaseOf(RecordedRun run, Phase phase, int at)
    {
        int now = run.Configuration.Routing.TakeWhile(each => each.Name != run.State.Phase).Count();
        string status = run.State.Status is RunStatus.Completed || at < now ? "done" : at == now ? Word.Of(run.State.Status) : "open";
        return new(phase.Name, status, phase.ExitGate, phase.ExitGate is { } gate ? run.State.PhaseGateStatus.GetValueOrDefault(gate) ?? "pending" : null);
    }

    private static ReportApproval? ApprovalOf(LedgerRecord line) => line switch
    {
        { Decision: "gate_approved" } => new(line.Timestamp, line.GateId, line.Action == "person" ? "a person" : "automatic, nobody looked", null),
        { Type: "approval_policy" } => new(line.Timestamp, line.GateId, line.Action == "auto_approve" ? "the project's policy, nobody looked" : "left to a person by the project's policy", line.Reasons?.FirstOrDefault()),
        { Decision: "terms_adopted" } => new(line.Timestamp, null, "changed terms adopted", $"{line.Action}: {string.Join(' ', line.Reasons ?? [])}"),
        { Decision: "escalation_resolved" } => new(line.Timestamp, null, "escalation resolved", string.Join(' ', line.Reasons ?? [])),
        _ => null,
    };
}

/// <summary>A phase.</summary>
internal sealed record ReportPhase(string Name, string Status, string? Gate, string? GateStatus);

/// <summary>An accepted turn.</summary>
internal sealed record ReportTurn(HistoryEntry Entry, int Attempts)
{
    /// <summary>The commit that holds what it changed, or null.</summary>
    internal string? Commit { get; init; }

    /// <summary>Whether a person did it, whom nobody pays by the token.</summary>
    internal bool IsUnmetered { get; init; }

    internal string Cost => Entry.Cost?.Usd is { } usd ? ReportFacts.Usd(usd) : IsUnmetered ? "not metered" : "unknown";

    /// <summary>The files that were seen to differ; what the turn only says where nobody could look.</summary>
    internal IReadOnlyList<string> Files => Entry.ObservedArtifact?.FilesChanged ?? Entry.FilesChanged;

    /// <summary>Whether somebody looked at the files, or only the turn names them.</summary>
    internal bool AreObserved => Entry.ObservedArtifact is not null;
}

/// <summary>An attempt that was not taken.</summary>
internal sealed record ReportRejection(string? TurnId, string? Role, int Attempt, string? Stage, string? Reason, string? Grade);

/// <summary>A gate that was passed, or changed terms that were let pass, and by whom.</summary>
internal sealed record ReportApproval(DateTimeOffset At, string? Gate, string By, string? Why);
