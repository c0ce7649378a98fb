using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Configuration.Reading;

namespace Proofs.Runs.Tests.Runs.Configuration;

/// <summary>The reader, its schema and its README know the same keys and words.</summary>
public sealed partial class DriftTests
{
    private static readonly JsonElement Root = JsonDocument.Parse(Sample.Schema).RootElement;

    [Fact]
    public void The_schema_has_the_keys_of_the_reader() => Assert.Equal(Known(), Places().Select(place => place.Pattern).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_README_has_the_keys_of_the_reader() => Assert.Equal(Known(), Row().Matches(Sample.Readme).Select(match => match.Groups["key"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_key_of_the_schema_is_described()
    {
        foreach ((string pattern, JsonElement schema) in Places().DistinctBy(place => place.Pattern))
        {
            Assert.True(schema.TryGetProperty("description", out _), pattern);
        }
    }

    public static TheoryData<string, IReadOnlyList<string>> Words => new()
    {
        { "schema_version", [.. ConfigurationWords.SchemaVersions, "4"] },
        { "protocol_mode", ConfigurationWords.ProtocolModes },
        { "roles.*.write_authority", ConfigurationWords.WriteAuthorities },
        { "roles.*.runtime_class", ConfigurationWords.RuntimeTypes },
        { "runtimes.*.type", ConfigurationWords.RuntimeTypes },
        { "runtimes.*.provider", ConfigurationWords.Providers },
        { "runtimes.*.prompt_transport", ConfigurationWords.PromptTransports },
        { "runtimes.*.transport", ConfigurationWords.McpTransports },
        { "runtimes.*.retry_policy.jitter", ConfigurationWords.Jitters },
        { "runtimes.*.preflight_tokenization.tokenizer", ConfigurationWords.Tokenizers },
        { "routing.*.timeout_action", ConfigurationWords.PhaseTimeoutActions },
        { "budget.on_exceed", ConfigurationWords.BudgetActions },
        { "workflow_kit.phases.*.template", WorkflowKits.Templates },
        { "workflow_kit.phases.*.artifacts[].semantics", WorkflowKits.Semantics },
        { "policies[].rule", ConfigurationWords.PolicyRules },
        { "policies[].action", ConfigurationWords.PolicyActions },
        { "approval_policy.phase_transitions.default", ConfigurationWords.ApprovalActions },
        { "approval_policy.phase_transitions.rules[].action", ConfigurationWords.ApprovalActions },
        { "approval_policy.proposals", ConfigurationWords.ProposalModes },
        { "approval_policy.run_completion.action", ConfigurationWords.ApprovalActions },
        { "timeouts.action", ConfigurationWords.TimeoutActions },
        { "hooks.*[].type", ConfigurationWords.HookTypes },
        { "hooks.*[].method", ConfigurationWords.HookMethods },
        { "hooks.*[].mode", ConfigurationWords.HookModes },
        { "gate_semantic_coverage_mode", ConfigurationWords.CoverageModes },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void The_schema_has_the_words_of_the_reader(string pattern, IReadOnlyList<string> words) =>
        Assert.Equal(words, Enumeration(Places().First(place => place.Pattern == pattern && place.Schema.TryGetProperty("enum", out _)).Schema));

    [Fact]
    public void No_closed_word_of_the_schema_is_left_out() =>
        Assert.Equal(Words.Select(row => (string)row[0]).Order(StringComparer.Ordinal), Places().Where(place => place.Schema.TryGetProperty("enum", out _)).Select(place => place.Pattern).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_schema_has_the_phases_of_hooks()
    {
        JsonElement hooks = Root.GetProperty("properties").GetProperty("hooks");
        Assert.Equal(ConfigurationWords.HookPhases, Enumeration(hooks.GetProperty("propertyNames")));
        Assert.Equal(ConfigurationWords.AdvisoryHookPhases, hooks.GetProperty("properties").EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void The_schema_has_the_defaults_of_the_reader()
    {
        RunConfiguration defaults = new() { Budget = new(), ApprovalPolicy = new(), Routing = [new("p")] };
        Dictionary<string, object> values = new(StringComparer.Ordinal)
        {
            ["routing.*.max_concurrent_turns"] = defaults.Routing[0].MaxConcurrentTurns,
            ["gates.*.requires_verification_pass"] = new PhaseGate().RequiresVerificationPass,
            ["gates.*.requires_human_approval"] = new PhaseGate().RequiresHumanApproval,
            ["gates.*.credentialed"] = new PhaseGate().Credentialed,
            ["gates.*.gate_actions[].timeout_ms"] = new GateAction("x", null).TimeoutMilliseconds,
            ["budget.on_exceed"] = defaults.Budget.OnExceed,
            ["rules.challenge_required"] = defaults.Rules.ChallengeRequired,
            ["rules.max_turn_retries"] = defaults.Rules.MaxTurnRetries,
            ["workflow_kit.phases.*.artifacts[].required"] = new PhaseArtifact("x").Required,
            ["approval_policy.phase_transitions.default"] = defaults.ApprovalPolicy.PhaseTransitionDefault,
            ["approval_policy.proposals"] = defaults.ApprovalPolicy.Proposals,
            ["timeouts.action"] = defaults.Timeouts.Action,
            ["run_loop.non_progress_threshold"] = defaults.RunLoop.NonProgressThreshold,
            ["run_loop.max_turns"] = defaults.RunLoop.MaxTurns,
            ["gate_semantic_coverage_mode"] = defaults.GateSemanticCoverageMode,
        };
        foreach ((string pattern, object value) in values)
        {
            Assert.Equal(value.ToString()!, Places().First(place => place.Pattern == pattern && place.Schema.TryGetProperty("default", out _)).Schema.GetProperty("default").ToString());
        }
    }

    private static IEnumerable<string> Known()
    {
        ReadingLog log = new();
        Assert.Empty(ConfigurationReader.Read(Encoding.UTF8.GetBytes(Sample.Full), log).Problems);
        return log.Known.Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Enumeration(JsonElement schema) => schema.GetProperty("enum").EnumerateArray().Where(value => value.ValueKind != JsonValueKind.Null).Select(value => value.ToString());

    private static IEnumerable<(string Pattern, JsonElement Schema)> Places() => Walk(Root, string.Empty);

    /// <summary>Every key that a schema speaks of; where names are free, the ones it knows by name stand for all.</summary>
    private static IEnumerable<(string Pattern, JsonElement Schema)> Walk(JsonElement schema, string at)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            return Walk(Root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]), at);
        }

        bool isFree = schema.TryGetProperty("additionalProperties", out JsonElement others) && others.ValueKind == JsonValueKind.Object;
        IEnumerable<(string, JsonElement)> named = schema.TryGetProperty("properties", out JsonElement properties) ? properties.EnumerateObject().SelectMany(property => Named(property, isFree, at)) : [];
        return named
            .Concat(isFree ? Walk(others, at + ".*") : [])
            .Concat(schema.TryGetProperty("items", out JsonElement items) ? Walk(items, at + "[]") : [])
            .Concat(schema.TryGetProperty("allOf", out JsonElement all) ? all.EnumerateArray().SelectMany(each => Walk(each, at)) : []);
    }

    private static IEnumerable<(string, JsonElement)> Named(JsonProperty property, bool isFree, string at)
    {
        string place = isFree ? at + ".*" : at.Length == 0 ? property.Name : $"{at}.{property.Name}";
        JsonElement schema = property.Value.TryGetProperty("$ref", out JsonElement reference) ? Root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]) : property.Value;
        IEnumerable<(string, JsonElement)> below = Walk(schema, place);
        return isFree ? below : below.Prepend((place, schema));
    }

    [GeneratedRegex(@"^\| `(?<key>[^`]+)` \| [^|]+ \| [^|]+ \| [^|]+ \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Row();
}
