using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>A run with one turn at work, and a result of it that passes as it stands; tests change one thing.</summary>
internal sealed record Scene
{
    internal const string TurnId = "turn_1";

    internal WriteAuthority Authority { get; init; } = WriteAuthority.Authoritative;

    internal string RuntimeType { get; init; } = "local_cli";

    internal string Phase { get; init; } = "implementation";

    internal RunFacts Facts { get; init; } = new(DateTimeOffset.UnixEpoch);

    internal Func<RunConfiguration, RunConfiguration> Configure { get; init; } = same => same;

    internal Func<RunState, RunState> Arrange { get; init; } = same => same;

    internal Func<Turn, Turn> ArrangeTurn { get; init; } = same => same;

    internal static Scene Reviewer { get; } = new() { Authority = WriteAuthority.ReviewOnly, RuntimeType = "api_proxy" };

    internal static Scene Proposer { get; } = new() { Authority = WriteAuthority.Proposed, RuntimeType = "api_proxy" };

    internal static Scene Author { get; } = new();

    internal RunConfiguration Configuration => Configure(new RunConfiguration
    {
        Roles = new Dictionary<string, Role>(StringComparer.Ordinal)
        {
            ["dev"] = new() { WriteAuthority = Authority, RuntimeId = "worker" },
            ["qa"] = new() { WriteAuthority = WriteAuthority.ReviewOnly, RuntimeId = "worker" },
            ["ops"] = new() { WriteAuthority = WriteAuthority.Authoritative, RuntimeId = "worker" },
        },
        Runtimes = new Dictionary<string, Runtime>(StringComparer.Ordinal) { ["worker"] = new(RuntimeType, default) },
        Routing =
        [
            new("planning") { EntryRole = "dev", AllowedNextRoles = ["dev", "qa"], ExitGate = "plan_gate" },
            new("implementation") { EntryRole = "dev", AllowedNextRoles = ["dev", "qa"], ExitGate = "build_gate" },
            new("release") { EntryRole = "ops", AllowedNextRoles = ["dev", "ops"], ExitGate = "ship_gate" },
        ],
    });

    internal RunState State => Arrange(new RunState
    {
        RunId = "run_1",
        Status = RunStatus.Active,
        Phase = Phase,
        ActiveTurns = new Dictionary<string, Turn>(StringComparer.Ordinal) { [TurnId] = ArrangeTurn(new Turn { TurnId = TurnId, RunId = "run_1", AssignedRole = "dev", RuntimeId = "worker" }) },
    });

    /// <summary>A result of the turn that passes.</summary>
    internal JsonObject Result
    {
        get
        {
            JsonObject result = (JsonObject)JsonNode.Parse("""
                {"schema_version":"1.0","run_id":"run_1","turn_id":"turn_1","role":"dev","runtime_id":"worker","status":"completed","summary":"Did it",
                 "decisions":[{"id":"DEC-001","category":"scope","statement":"Do it","rationale":"It is needed"}],
                 "objections":[{"id":"OBJ-001","severity":"low","statement":"It is slow","status":"raised"}],
                 "files_changed":[],"artifacts_created":[],
                 "verification":{"status":"pass","commands":["make test"],"evidence_summary":"All pass",
                   "machine_evidence":[{"command":"make test","exit_code":0,"expected_exit_code":0,"argv":["make","test"]}],
                   "produced_files":[{"path":"out/log.txt","disposition":"ignore"}]},
                 "artifact":{"type":"review","ref":null},"proposed_next_role":"qa","phase_transition_request":null,"run_completion_request":null,
                 "needs_human_reason":null,"cost":{"input_tokens":10,"output_tokens":20,"usd":0.5}}
                """)!;
            if (Authority == WriteAuthority.Authoritative)
            {
                result["files_changed"] = new JsonArray("src/a.cs");
                result["artifact"]!["type"] = "workspace";
            }
            else if (Authority == WriteAuthority.Proposed)
            {
                result["artifact"]!["type"] = "patch";
                result["proposed_changes"] = new JsonArray(new JsonObject { ["path"] = "src/a.cs", ["action"] = "create", ["content"] = "x" });
            }

            return result;
        }
    }

    internal Scene With(Func<RunFacts, RunFacts> facts) => this with { Facts = facts(Facts) };

    internal Scene Configured(Func<RunConfiguration, RunConfiguration> configure) => this with { Configure = configure };

    internal Scene Decided(params string[] ids) => With(facts => facts with { DecisionIds = ids.ToHashSet(StringComparer.Ordinal) });

    internal Scene Holding(string path, string text) => With(facts => facts with { ReadFile = asked => asked == path ? text : null });

    internal ValidationResult Check(Action<JsonObject>? change = null)
    {
        JsonObject result = Result;
        change?.Invoke(result);
        return Check(result.ToJsonString());
    }

    internal ValidationResult Check(string json) => TurnValidation.Validate(Encoding.UTF8.GetBytes(json), State, Configuration, null, Facts);

    /// <summary>Sets what stands at a place: <c>decisions.0.id</c>; null text removes it.</summary>
    internal ValidationResult CheckWith(string place, string? json) => Check(result => Put(result, place, json));

    internal static void Put(JsonObject result, string place, string? json)
    {
        string[] parts = place.Split('.');
        JsonNode owner = parts[..^1].Aggregate((JsonNode)result, (at, part) => at is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : at[part]!);
        if (owner is JsonArray array)
        {
            array[int.Parse(parts[^1], System.Globalization.CultureInfo.InvariantCulture)] = JsonNode.Parse(json!);
        }
        else if (json is null)
        {
            owner.AsObject().Remove(parts[^1]);
        }
        else
        {
            owner[parts[^1]] = JsonNode.Parse(json);
        }
    }
}

/// <summary>What tests say about what came of a check.</summary>
internal static class Outcomes
{
    internal static TurnResult Passes(this ValidationResult result)
    {
        Assert.True(result.FailedStage is null, string.Join('\n', result.Problems.Select(problem => $"{result.FailedStage}: {problem.Reason} {problem.Message}")));
        Assert.Empty(result.Problems);
        return Assert.IsType<TurnResult>(result.TurnResult);
    }

    /// <summary>The first problem, which has to be of this code and stage.</summary>
    internal static Problem Fails(this ValidationResult result, string stage, string code)
    {
        Assert.Equal(stage, result.FailedStage);
        Assert.Equal(stage + "_error", result.ErrorClass);
        Assert.Null(result.TurnResult);
        Assert.Contains(code, result.Problems.Select(problem => problem.Reason.Id));
        return result.Problems.First(problem => problem.Reason.Id == code);
    }

    internal static Normalization Repaired(this ValidationResult result, string rule) => Assert.Single(result.Normalizations, each => each.Rule == rule);

    internal static void NotRepaired(this ValidationResult result) => Assert.Empty(result.Normalizations);
}
