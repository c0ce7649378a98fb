using System.Text.Json;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Hooks;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Hooks;

/// <summary>A project on disk with the records of a run, and hooks that are small shell scripts.</summary>
internal sealed class HookScene : IDisposable
{
    internal const string Allow = """printf '{"verdict":"allow"}'""";

    private static readonly TimeSpan Hard = TimeSpan.FromMinutes(1);

    private readonly TempFolder _folder = new();

    internal HookScene()
    {
        Write("agentxchain.json", "{}");
        Write(".agentxchain/state.json", "state");
        Write(".agentxchain/history.jsonl", "one\ntwo\n");
        Write(".agentxchain/decision-ledger.jsonl", "decision\n");
        Write(".agentxchain/transactions/accept/txn_1.json", "prepared");
        Write(".agentxchain/dispatch/turns/turn_1/PROMPT.md", "prompt");
        Write(".agentxchain/staging/turn_1/turn-result.json", "result");
        Write(".agentxchain/staging/turn_2/turn-result.json", "other");
        Write("hooks/check.sh", "true");
    }

    internal string Root => _folder.Path;

    internal string In(string path) => _folder.In(path.Split('/'));

    internal string Read(string path) => File.ReadAllText(In(path));

    internal void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
        File.WriteAllText(In(path), text);
    }

    internal JsonElement[] Audit() => [.. File.ReadAllLines(In(".agentxchain/hook-audit.jsonl")).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    internal static Hook Blocking(string script, int limit = 10_000) => new("guard", "process", "blocking") { Command = ["/bin/sh", "-c", script, "./hooks/check.sh"], TimeoutMs = limit };

    internal static Hook Advisory(string script) => Blocking(script) with { Name = "adviser", Mode = "advisory" };

    internal Task<HookRun> Ask(params Hook[] hooks) => Ask("before_acceptance", default, hooks);

    internal async Task<HookRun> Ask(string phase, CancellationToken cancellation, params Hook[] hooks)
    {
        RunConfiguration configuration = new() { Hooks = new Dictionary<string, IReadOnlyList<Hook>>(StringComparer.Ordinal) { [phase] = hooks } };
        HookRunner runner = new(Root, configuration, TimeProvider.System, new ProcessHookTransport(TimeProvider.System));
        return await runner.RunAsync(phase, JsonSerializer.SerializeToElement(new { role = "dev" }), "run_1", "turn_1", cancellation).WaitAsync(Hard);
    }

    public void Dispose() => _folder.Dispose();
}
