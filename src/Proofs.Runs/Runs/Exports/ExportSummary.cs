using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Reports;

namespace Proofs.Runs.Runs.Exports;

/// <summary>What an export says of the run in short; everything in it is counted from the records. Source: AgentXchain protocol v7, export schema 0.3.</summary>
internal static class ExportSummary
{
    internal static JsonObject Of(RecordedRun run, IReadOnlyList<ExportFile> files, int leftOut)
    {
        RunState state = run.State;
        HistoryEntry[] turns = [.. run.Accepted];
        return new()
        {
            ["run_id"] = state.RunId,
            ["status"] = Word.Of(state.Status),
            ["phase"] = state.Phase,
            ["workflow_phase_order"] = List(run.Configuration.Routing.Select(phase => phase.Name)),
            ["project_goal"] = run.Configuration.Project.Goal,
            ["provenance"] = state.Provenance is null ? null : JsonSerializer.SerializeToNode(state.Provenance, ProtocolJson.Default.Provenance),
            ["inherited_context"] = state.InheritedContext is { ValueKind: not JsonValueKind.Undefined } context ? JsonNode.Parse(context.GetRawText()) : null,
            ["active_turn_ids"] = List(state.ActiveTurns.Keys),
            ["history_entries"] = run.AllHistory.Count,
            ["decision_entries"] = run.AllDecisions.Count,
            ["governance_entries"] = run.AllGovernance.Count,
            ["event_entries"] = run.AllEvents.Count,
            ["journal_entries"] = run.Head.Sequence,
            ["hook_audit_entries"] = files.FirstOrDefault(file => file.Path == RunPaths.HookAudit) is { } audit ? audit.TotalEntries ?? (audit.Data as JsonArray)?.Count ?? 0 : 0,
            ["proposal_files"] = files.Count(file => file.Path.StartsWith(RunPaths.Proposals + "/", StringComparison.Ordinal)),
            ["review_files"] = files.Count(file => file.Path.StartsWith(RunPaths.Reviews + "/", StringComparison.Ordinal)),
            ["dispatch_artifact_files"] = 0,
            ["staging_artifact_files"] = 0,
            ["intake_present"] = false,
            ["coordinator_present"] = false,
            ["accepted_turns"] = turns.Length,
            ["rejected_attempts"] = run.Events.Count(happened => happened.EventType == EventTypes.TurnRejected),
            ["known_cost_usd"] = state.BudgetStatus is { } budget ? budget.SpentUsd : null,
            ["unknown_cost_attempts"] = state.BudgetStatus?.UnknownCostAttempts ?? turns.Count(turn => turn.Cost?.Usd is null),
            ["delegation_summary"] = new JsonObject { ["issued"] = turns.Sum(turn => turn.DelegationsIssued?.Count ?? 0), ["queued"] = state.DelegationQueue.Count, ["review_pending"] = state.PendingDelegationReview is not null },
            ["repo_decisions"] = new JsonObject { ["active"] = run.RepoDecisions.Count(decision => decision.Status == "active"), ["overridden"] = run.RepoDecisions.Count(decision => decision.Status != "active") },
            ["evidence_grade"] = run.Grade is { } grade ? JsonNamingPolicy.SnakeCaseLower.ConvertName(grade.ToString()) : null,
            ["export_files"] = files.Count,
            ["export_files_truncated"] = leftOut > 0,
            ["export_files_left_out"] = leftOut,
        };
    }

    private static JsonArray List(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode?)JsonValue.Create(word))]);
}
