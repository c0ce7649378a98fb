using System.Text.Json;

namespace Proofs.Runs.Runs.Hooks;

/// <summary>What a hook is told. Source: AgentXchain protocol v7, hooks.</summary>
internal static class HookEnvelope
{
    internal static byte[] Write(string phase, string hookName, string? runId, string projectRoot, DateTimeOffset now, JsonElement payload)
    {
        using MemoryStream envelope = new();
        using (Utf8JsonWriter json = new(envelope))
        {
            json.WriteStartObject();
            json.WriteString("hook_phase", phase);
            json.WriteString("hook_name", hookName);
            json.WriteString("run_id", runId);
            json.WriteString("project_root", projectRoot);
            json.WriteString("timestamp", ProtocolTime.Format(now));
            json.WritePropertyName("payload");
            if (payload.ValueKind is JsonValueKind.Undefined)
            {
                json.WriteNullValue();
            }
            else
            {
                payload.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return envelope.ToArray();
    }
}
