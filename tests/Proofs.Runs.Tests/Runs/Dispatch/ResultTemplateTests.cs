using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Dispatch;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Dispatch;

/// <summary>Whoever fills in the template as the prose says writes a result of the schema; the schema's rules are written out here once more.</summary>
public sealed partial class ResultTemplateTests
{
    private static readonly string[] Required =
        ["schema_version", "run_id", "turn_id", "role", "runtime_id", "status", "summary", "decisions", "objections", "files_changed", "verification", "artifact", "proposed_next_role"];

    private static readonly string[] Known =
        [.. Required, "artifacts_created", "phase_transition_request", "run_completion_request", "needs_human_reason", "cost", "proposed_changes", "delegations", "idle_expansion_result"];

    public static TheoryData<WriteAuthority, string, string, bool> Cases
    {
        get
        {
            TheoryData<WriteAuthority, string, string, bool> cases = [];
            foreach (WriteAuthority authority in Enum.GetValues<WriteAuthority>())
            {
                foreach (string runtime in new[] { "manual", "local_cli", "api_proxy", "remote_agent", "mcp" })
                {
                    cases.Add(authority, runtime, "build", true);
                    cases.Add(authority, runtime, "check", false);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_way_to_fill_it_in_gives_a_result_of_the_schema(WriteAuthority authority, string runtime, string phase, bool challenge)
    {
        string template = Template(Sample(authority, runtime, phase, challenge));
        int ways = Placeholder().Matches(template).Select(match => match.Value.Split(" | ").Length).Max();
        Assert.True(ways > 1);
        for (int way = 0; way < ways; way++)
        {
            string filled = Placeholder().Replace(template, match => match.Value[1..^1].Split(" | ") is var words ? words[way % words.Length] : string.Empty);
            Assert.DoesNotContain('<', filled);
            JsonObject result = JsonNode.Parse(filled)!.AsObject();
            Checked(result, authority, runtime, phase, challenge);
            Assert.NotNull(JsonSerializer.Deserialize(filled, ProtocolJson.Default.TurnResult));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_prose_says_what_the_template_does(WriteAuthority authority, string runtime, string phase, bool challenge)
    {
        BundleSample sample = Sample(authority, runtime, phase, challenge);
        string prompt = sample.Prompt();
        JsonObject template = JsonNode.Parse(Template(sample))!.AsObject();
        string type = template["artifact"]!["type"]!.GetValue<string>();
        Assert.Contains($"`artifact.type`: `{type}`", prompt, StringComparison.Ordinal);
        Assert.Contains($"`{template["decisions"]![0]!["id"]}` and upward", prompt, StringComparison.Ordinal);
        Assert.Equal(template["objections"]!.AsArray().Count > 0, prompt.Contains("`objections`: at least one", StringComparison.Ordinal));
        Assert.Equal(template.ContainsKey("proposed_changes"), prompt.Contains("`proposed_changes`:", StringComparison.Ordinal));
        Assert.Equal(authority is WriteAuthority.ReviewOnly, template["files_changed"]!.AsArray().Count == 0);
        Assert.Equal(phase == "build", prompt.Contains("`phase_transition_request`: null, or `check`", StringComparison.Ordinal));
        Assert.Equal(phase == "check", prompt.Contains("`run_completion_request`: null, or true", StringComparison.Ordinal));
        Assert.Equal(runtime is "api_proxy" or "remote_agent", prompt.Contains("answer with the JSON object", StringComparison.Ordinal));
        Assert.All(template, field => Assert.True(field.Key is "status" or "summary" or "proposed_next_role" or "artifact" || prompt.Contains($"`{field.Key}`", StringComparison.Ordinal), $"Nothing is said of {field.Key}."));
    }

    [Theory]
    [InlineData("DEC-001", "DEC-002")]
    [InlineData("DEC-041", "DEC-042")]
    [InlineData("DEC-1999", "DEC-2000")]
    [InlineData("DEC-99999999999999999999", "DEC-001")]
    [InlineData("DEC-x", "DEC-001")]
    [InlineData("DEC-\u0669", "DEC-001")]
    public void The_template_s_decision_is_one_that_the_run_does_not_have(string existing, string free)
    {
        BundleSample sample = new() { Decisions = [new() { Id = existing, Statement = "s" }] };
        Assert.Equal(free, JsonNode.Parse(Template(sample))!["decisions"]![0]!["id"]!.GetValue<string>());
    }

    [Fact]
    public void Decisions_of_earlier_runs_have_their_ids_as_well()
    {
        BundleSample sample = new();
        sample = sample with { State = sample.State with { RepoDecisions = [new() { Id = "DEC-008" }] } };
        Assert.Equal("DEC-009", JsonNode.Parse(Template(sample))!["decisions"]![0]!["id"]!.GetValue<string>());
    }

    private static BundleSample Sample(WriteAuthority authority, string runtime, string phase, bool challenge) => new() { Authority = authority, Runtime = runtime, Phase = phase, ChallengeRequired = challenge };

    private static string Template(BundleSample sample) => Fenced().Match(sample.Prompt()).Groups["json"].Value;

    private static void Checked(JsonObject result, WriteAuthority authority, string runtime, string phase, bool challenge)
    {
        Assert.Empty(Required.Except(result.Select(field => field.Key), StringComparer.Ordinal));
        Assert.Empty(result.Select(field => field.Key).Except(Known, StringComparer.Ordinal));
        Assert.Equal(("1.0", "run_1", "turn_2", "dev", "main"), (Text(result, "schema_version"), Text(result, "run_id"), Text(result, "turn_id"), Text(result, "role"), Text(result, "runtime_id")));
        Assert.Contains(Text(result, "status"), new[] { "completed", "blocked", "needs_human", "failed" });
        Assert.NotEmpty(Text(result, "summary"));
        foreach (JsonNode? decision in result["decisions"]!.AsArray())
        {
            Assert.Matches("^DEC-[0-9]+$", Text(decision!, "id"));
            Assert.Contains(Text(decision!, "category"), new[] { "implementation", "architecture", "scope", "process", "quality", "release" });
            Assert.NotEmpty(Text(decision!, "statement"));
            Assert.NotEmpty(Text(decision!, "rationale"));
        }

        JsonArray objections = result["objections"]!.AsArray();
        Assert.True(objections.Count > 0 || authority is not WriteAuthority.ReviewOnly || !challenge);
        foreach (JsonNode? objection in objections)
        {
            Assert.Matches("^OBJ-[0-9]+$", Text(objection!, "id"));
            Assert.Contains(Text(objection!, "severity"), new[] { "low", "medium", "high", "blocking" });
            Assert.NotEmpty(Text(objection!, "statement"));
        }

        Assert.Contains(Text(result["verification"]!, "status"), new[] { "pass", "fail", "skipped" });
        JsonArray files = result["files_changed"]!.AsArray();
        Assert.Equal(authority switch { WriteAuthority.Authoritative => "workspace", WriteAuthority.Proposed => "patch", _ => "review" }, Text(result["artifact"]!, "type"));
        Assert.True(authority is WriteAuthority.ReviewOnly ? files.Count == 0 : files.Count > 0);
        if (authority is WriteAuthority.Proposed)
        {
            JsonNode change = Assert.Single(result["proposed_changes"]!.AsArray())!;
            Assert.Contains(Text(change, "action"), new[] { "create", "modify" });
            Assert.NotEmpty(Text(change, "path"));
            Assert.NotEmpty(Text(change, "content"));
        }

        Assert.Contains(Text(result, "proposed_next_role"), phase == "build" ? ["dev", "qa", "human"] : new[] { "qa", "human" });
        Assert.All(new[] { "phase_transition_request", "run_completion_request", "needs_human_reason" }, name => Assert.True(result.ContainsKey(name) && result[name] is null, runtime));
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    [GeneratedRegex("<[^<>\"]+>", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex("\n```json\n(?<json>[^`]+)\n```\n", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Fenced();
}
