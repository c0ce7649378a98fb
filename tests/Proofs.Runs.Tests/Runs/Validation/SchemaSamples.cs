using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Validation;
using Proofs.Runs.Runs.Validation.Shapes;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>Results with every key, and with one thing wrong in each place.</summary>
internal static class SchemaSamples
{
    private const string ObjectionStatus = "objections.0.status";

    /// <summary>Keys that may be missing or null. An objection's status is one, too, but other keys of that name are not.</summary>
    private static readonly HashSet<string> Optional = new(
    [
        "artifacts_created", "phase_transition_request", "run_completion_request", "needs_human_reason", "cost", "input_tokens", "output_tokens", "usd", "proposed_changes", "content",
        "delegations", "required_decision_ids", "idle_expansion_result", "durability", "overrides", "against_turn_id", "commands", "evidence_summary", "machine_evidence",
        "expected_exit_code", "argv", "produced_files", "ref",
    ], StringComparer.Ordinal);

    /// <summary>One value of each kind of JSON.</summary>
    private static readonly (JsonValueKind Kind, string Json)[] Kinds =
    [
        (JsonValueKind.Null, "null"), (JsonValueKind.True, "true"), (JsonValueKind.Number, "12.5"), (JsonValueKind.String, "\"Some text\""), (JsonValueKind.Array, "[]"), (JsonValueKind.Object, "{}"),
    ];

    internal static string Full { get; } = """
        {"schema_version":"1.0","run_id":"run_1","turn_id":"turn_1","role":"dev","runtime_id":"worker","status":"completed","summary":"Did it",
         "decisions":[{"id":"DEC-002","category":"scope","statement":"Do it","rationale":"It is needed","durability":"repo","overrides":"DEC-001"}],
         "objections":[{"id":"OBJ-001","severity":"low","statement":"It is slow","status":"raised","against_turn_id":"turn_0"}],
         "files_changed":["src/a.cs"],
         "verification":{"status":"pass","commands":["make test"],"evidence_summary":"All pass",
           "machine_evidence":[{"command":"make test","exit_code":0,"expected_exit_code":0,"argv":["make","<test>"]}],
           "produced_files":[{"path":"out/log.txt","disposition":"ignore"}]},
         "artifact":{"type":"workspace","ref":"git:abc1234"},"proposed_next_role":"qa","artifacts_created":["src/b.cs"],
         "phase_transition_request":"release","run_completion_request":false,"needs_human_reason":"None","cost":{"input_tokens":10,"output_tokens":20,"usd":0.5},
         "proposed_changes":[{"path":"src/a.cs","action":"modify","content":"<x>"}],
         "delegations":[{"id":"del-001","to_role":"qa","charter":"Look","acceptance_contract":["Looked"],"required_decision_ids":["DEC-007","DEC-008"]}],
         "idle_expansion_result":{"anything":"<x>"}}
        """;

    /// <summary>Places with a value of the right kind that is not allowed.</summary>
    private static readonly (string Place, string Json)[] Values =
    [
        ("schema_version", "\"1.1\""), ("schema_version", "\"\""), ("run_id", "\"\""), ("run_id", "\"  \""), ("turn_id", "\"\""), ("role", "\"Dev\""), ("role", "\"\""), ("role", "\"d ev\""), ("role", "\"dev\\n\""), ("role", "\"dév\""),
        ("runtime_id", "\"\""), ("status", "\"done\""), ("status", "\"Completed\""), ("status", "\"\""), ("summary", "\"\""), ("summary", "\"\\t\""),
        ("decisions.0.id", "\"DEC-\""), ("decisions.0.id", "\"DEC-1a\""), ("decisions.0.id", "\"dec-1\""), ("decisions.0.id", "\"DEC-١\""), ("decisions.0.id", "\"DEC-1\\n\""), ("decisions.0.id", "\"XDEC-1\""),
        ("decisions.0.category", "\"other\""), ("decisions.0.statement", "\"\""), ("decisions.0.rationale", "\" \""), ("decisions.0.durability", "\"forever\""), ("decisions.0.overrides", "\"DEC\""),
        ("objections.0.id", "\"OBJ-x\""), ("objections.0.id", "\"DEC-1\""), ("objections.0.severity", "\"critical\""), ("objections.0.statement", "\"\""), ("objections.0.status", "\"open\""),
        ("files_changed.0", "\"\""), ("artifacts_created.0", "\" \""), ("verification.status", "\"passed\""), ("verification.status", "\"attested_pass\""), ("verification.status", "\"PASS\""), ("verification.commands.0", "\"\""),
        ("verification.machine_evidence.0.command", "\"\""), ("verification.machine_evidence.0.exit_code", "0.5"), ("verification.machine_evidence.0.exit_code", "2147483648"), ("verification.machine_evidence.0.exit_code", "1e400"),
        ("verification.machine_evidence.0.expected_exit_code", "-2147483649"), ("verification.produced_files.0.path", "\"\""), ("verification.produced_files.0.disposition", "\"keep\""),
        ("artifact.type", "\"files\""), ("proposed_next_role", "\"QA\""), ("proposed_next_role", "\"\""), ("phase_transition_request", "\"\""),
        ("cost.usd", "-0.01"), ("cost.usd", "1000000001"), ("cost.usd", "1e300"), ("cost.input_tokens", "-1"), ("cost.output_tokens", "1.5"), ("cost.input_tokens", "1e30"),
        ("proposed_changes.0.path", "\"\""), ("proposed_changes.0.action", "\"move\""), ("delegations.0.id", "\"del-1\""), ("delegations.0.id", "\"del-0001\""), ("delegations.0.id", "\"DEL-001\""),
        ("delegations.0.to_role", "\"Q A\""), ("delegations.0.charter", "\"\""), ("delegations.0.acceptance_contract", "[]"), ("delegations.0.acceptance_contract.0", "\"\""),
        ("delegations.0.required_decision_ids.0", "\"DEC-x\""), ("delegations.0.required_decision_ids.0", "\"DEC-008\""),
    ];

    /// <summary>Results that are right.</summary>
    internal static IEnumerable<(string What, string Json)> Good()
    {
        yield return ("everything", Full);
        yield return ("a price in small parts", Changed("cost.usd", "0.0000000000000000000000000001"));
        yield return ("an unknown key", Full.Replace("\"summary\"", "\"files_modified\":3,\"summary\"", StringComparison.Ordinal));
        foreach ((string place, _, _) in Places().Where(IsOptional))
        {
            yield return ($"{place} null", Changed(place, "null"));
            yield return ($"without {place}", Changed(place, null));
        }
    }

    /// <summary>Results that are wrong in one place.</summary>
    internal static IEnumerable<(string What, string Json)> Bad()
    {
        foreach (Place place in Places().Where(each => !each.At.StartsWith("idle_expansion_result", StringComparison.Ordinal)))
        {
            foreach ((JsonValueKind other, string json) in Kinds.Where(each => each.Kind != place.Kind && !(each.Kind == JsonValueKind.Null && IsOptional(place))))
            {
                yield return ($"{place.At} as {other}", Changed(place.At, json));
            }

            if (place.Name.Length > 0 && !IsOptional(place))
            {
                yield return ($"without {place.At}", Changed(place.At, null));
            }
        }

        foreach ((string place, string json) in Values.Concat(Placeholders.Select(place => (place, "\"<fill me in>\""))))
        {
            yield return ($"{place} = {json}", Changed(place, json));
        }
    }

    /// <summary>What the schema stage, and the verification stage where it is about shape, have against a result.</summary>
    internal static IReadOnlyList<Problem> Check(string json)
    {
        JsonElement result = JsonElement.Parse(json);
        IEnumerable<Problem> inside = result.TryGetProperty("verification", out JsonElement verification) ? TurnResultShape.Verification.Check(verification, "verification") : [];
        return [.. SchemaStage.Check(result), .. inside];
    }

    internal static string Changed(string place, string? json)
    {
        JsonObject result = (JsonObject)JsonNode.Parse(Full)!;
        Scene.Put(result, place, json);
        return result.ToJsonString();
    }

    internal static readonly string[] Placeholders =
    [
        "run_id", "turn_id", "runtime_id", "summary", "decisions.0.statement", "decisions.0.rationale", "objections.0.statement", "objections.0.against_turn_id", "files_changed.0", "artifacts_created.0",
        "verification.evidence_summary", "verification.commands.0", "verification.machine_evidence.0.command", "verification.produced_files.0.path", "artifact.ref", "phase_transition_request",
        "needs_human_reason", "proposed_changes.0.path", "delegations.0.charter", "delegations.0.acceptance_contract.0",
    ];

    private static bool IsOptional(Place place) => Optional.Contains(place.Name) || place.At == ObjectionStatus;

    private static IEnumerable<Place> Places() => Places(JsonNode.Parse(Full)!, string.Empty);

    private static IEnumerable<Place> Places(JsonNode node, string prefix)
    {
        IEnumerable<(string Key, string Name, JsonNode Node)> inside = node switch
        {
            JsonObject some => some.Select(each => (each.Key, each.Key, each.Value!)),
            JsonArray items => items.Select((item, index) => ($"{index}", string.Empty, item!)),
            _ => [],
        };
        return inside.SelectMany(each => Places(each.Node, $"{prefix}{each.Key}.").Prepend(new(prefix + each.Key, each.Name, KindOf(each.Node))));
    }

    private static JsonValueKind KindOf(JsonNode node) => node.GetValueKind() is var kind && kind == JsonValueKind.False ? JsonValueKind.True : kind;

    /// <summary>A value in the full result; an item of an array has no name.</summary>
    private sealed record Place(string At, string Name, JsonValueKind Kind);
}
