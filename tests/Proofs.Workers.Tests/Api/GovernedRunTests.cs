using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Work;
using Proofs.Workers.Api;
using TestKit;
using TestKit.Models;

namespace Proofs.Workers.Tests.Api;

/// <summary>A whole run whose turns a model behind an API does.</summary>
public sealed class GovernedRunTests
{
    [Theory]
    [InlineData("anthropic", "claude-haiku-4-5", "ANTHROPIC_API_KEY", 0.0002)]
    [InlineData("openai", "gpt-4o", "OPENAI_API_KEY", 0.00045)]
    public async Task A_run_completes_and_keeps_what_its_worker_saw_and_spent(string provider, string model, string variable, double usd)
    {
        using TempFolder folder = new();
        using ModelServer server = new(request => ModelAnswer.Says(Fill(request.Prompt), 100, 20));
        RunLoopResult result = await Run(folder, provider, model, variable, server.Address.ToString(), variable);
        Assert.True(result.Ok, string.Join('\n', result.Errors.Select(error => error.Message)));
        Assert.Equal((decimal)usd, result.State!.BudgetStatus!.SpentUsd);
        JsonNode kept = JsonNode.Parse(File.ReadAllLines(folder.In(".agentxchain", "history.jsonl")).Last())!["dispatch"]!;
        Assert.Equal(("api_proxy", server.Address.Authority, "req_1", "loopback"), (Text(kept, "worker"), Text(kept, "endpoint_host"), Text(kept, "request_id"), Text(kept, "evidence_grade")));
        Assert.DoesNotContain(Desk.Key, string.Concat(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_key_a_run_waits_for_somebody_and_nothing_is_spent()
    {
        using TempFolder folder = new();
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 100, 20));
        RunLoopResult result = await Run(folder, "anthropic", "claude-haiku-4-5", "ANTHROPIC_API_KEY", server.Address.ToString(), "OTHER");
        Assert.Equal((StopReason.Blocked, "missing_credentials", 0), (result.StopReason, result.State!.BlockedReason!.Category, server.Connections));
        Assert.Contains("ANTHROPIC_API_KEY", result.State.BlockedReason.Recovery!.RecoveryAction, StringComparison.Ordinal);
        Assert.Equal(0, result.State.BudgetStatus?.SpentUsd ?? 0);
    }

    private static async Task<RunLoopResult> Run(TempFolder folder, string provider, string model, string variable, string baseUrl, string held)
    {
        File.WriteAllText(folder.In("agentxchain.json"), $$"""
            {
              "schema_version": "1.0",
              "project": { "id": "demo", "name": "Demo" },
              "roles": { "qa": { "title": "QA", "mandate": "Check", "write_authority": "review_only", "runtime": "model" } },
              "runtimes": { "model": { "type": "api_proxy", "provider": "{{provider}}", "model": "{{model}}", "auth_env": "{{variable}}", "base_url": "{{baseUrl}}" } },
              "routing": { "check": { "entry_role": "qa", "allowed_next_roles": ["qa", "human"] } },
              "budget": { "per_turn_max_usd": 1, "per_run_max_usd": 5 },
              "gates": {},
              "workflow_kit": {}
            }
            """);
        using ApiWorker worker = new(new() { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { [held] = Desk.Key } }, TimeProvider.System);
        RunLoopCallbacks callbacks = new() { Dispatch = WorkerDispatch.With(order => order.Runtime.Type == "api_proxy" ? worker : null), ApproveGate = (_, _, _) => Task.FromResult(GateAnswer.Approved) };
        return await RunLoop.RunAsync(Runner(folder), callbacks, new() { MaxTurns = 3 }).WaitAsync(Desk.Hard);
    }

    private static RunnerInterface Runner(TempFolder folder) => RunnerInterface.LoadContext(folder.Path, TimeProvider.System).Runner!;

    private static string? Text(JsonNode kept, string key) => kept[key]?.GetValue<string>();

    /// <summary>The template of the prompt, filled in as a model would.</summary>
    private static string Fill(string prompt)
    {
        string from = prompt[(prompt.IndexOf("```json\n", StringComparison.Ordinal) + 8)..];
        JsonObject result = JsonNode.Parse(from[..from.IndexOf("\n```", StringComparison.Ordinal)])!.AsObject();
        result["status"] = "completed";
        result["summary"] = "Looked at it.";
        result["decisions"] = new JsonArray();
        result["objections"] = new JsonArray(new JsonObject { ["id"] = "OBJ-001", ["severity"] = "low", ["statement"] = "It could be shorter." });
        result["verification"] = new JsonObject { ["status"] = "skipped", ["evidence_summary"] = "Nothing was run." };
        result["proposed_next_role"] = "qa";
        result["run_completion_request"] = true;
        result["cost"] = new JsonObject { ["usd"] = 0 };
        return result.ToJsonString();
    }
}
