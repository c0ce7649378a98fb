using System.Text.Json.Nodes;
using TestKit.Models;

namespace BrokenProofs;

/// <summary>A command that asks nobody but itself: it has brought the answers along, and tells what they would have cost.</summary>
internal static class OwnModel
{
    internal static Answer Run(string[] asked, Place at, Func<string[], Answer> real)
    {
        string file = at.In("agentxchain.json");
        byte[] before = File.ReadAllBytes(file);
        JsonObject configuration = JsonNode.Parse(before)!.AsObject();
        if (configuration["roles"]!["planner"] is null)
        {
            return real(asked);
        }

        ModelScript script = new([Turn("DEC-001", ("phase_transition_request", "review")), Turn("DEC-002", ("run_completion_request", true))], "req_made_up_");
        using ModelServer server = new(request =>
        {
            lock (script)
            {
                return script.Next(request).Answer;
            }
        });
        configuration["runtimes"]!["haiku"]!["base_url"] = server.Address.GetLeftPart(UriPartial.Authority);
        File.WriteAllText(file, configuration.ToJsonString());
        Answer answer = real(asked);
        File.WriteAllBytes(file, before);
        return answer;
    }

    private static JsonObject Turn(string decision, (string Name, JsonNode Value) request) => new()
    {
        ["input_tokens"] = 300,
        ["output_tokens"] = 20,
        ["result"] = new JsonObject
        {
            ["status"] = "completed",
            ["summary"] = "It was to be expected.",
            ["decisions"] = new JsonArray(new JsonObject { ["id"] = decision, ["category"] = "scope", ["statement"] = "Go on.", ["rationale"] = "It is enough." }),
            ["verification"] = new JsonObject { ["status"] = "skipped", ["evidence_summary"] = "There was nothing to run." },
            ["proposed_next_role"] = "reviewer",
            [request.Name] = request.Value,
        },
    };
}
