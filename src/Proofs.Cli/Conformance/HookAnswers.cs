using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Hooks;
using Proofs.Workers.Hooks;

namespace Proofs.Cli.Conformance;

/// <summary>Operations on hooks. They really run, in a folder of their own that holds what the fixture sets up.</summary>
internal static class HookAnswers
{
    internal static JsonObject Run(Fixture fixture)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("proofs-conformance-");
        try
        {
            SetUp(folder.FullName, fixture);
            using HttpHookTransport http = new(TimeProvider.System);
            HookRunner runner = new(folder.FullName, fixture.Configuration, TimeProvider.System, new ProcessHookTransport(TimeProvider.System), http);
            JsonObject payload = fixture.Args["payload"] as JsonObject ?? [];
            HookRun run = runner.RunAsync((string?)fixture.Args["phase"] ?? string.Empty, JsonSerializer.SerializeToElement(payload), (string?)payload["run_id"] ?? fixture.State.RunId, (string?)payload["turn_id"]).GetAwaiter().GetResult();
            string audit = Path.Combine(folder.FullName, ".agentxchain", "hook-audit.jsonl");
            JsonArray entries = new([.. (File.Exists(audit) ? File.ReadLines(audit) : []).Select(line => JsonNode.Parse(line))]);
            return new() { ["result"] = "success", ["hook_ok"] = run.Ok, ["blocked"] = run.Blocked, ["audit_entry"] = entries.FirstOrDefault()?.DeepClone(), ["audit_entries"] = entries };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void SetUp(string root, Fixture fixture)
    {
        Write(root, "agentxchain.json", Fixture.Bytes(fixture.Setup["config"]));
        Write(root, ".agentxchain/state.json", Fixture.Bytes(Fixture.Document(fixture.State)));
        foreach ((string path, JsonNode? text) in fixture.Setup["filesystem"] as JsonObject ?? [])
        {
            Write(root, path, Encoding.UTF8.GetBytes((string?)text ?? string.Empty));
        }
    }

    private static void Write(string root, string path, byte[] content)
    {
        string full = Path.GetFullPath(Path.Combine(root, path));
        if (!full.StartsWith(root + "/", StringComparison.Ordinal))
        {
            throw new FixtureException($"{path} is outside the project.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
    }
}
