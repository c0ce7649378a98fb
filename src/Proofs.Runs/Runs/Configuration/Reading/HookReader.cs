using System.Text.Json;

namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Reads a hook. It stays as the file has it; only the kinds of its settings are looked at.</summary>
internal static class HookReader
{
    internal static JsonElement Read(Section hook)
    {
        _ = hook.RequiredText("name");
        _ = hook.RequiredText("type");
        hook.Arguments("command", isCommand: true);
        _ = hook.Text("url");
        _ = hook.Text("method");
        hook.ProseMap("headers");
        _ = hook.Integer("timeout_ms");
        _ = hook.RequiredText("mode");
        hook.ProseMap("env");
        return hook.Whole();
    }
}
