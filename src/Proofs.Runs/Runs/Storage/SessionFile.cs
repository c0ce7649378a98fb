using System.Text.Json.Nodes;

namespace Proofs.Runs.Runs.Storage;

/// <summary>The checkpoint that people and tools look at after an interruption; nothing is decided by it. Source: AgentXchain protocol v7, session.json.</summary>
internal static class SessionFile
{
    internal static byte[] Write(RunState state, byte[]? before, string? lastRole, string reason, DateTimeOffset now)
    {
        JsonObject? old = Read(before);
        bool isSame = old?["run_id"]?.ToString() == state.RunId;
        string time = ProtocolTime.Format(now);
        JsonObject session = new()
        {
            ["session_id"] = isSame && old?["session_id"]?.ToString() is { } id ? id : RunIds.Session(),
            ["run_id"] = state.RunId,
            ["started_at"] = isSame && old?["started_at"]?.ToString() is { } since ? since : time,
            ["last_checkpoint_at"] = time,
            ["checkpoint_reason"] = reason,
            ["run_status"] = Word.Of(state.Status),
            ["phase"] = state.Phase,
            ["last_turn_id"] = state.ActiveTurns.Keys.LastOrDefault() ?? state.LastCompletedTurnId,
            ["last_completed_turn_id"] = state.LastCompletedTurnId,
            ["active_turn_ids"] = new JsonArray([.. state.ActiveTurns.Keys.Select(turn => JsonValue.Create(turn))]),
            ["last_role"] = state.ActiveTurns.Values.LastOrDefault()?.AssignedRole ?? lastRole,
            ["pending_gate"] = state.PendingPhaseTransition?.Gate,
            ["pending_run_completion"] = state.PendingRunCompletion is not null,
            ["blocked"] = state.Status is RunStatus.Blocked,
            ["baseline_ref"] = null,
            ["agent_context"] = null,
        };
        return System.Text.Encoding.UTF8.GetBytes(session.ToJsonString(ProtocolJson.Indented.Options) + "\n");
    }

    private static JsonObject? Read(byte[]? content)
    {
        try
        {
            return content is null ? null : JsonNode.Parse(content, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            // It is written anew each time; a broken one has nothing to tell.
            return null;
        }
    }
}
