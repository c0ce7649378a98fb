using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>Thousands of results that are wrong somewhere. Each seed is one sequence; a failure names it.</summary>
public sealed class MutationTests
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1", "1.5", "1e400", "1e-400", "99999999999999999999", "\"\"", "\" \"", "\"<x>\"", "\"x\"", "\"\\u0000\"", "\"../x\"", "\".agentxchain/state.json\"", "\"pass\"", "\"fail\"", "\"skipped\"",
        "\"completed\"", "\"done\"", "\"failed\"", "\"needs_human\"", "\"workspace\"", "\"review\"", "\"patch\"", "\"commit\"", "\"human\"", "\"ops\"", "\"release\"", "\"build_gate\"", "\"DEC-001\"", "\"del-001\"", "\"turn_1\"", "\"run_1\"",
        "[]", "[null]", "[[]]", "[{}]", "[\"src/a.cs\"]", "[{\"path\":\"src/x.cs\"}]", "{}", "{\"status\":\"pass\"}", "{\"type\":\"workspace\"}", "{\"machine_evidence\":[{\"command\":\"a\",\"exit_code\":1}]}",
        "[{\"command\":\"a\",\"exit_code\":1}]", "[{\"type\":\"note\",\"text\":\"b\"}]",
    ];

    private static readonly string[] Names = ["files_modified", "status", "run_completion_request", "phase_transition_request", "title", "reason", "exit_code", "expected_exit_code", "path", "type", "x", "\0", "é"];

    public static TheoryData<WriteAuthority, int> Seeds
    {
        get
        {
            TheoryData<WriteAuthority, int> all = [];
            foreach (WriteAuthority authority in Enum.GetValues<WriteAuthority>())
            {
                for (int seed = 0; seed < 12; seed++)
                {
                    all.Add(authority, seed);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_change_leads_to_an_exception_or_makes_more_of_a_result_than_it_says(WriteAuthority authority, int seed)
    {
        // A seeded generator, so that a failure can be seen again; nothing here is secret.
        Random random = new(seed);
        int passed = 0;
        for (int round = 0; round < 250; round++)
        {
            Scene scene = new() { Authority = authority, RuntimeType = "mcp", Phase = random.Next(2) == 0 ? "implementation" : "planning" };
            JsonObject result = (JsonObject)(random.Next(2) == 0 ? scene.Result : Everything(scene));
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                Change(result, random);
            }

            string json = result.ToJsonString();
            ValidationResult outcome = scene.Check(json);
            passed += outcome.FailedStage is null ? 1 : 0;
            Judge(scene, JsonElement.Parse(json), outcome, json);
        }

        // So that the rest says something: some of them pass, put right or not, and some do not.
        Assert.InRange(passed, 10, 240);
    }

    [Fact]
    public void Every_place_takes_every_value()
    {
        foreach (string place in Places(JsonNode.Parse(SchemaSamples.Full)!, string.Empty))
        {
            foreach (string value in Values)
            {
                string json = SchemaSamples.Changed(place, value);
                Judge(Scene.Author, JsonElement.Parse(json), Scene.Author.Check(json), json);
            }
        }
    }

    private static void Judge(Scene scene, JsonElement sent, ValidationResult result, string json)
    {
        Assert.True(result.FailedStage is null == (result.Problems.Count == 0) && result.FailedStage is null == (result.TurnResult is not null), json);
        Assert.All(result.Problems, problem => Assert.False(string.IsNullOrWhiteSpace(problem.Message) || string.IsNullOrWhiteSpace(problem.Next)));
        if (result.TurnResult is not { } passed)
        {
            return;
        }

        JsonElement verification = sent.GetProperty("verification");
        bool saysPass = verification.TryGetProperty("status", out JsonElement status) ? status.ValueEquals("pass") : verification.TryGetProperty("machine_evidence", out _);
        Assert.True(passed.Verification!.Status != VerificationStatus.Pass || saysPass, json);
        Assert.True(passed.Verification.Status != VerificationStatus.Pass || (passed.Verification.MachineEvidence ?? []).All(each => each.ExitCode == (each.ExpectedExitCode ?? 0)), json);
Assert.True((passed.Verification.MachineEvidence ?? []).All(each => each.ExpectedExitCode is null) || json.Contains("expected_exit_code", StringComparison.Ordinal), json);
        Assert.True(passed.Status != ResultStatus.Completed || !sent.TryGetProperty("status", out JsonElement how) || how.GetString() is "completed" or "done" or "complete" or "success", json);
        Assert.True(passed.RunCompletionRequest != true || sent.GetProperty("run_completion_request").ValueKind == JsonValueKind.True, json);
        Assert.True(passed.PhaseTransitionRequest is null || sent.GetProperty("phase_transition_request").ValueKind == JsonValueKind.String, json);
        Assert.Contains(passed.Artifact!.Type, scene.Authority switch
        {
            WriteAuthority.Authoritative => ["workspace", "patch", "commit", "review"],
            WriteAuthority.Proposed => ["patch", "review"],
            _ => (string[])["review"],
        });
        Assert.Equal(("turn_1", "run_1", "dev", "worker"), (passed.TurnId, passed.RunId, passed.Role, passed.RuntimeId));
        Assert.DoesNotContain(passed.FilesChanged.Concat((passed.ProposedChanges ?? []).Select(change => change.Path)), path => path.Contains("..", StringComparison.Ordinal) || path.StartsWith(".agentxchain/state", StringComparison.Ordinal));
    }

    private static JsonNode Everything(Scene scene)
    {
        JsonNode result = JsonNode.Parse(SchemaSamples.Full)!;
        foreach (string key in new[] { "artifact", "files_changed", "proposed_changes", "artifacts_created", "phase_transition_request" })
        {
            result[key] = scene.Result[key]?.DeepClone();
        }

        return result;
    }

    private static void Change(JsonObject result, Random random)
    {
        string[] places = [.. Places(result, string.Empty)];
        if (places.Length == 0)
        {
            return;
        }

        string place = places[random.Next(places.Length)];
        string[] parts = place.Split('.');
        JsonNode owner = parts[..^1].Aggregate((JsonNode)result, (at, part) => at is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)]! : at[part]!);
        string value = Values[random.Next(Values.Length)];
        switch (random.Next(4))
        {
            case 0 when owner is JsonObject some:
                some.Remove(parts[^1]);
                break;
            case 0:
                owner.AsArray().RemoveAt(int.Parse(parts[^1], CultureInfo.InvariantCulture));
                break;
            case 1 when owner is JsonObject some:
                some[Names[random.Next(Names.Length)]] = JsonNode.Parse(value);
                break;
            case 2 when owner is JsonArray items:
                items.Add(items[random.Next(items.Count)]?.DeepClone());
                break;
            default:
                Scene.Put(result, place, value);
                break;
        }
    }

    /// <summary>Every place but those whose names hold a dot.</summary>
    private static IEnumerable<string> Places(JsonNode? node, string prefix) => node switch
    {
        JsonObject some => some.SelectMany(each => Places(each.Value, $"{prefix}{each.Key}.").Prepend(prefix + each.Key)),
        JsonArray items => items.SelectMany((item, index) => Places(item, $"{prefix}{index}.").Prepend($"{prefix}{index}")),
        _ => [],
    };
}
