using System.Text;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;

namespace Proofs.RunnerPack.Tests;

/// <summary>Answers of a worker that asks nobody and says that it did: a record, an id and a cost, all made up.</summary>
internal static class Canned
{
    private static int _count;

    internal static WorkResult Answer(string proof, WorkOrder order)
    {
        JsonObject result = new()
        {
            ["schema_version"] = "1.0",
            ["run_id"] = order.RunId,
            ["turn_id"] = order.TurnId,
            ["role"] = order.Role,
            ["runtime_id"] = order.RuntimeId,
            ["status"] = "completed",
            ["summary"] = "Made up.",
            ["decisions"] = new JsonArray(new JsonObject { ["id"] = $"DEC-{Interlocked.Increment(ref _count):000}", ["category"] = "scope", ["statement"] = "Made up.", ["rationale"] = "It is cheaper." }),
            ["objections"] = new JsonArray(),
            ["files_changed"] = new JsonArray(),
            ["artifacts_created"] = new JsonArray(),
            ["verification"] = new JsonObject { ["status"] = "skipped" },
            ["artifact"] = new JsonObject { ["type"] = order.Role == "implementer" ? "patch" : "review" },
            ["proposed_next_role"] = "human",
            ["cost"] = new JsonObject { ["input_tokens"] = 300, ["output_tokens"] = 20, ["usd"] = 0.0004m },
        };
        switch (order.Phase)
        {
            case "planning":
                (result["phase_transition_request"], result["proposed_next_role"]) = proof == ApiDispatchProof.Name ? ("review", "reviewer") : ("implementation", "implementer");
                break;
            case "implementation":
                (result["phase_transition_request"], result["proposed_next_role"]) = ("qa", "qa");
                result["proposed_changes"] = new JsonArray(new JsonObject { ["path"] = "src/server.js", ["action"] = "create", ["content"] = "require('http').createServer((_, answer) => answer.end('ok')).listen(8080);\n" });
                break;
            default:
                result["run_completion_request"] = true;
                break;
        }

        DispatchRecord record = new()
        {
            Worker = "api_proxy",
            EvidenceGrade = EvidenceGrade.Loopback,
            Provider = "anthropic",
            EndpointHost = "127.0.0.1:8080",
            RequestId = $"req_made_up_{order.TurnId}",
            Usage = new() { InputTokens = 300, OutputTokens = 20, Usd = 0.0004m },
        };
        return WorkResult.Done(Encoding.UTF8.GetBytes(result.ToJsonString())) with { Record = record };
    }
}
