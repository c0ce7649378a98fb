using System.Text.Json;

namespace Proofs.Runs.Runs.Records;

/// <summary>What the run's own rules wrote to the ledger and go by later.</summary>
internal static class GovernanceLines
{
    internal const string Proposed = "proposal_recorded";
    internal const string ApplyBegun = "proposal_apply_begun";
    internal const string ApplyUndone = "proposal_apply_undone";
    internal const string Applied = "proposal_applied";
    internal const string Rejected = "proposal_rejected";
    internal const string Checkpointed = "turn_checkpointed";

    private static readonly HashSet<string> Known = new([Proposed, ApplyBegun, ApplyUndone, Applied, Rejected, Checkpointed], StringComparer.Ordinal);

    /// <summary>Those of a run, in the ledger's order; lines of other shapes are left out.</summary>
    internal static IReadOnlyList<LedgerRecord> Of(IEnumerable<LedgerDecision> ledger, string? runId) =>
        [.. ledger.Where(line => line.Id.Length == 0 && line.RunId == runId && runId is not null).Select(Read).OfType<LedgerRecord>()];

    private static LedgerRecord? Read(LedgerDecision line) => Text(line, "decision") is { } decision && Known.Contains(decision)
        ? new()
        {
            Decision = decision,
            RunId = line.RunId,
            TurnId = line.TurnId,
            Role = line.Role,
            Timestamp = line.Unknown?.TryGetValue("timestamp", out JsonElement at) is true && at.ValueKind == JsonValueKind.String && at.TryGetDateTimeOffset(out DateTimeOffset time) ? time : default,
            Action = Text(line, "action"),
            Digest = Text(line, "digest"),
            Commit = Text(line, "commit"),
            Reasons = line.Unknown?.TryGetValue("reasons", out JsonElement reasons) is true && reasons.ValueKind == JsonValueKind.Array ? [.. reasons.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!)] : null,
        }
        : null;

    private static string? Text(LedgerDecision line, string name) => line.Unknown?.TryGetValue(name, out JsonElement value) is true && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
