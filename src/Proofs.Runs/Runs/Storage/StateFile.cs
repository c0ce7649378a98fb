using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proofs.Runs.Runs.Storage;

/// <summary>Reads and writes a run's state. Source: AgentXchain protocol v7, state.json.</summary>
internal static class StateFile
{
    /// <summary>Reads a state as this or another runner wrote it.</summary>
    /// <param name="content">The file.</param>
    /// <param name="problem">Why it cannot be read, or null.</param>
    internal static RunState? Read(byte[] content, out Problem? problem)
    {
        problem = null;
        try
        {
            using JsonDocument strict = JsonDocument.Parse(content, new() { AllowDuplicateProperties = false });
            RunState state = Settle(strict.RootElement.TryGetProperty("current_turn", out _)
                ? Upgrade(JsonObject.Create(strict.RootElement.Clone())!).Deserialize(ProtocolJson.Default.RunState)!
                : strict.Deserialize(ProtocolJson.Default.RunState)!);
            return Wholeness.Fault(state) is { } fault ? throw new JsonException($"{fault}.") : state;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            problem = new(RunCodes.StateUnreadable, $"{RunPaths.State} cannot be read: {broken.Message}") { Path = RunPaths.State };
            return null;
        }
    }

    /// <summary>Writes a state.</summary>
    internal static byte[] Write(RunState state) => [.. JsonSerializer.SerializeToUtf8Bytes(state, ProtocolJson.Indented.RunState), (byte)'\n'];

    /// <summary>Schema 1.0 had one turn.</summary>
    private static JsonObject Upgrade(JsonObject state)
    {
        JsonNode? turn = state["current_turn"]?.DeepClone();
        state.Remove("current_turn");
        state["schema_version"] = RunState.CurrentSchema;
        if (turn is JsonObject one && one["turn_id"]?.GetValue<string>() is { } id && state["active_turns"] is null)
        {
            state["active_turns"] = new JsonObject { [id] = one };
        }

        return state;
    }

    /// <summary>What old versions wrote otherwise.</summary>
    private static RunState Settle(RunState state)
    {
        bool waits = state.PendingPhaseTransition is not null || state.PendingRunCompletion is not null;
        bool isBlocked = state.Status is RunStatus.Paused && !waits && state.BlockedOn is { } on && (on.StartsWith("human:", StringComparison.Ordinal) || on.StartsWith("escalation:", StringComparison.Ordinal));
        RunState settled = isBlocked ? state with { Status = RunStatus.Blocked } : state;
        return settled.Status is RunStatus.Blocked ? settled : settled with { BlockedReason = null };
    }
}
