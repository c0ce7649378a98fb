namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Reads a hook.</summary>
internal static class HookReader
{
    internal static Hook Read(Section hook)
    {
        Hook read = new(hook.RequiredText("name"), hook.RequiredText("type"), hook.RequiredText("mode"))
        {
            Command = hook.Arguments("command", isCommand: true),
            Url = hook.Text("url"),
            Headers = hook.ProseMap("headers"),
            Environment = hook.ProseMap("env"),
        };
        return read with { Method = hook.Text("method") ?? read.Method, TimeoutMs = hook.Integer("timeout_ms") ?? read.TimeoutMs };
    }
}
