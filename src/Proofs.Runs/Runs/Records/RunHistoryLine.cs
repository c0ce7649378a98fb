using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;

namespace Proofs.Runs.Runs.Records;

/// <summary>
/// What <c>.agentxchain/run-history.jsonl</c> keeps of a run that came to an end, whether it is completed or blocked. One that goes on after it was
/// blocked gets another line; the last one of a run counts. Source: AgentXchain protocol v7, record formats.
/// </summary>
internal static class RunHistoryLine
{
    /// <summary>The line for a step, with its line feed; null when the run did not come to an end by it.</summary>
    internal static byte[]? Of(RunState before, Change change, RunConfiguration configuration, RunFacts facts)
    {
        RunState after = change.State;
        return after.Status is not (RunStatus.Completed or RunStatus.Blocked) || (after.Status == before.Status && after.RunId == before.RunId) || after.RunId is null
            ? null
            : Encoding.UTF8.GetBytes(Write(after, change, configuration, facts).ToJsonString(ProtocolJson.Line.Options) + "\n");
    }

    private static JsonObject Write(RunState run, Change change, RunConfiguration configuration, RunFacts facts)
    {
        // The facts may have the turn already that the change adds.
        HistoryEntry[] turns = [.. facts.History.Concat(change.History).Where(entry => entry.RunId == run.RunId && entry.Status != HistoryEntry.Reissued).DistinctBy(entry => entry.TurnId, StringComparer.Ordinal)];
        bool isDone = run.Status is RunStatus.Completed;
        string[] phases = [.. turns.Select(entry => entry.Phase).OfType<string>().Distinct(StringComparer.Ordinal).Where(phase => isDone || phase != run.Phase)];
        return new()
        {
            ["schema_version"] = "0.1",
            ["run_id"] = run.RunId,
            ["project_id"] = configuration.Project.Id,
            ["project_name"] = configuration.Project.Name,
            ["status"] = Word.Of(run.Status),
            ["started_at"] = Time(run.CreatedAt),
            ["completed_at"] = Time(run.CompletedAt),
            ["duration_ms"] = run.CreatedAt is { } began ? Clock.Between(began, run.CompletedAt ?? facts.Now) : null,
            ["phases_completed"] = List(phases),
            ["total_turns"] = turns.Length,
            ["roles_used"] = List(turns.Select(entry => entry.Role)),
            ["decisions_count"] = facts.DecisionIds.Concat(change.Decisions.Select(decision => decision.Id)).Distinct(StringComparer.Ordinal).Count(),
            ["total_cost_usd"] = run.BudgetStatus?.SpentUsd,
            ["unknown_cost_attempts"] = run.BudgetStatus?.UnknownCostAttempts ?? 0,
            ["budget_limit_usd"] = configuration.Budget?.PerRunMaxUsd,
            ["gate_results"] = new JsonObject(run.PhaseGateStatus.Select(gate => KeyValuePair.Create<string, JsonNode?>(gate.Key, gate.Value))),
            ["connector_used"] = turns.LastOrDefault()?.RuntimeId,
            ["provenance"] = run.Provenance is null ? null : JsonSerializer.SerializeToNode(run.Provenance, ProtocolJson.Default.Provenance),
            ["blocked_on"] = isDone ? null : run.BlockedOn,
            ["recorded_at"] = ProtocolTime.Format(facts.Now),
            ["retrospective"] = null,
            ["inheritance_snapshot"] = null,
        };
    }

    private static string? Time(DateTimeOffset? time) => time is { } at ? ProtocolTime.Format(at) : null;

    private static JsonArray List(IEnumerable<string?> words) => new([.. words.OfType<string>().Distinct(StringComparer.Ordinal).Select(word => JsonValue.Create(word))]);
}
