using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Repo.Tests.Schemas;

/// <summary>Configurations of runs, good and bad. What the reader and the schema make of each is compared; nothing here says who is right.</summary>
internal static partial class ConfigurationSamples
{
    private static readonly string[] Others = ["null", "7", "-7", "2.5", "\"x\"", "\"\"", "[]", "{}", "true", "[{}]"];

    /// <summary>Changes to the example: where, and what stands there then; null takes it away.</summary>
    internal static IReadOnlyList<(string Place, string? Value)> Changes { get; } =
    [
        ("schema_version", "4"), ("schema_version", "4.0"), ("schema_version", "\"4\""), ("schema_version", "3"), ("schema_version", "\"2.0\""), ("schema_version", null),
        ("project.id", null), ("project.name", "\"\\t\""), ("project.goal", Text('g', 500)), ("project.goal", Text('g', 501)), ("roles", null), ("roles", "{}"),
        ("roles.human", Role), ("roles.Dev", Role), ("roles['a/b']", Role), ("roles.new-1", Role), ("roles.pm.runtime", null), ("roles.dev.runtime", null), ("roles.dev.decision_authority", "100"),
        ("roles.pm.decision_authority", "0.0"), ("runtimes.agent.command", null), ("runtimes.agent.command", "[]"), ("runtimes.agent.prompt_transport", "\"pipe\""), ("runtimes.model.provider", null),
        ("runtimes.model.model", null), ("runtimes.model.auth_env", null), ("runtimes.model.auth_env", "\"sk-secret\""), ("runtimes.model.provider", "\"ollama\""), ("runtimes.model.base_url", "\"file:///x\""), ("runtimes.model.base_url", "\"HTTP://x\""),
        ("runtimes.model.base_url", "\"http://localhost:11434/v1\""), ("runtimes.tools.transport", "\"stdio\""), ("runtimes.tools.url", null), ("runtimes.service.url", null), ("runtimes['x/y']", "{\"type\":\"manual\"}"),
        ("runtimes['claude-3.5']", "{\"type\":\"manual\"}"), ("runtimes['..']", "{\"type\":\"manual\"}"), ("routing", null), ("routing", "{}"), ("routing.qa.entry_role", null), ("routing.2nd", "{\"entry_role\":\"qa\"}"),
        ("routing.last_one", "{\"entry_role\":\"qa\"}"), ("routing.qa.max_concurrent_turns", "4.0"), ("routing.qa.max_concurrent_turns", "5"), ("routing.qa.max_concurrent_turns", "0"), ("routing.qa.timeout_minutes", "0.5"),
        ("gates.built.requires_files", "[\"../x\"]"), ("gates.built.requires_files", "[\"/x\"]"), ("gates.built.requires_files", "[\"a\\\\b\"]"), ("gates.built.requires_files", "[\"a//b\"]"), ("gates.built.requires_files", "[\"a/\"]"),
        ("gates.built.requires_files", "[\"./a\"]"), ("gates.built.requires_files", "[\"a/.. /b\"]"), ("gates.built.requires_files", "[\".git/x\"]"), ("gates.built.requires_files", "[\"a/.GIT./x\"]"), ("gates.built.requires_files", "[\"git~1\"]"),
        ("gates.built.requires_files", "[\"C:x\"]"), ("gates.built.requires_files", "[\"a\\u0085b\"]"), ("gates.built.requires_files", "[\"a b/.gitignore\",\"...c/ü\"]"), ("gates.built.requires_files", "[\"\"]"),
        ("gates.built.gate_actions", "[{\"run\":\"x\"}]"), ("gates.signed_off.gate_actions", "[{\"run\":\"x\"}]"), ("gates.shippable.gate_actions[0].timeout_ms", "999"), ("gates.shippable.gate_actions[0].timeout_ms", "3600001"),
        ("budget.per_turn_max_usd", "0"), ("budget.per_run_max_usd", "1e9"), ("budget.per_run_max_usd", "1000000001"), ("budget.on_exceed", "\"stop\""), ("rules.max_turn_retries", "0"),
        ("workflow_kit.phases.planning.template", "\"mine\""), ("workflow_kit.phases.planning.artifacts[0].semantics_config", null), ("workflow_kit.phases.planning.artifacts[0].semantics_config.required_sections", "[]"),
        ("workflow_kit.phases.planning.artifacts[0].semantics", "\"pm_signoff\""), ("policies[0].params", null), ("policies[0].params.limit", "1.5"), ("policies[0].params.limit", "0"), ("policies[0].rule", "\"max_cost_per_turn\""),
        ("policies[1].params.limit_usd", "0.001"), ("policies[1].params.limit_usd", "0"), ("policies[2].params.allowed", "[]"), ("policies[2].params.allowed", "[\"done\"]"), ("policies[3].action", "\"stop\""), ("policies[3].id", null),
        ("approval_policy.run_completion.when.tests_green", "true"), ("approval_policy.run_completion.when.credentialed_gate", "true"), ("approval_policy.run_completion.action", null), ("approval_policy.phase_transitions.rules[0].action", "\"allow\""),
        ("timeouts.per_run_minutes", "0"), ("timeouts.action", "\"skip_phase\""), ("run_loop.max_turns", "0"), ("run_loop.startup_watchdog_ms", "0"), ("prompts.dev", "\"../x\""), ("hooks.before_lunch", "[]"), ("hooks.before_gate", Hooks(8)),
        ("hooks.before_gate", Hooks(9)), ("hooks.on_escalation", Hooks(1)), ("hooks.after_acceptance[0].mode", "\"blocking\""), ("hooks.after_acceptance[0].url", null), ("hooks.before_acceptance[0].command", "[]"),
        ("hooks.before_acceptance[0].timeout_ms", "99"), ("hooks.before_acceptance[0].timeout_ms", "30001"), ("verification.commands", "[[]]"), ("gate_semantic_coverage_mode", "\"lenient\""), ("files.state", "\"/x\""), ("anything", "[1]"),
        ("project.anything", "1"), ("prompts", $"{{{string.Join(',', Enumerable.Range(0, 1001).Select(i => $"\"r{i}\":\"p\""))}}}"), ("gates.built.requires_files", $"[{string.Join(',', Enumerable.Range(0, 1001).Select(i => $"\"f{i}\""))}]"),
    ];

    /// <summary>What no schema can say: places compared with each other, and how the text is written.</summary>
    internal static IReadOnlyList<(string Place, string? Value)> BeyondSchema { get; } =
    [
        ("roles.dev.runtime_id", "\"person\""), ("roles.dev.runtime_class", "\"mcp\""), ("budget.per_turn_max_usd", "41"), ("policies[1].id", "\"turns\""), ("project.name", "\"a\\u0000b\""), ("prompts.dev", "\"a\\u200Cb\""),
        ("runtimes.agent.command", "[\" \"]"), ("budget.per_run_max_usd", "40.000000000000000000000000000001"),
    ];

    /// <summary>The example with something else in one place, for every place.</summary>
    internal static IEnumerable<(string What, string Document)> Mutated(string document) => Places(JsonNode.Parse(document)!)
        .SelectMany(place => Others.Select(other => ($"{place} = {other}", With(document, place[1..], other))));

    internal static string With(string document, string place, string? value)
    {
        JsonNode root = JsonNode.Parse(document)!;
        string[] parts = Split(place);
        JsonNode parent = parts[..^1].Aggregate(root, (node, part) => (node is JsonArray list ? list[int.Parse(part)] : node[part])!);
        if (parent is JsonArray several)
        {
            several[int.Parse(parts[^1])] = JsonNode.Parse(value!);
        }
        else
        {
            parent.AsObject().Remove(parts[^1]);
            if (value is not null)
            {
                parent[parts[^1]] = JsonNode.Parse(value);
            }
        }

        return root.ToJsonString();
    }

    private const string Role = """{"title":"T","mandate":"M","write_authority":"proposed","runtime":"person"}""";

    private static string Hooks(int count) => $"[{string.Join(',', Enumerable.Repeat("""{"name":"n","type":"process","command":["x"],"mode":"blocking"}""", count))}]";

    private static string Text(char character, int length) => $"\"{new string(character, length)}\"";

    private static IEnumerable<string> Places(JsonNode? node) => node switch
    {
        JsonObject some => some.Select(property => property.Value).OfType<JsonNode>().SelectMany(value => Places(value).Prepend(value.GetPath())),
        JsonArray several => several.OfType<JsonNode>().SelectMany(value => Places(value).Prepend(value.GetPath())),
        _ => [],
    };

    // As JsonNode writes paths: names that are no plain words stand in brackets.
    private static string[] Split(string place) => [.. Part().Matches(place).Select(match => match.Groups["name"].Value)];

    [GeneratedRegex(@"\['(?<name>[^']+)'\]|\[(?<name>\d+)\]|(?<name>[^.\[\]]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Part();
}
