using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Tests.Runs.Operations;

namespace Proofs.Runs.Tests.Runs;

/// <summary>What is written holds every field that the ecosystem's readers look for, and loses none of theirs.</summary>
public sealed class RecordTests
{
    private const string State =
        "schema_version project_id run_id status phase created_at phase_entered_at active_turns turn_sequence last_completed_turn_id next_role next_recommended_role pending_phase_transition " +
        "pending_run_completion queued_phase_transition queued_run_completion last_gate_failure phase_gate_status blocked_on blocked_reason escalation accepted_integration_ref budget_status " +
        "budget_reservations provenance inherited_context repo_decisions delegation_queue pending_delegation_review non_progress_signature non_progress_count accepted_sequence";

    private const string Turn = "turn_id run_id assigned_role status attempt assigned_at started_at deadline_at runtime_id baseline assigned_sequence concurrent_with";

    private const string History =
        "turn_id run_id role phase runtime_id status summary decisions objections files_changed artifacts_created verification normalized_verification artifact intent_id observed_artifact " +
        "proposed_next_role phase_transition_request run_completion_request assigned_sequence accepted_sequence concurrent_with cost started_at accepted_at duration_ms";

    private const string Decision = "id turn_id role phase runtime_id category statement rationale objections_against status overridden_by created_at";
    private const string Event = "event_id event_type timestamp run_id phase status turn intent_id payload";
    private const string Failure = "gate_type gate_id phase from_phase to_phase requested_by_turn failed_at queued_request reasons missing_files missing_verification";

    [Fact]
    public void Every_published_field_is_written_even_when_it_has_no_value()
    {
        Scene scene = Scene.Begun();
        string id = scene.Turn("pm");
        JsonObject state = Json(scene.State, ProtocolJson.Line.RunState);
        Holds(State, state);
        Holds(Turn, state["active_turns"]![id]!);
        scene.Allow(new Proofs.Runs.Runs.Operations.AcceptTurn(id, scene.Result(id, result => result["decisions"] = new JsonArray(Scene.Decision("DEC-001")))));
        JsonObject entry = Json(scene.History[0], ProtocolJson.Line.HistoryEntry);
        Holds(History, entry);
        Holds("status reason reproducible", entry["normalized_verification"]!);
        Holds(Decision, Json(scene.Ledger[0], ProtocolJson.Line.LedgerDecision));
        Holds(Event, Json(scene.Events[0], ProtocolJson.Line.RunEvent));
    }

    [Fact]
    public void What_a_state_holds_only_at_times_is_whole_as_well()
    {
        Scene paused = Scene.Begun();
        paused.Accept("pm", result => result["phase_transition_request"] = "implementation");
        Holds("from to gate requested_by_turn", Json(paused.State, ProtocolJson.Line.RunState)["pending_phase_transition"]!);
        Scene ending = Scene.Begun(phase: "qa");
        ending.Accept("qa", result => result["run_completion_request"] = true);
        Holds("gate requested_by_turn requested_at", Json(ending.State, ProtocolJson.Line.RunState)["pending_run_completion"]!);
        ending.Allow(new Proofs.Runs.Runs.Operations.ApproveRunCompletion());
        Holds(State + " completed_at", Json(ending.State, ProtocolJson.Line.RunState));
        Scene failed = Scene.Begun(Scene.Project with { Budget = new() { PerRunMaxUsd = 5, PerTurnMaxUsd = 1 } }, "implementation");
        string id = failed.Turn("dev");
        Holds("reserved_usd role_id created_at", Json(failed.State, ProtocolJson.Line.RunState)["budget_reservations"]![id]!);
        failed.Allow(new Proofs.Runs.Runs.Operations.AcceptTurn(id, failed.Result(id, result => result["phase_transition_request"] = "qa")));
        JsonObject state = Json(failed.State, ProtocolJson.Line.RunState);
        Holds(Failure, state["last_gate_failure"]!);
        Holds("spent_usd remaining_usd", state["budget_status"]!);
        failed.Allow(new Proofs.Runs.Runs.Operations.Escalate("hesc_1", "why"));
        state = Json(failed.State, ProtocolJson.Line.RunState);
        Holds("category recovery blocked_at turn_id", state["blocked_reason"]!);
        Holds("typed_reason owner recovery_action turn_retained detail", state["blocked_reason"]!["recovery"]!);
        Holds("trigger parent_run_id trigger_reason intake_intent_id created_by", state["provenance"]!);
    }

    [Fact]
    public void Fields_of_other_runners_are_kept()
    {
        RunState state = JsonSerializer.Deserialize("""{"status":"active","turn_sequence":2,"active_turns":{"turn_1":{"turn_id":"turn_1","theirs":[1]}},"their_own":{"a":1}}""", ProtocolJson.Default.RunState)!;
        JsonNode written = JsonSerializer.SerializeToNode(state, ProtocolJson.Default.RunState)!;
        Assert.Equal("""{"a":1}""", written["their_own"]!.ToJsonString());
        Assert.Equal("[1]", written["active_turns"]!["turn_1"]!["theirs"]!.ToJsonString());
        Assert.Equal(1, state.ActiveTurns["turn_1"].Attempt);
    }

    [Fact]
    public void A_missing_or_empty_field_has_no_value_and_is_no_error()
    {
        RunState state = JsonSerializer.Deserialize("""{"active_turns":null,"phase_gate_status":null,"repo_decisions":null,"delegation_queue":null,"budget_reservations":null}""", ProtocolJson.Default.RunState)!;
        Assert.Equal((RunStatus.Idle, 0, 0, 0), (state.Status, state.ActiveTurns.Count, state.PhaseGateStatus.Count, state.RepoDecisions.Count));
        HistoryEntry entry = JsonSerializer.Deserialize("{}", ProtocolJson.Default.HistoryEntry)!;
        Assert.Equal((string.Empty, 0, 0), (entry.TurnId, entry.Decisions.Count, entry.FilesChanged.Count));
    }

    [Fact]
    public void Times_are_written_in_utc_with_milliseconds_and_money_without_dust()
    {
        RunState state = new() { CreatedAt = new DateTimeOffset(2026, 1, 2, 5, 4, 5, 678, TimeSpan.FromHours(2)), BudgetStatus = new() { SpentUsd = 0.006m + 0.006m + 0.006m } };
        string text = JsonSerializer.Serialize(state, ProtocolJson.Line.RunState);
        Assert.Contains("\"created_at\":\"2026-01-02T03:04:05.678Z\"", text, StringComparison.Ordinal);
        Assert.Contains("\"spent_usd\":0.018,", text, StringComparison.Ordinal);
    }

    private static JsonObject Json<T>(T record, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(record, type)!.AsObject();

    private static void Holds(string fields, JsonNode node) => Assert.Empty(fields.Split(' ').Except(node.AsObject().Select(property => property.Key), StringComparer.Ordinal));
}
