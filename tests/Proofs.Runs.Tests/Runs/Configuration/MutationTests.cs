using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Proofs.Runs.Runs;

namespace Proofs.Runs.Tests.Runs.Configuration;

/// <summary>Every place of the full example holds something else in turn: nothing throws, and what is wrong is said at that place.</summary>
public sealed partial class MutationTests
{
    /// <summary>By place, in the schema's words: what else it may hold. Everything that is not here is refused.</summary>
    private const string Accepted = """
        $schema: null "x"
        protocol_mode: null
        template: null "x"
        project.id: "x"
        project.name: "x"
        project.goal: null "x" ""
        project.description: null "x" ""
        project.default_branch: null "x"
        roles.*.title: "x"
        roles.*.mandate: "x"
        roles.*.decision_authority: null 7
        roles.*.runtime: null
        roles.*.runtime_id: null
        roles.*.runtime_class: null
        roles.*.declared_file_scope: []
        roles.*.declared_file_scope[]: "x"
        runtimes.*.command: "x"
        runtimes.*.command[]: "x" ""
        runtimes.*.args: []
        runtimes.*.args[]: "x" ""
        runtimes.*.cwd: null "x"
        runtimes.*.prompt_transport: null
        runtimes.*.startup_watchdog_ms: null 7
        runtimes.*.capabilities: null {} {"x":{}}
        runtimes.*.capabilities.can_write_files: null "x" "" true
        runtimes.*.capabilities.proposal_support: null "x" "" true
        runtimes.*.capabilities.workflow_artifact_ownership: null "x" "" true
        runtimes.*.model: "x"
        runtimes.*.auth_env: "x"
        runtimes.*.base_url: null
        runtimes.*.max_output_tokens: null 7
        runtimes.*.timeout_seconds: null 7 2.5
        runtimes.*.context_window_tokens: null 7
        runtimes.*.retry_policy: null {} {"x":{}}
        runtimes.*.retry_policy.enabled: true
        runtimes.*.retry_policy.max_attempts: null 7
        runtimes.*.retry_policy.base_delay_ms: null 7
        runtimes.*.retry_policy.max_delay_ms: null 7
        runtimes.*.retry_policy.backoff_multiplier: null 7 2.5
        runtimes.*.retry_policy.jitter: null
        runtimes.*.retry_policy.retry_on: []
        runtimes.*.retry_policy.retry_on[]: "x"
        runtimes.*.preflight_tokenization: null {} {"x":{}}
        runtimes.*.preflight_tokenization.enabled: true
        runtimes.*.preflight_tokenization.tokenizer: null
        runtimes.*.preflight_tokenization.safety_margin_tokens: null 7
        runtimes.*.tool_name: null "x"
        runtimes.*.headers: {}
        runtimes.*.headers.*: "x" ""
        runtimes.*.timeout_ms: null 7
        routing.*.allowed_next_roles: []
        routing.*.exit_gate: null
        routing.*.max_concurrent_turns: null
        routing.*.timeout_minutes: null 7 2.5
        routing.*.timeout_action: null
        gates.*: {} {"x":{}}
        gates.*.requires_files: []
        gates.*.requires_files[]: "x"
        gates.*.requires_human_approval: true
        gates.*.requires_verification_pass: true
        gates.*.credentialed: true
        gates.*.gate_actions: []
        gates.*.gate_actions[].run: "x"
        gates.*.gate_actions[].label: null "x"
        gates.*.gate_actions[].timeout_ms: null
        budget: null {} {"x":{}}
        budget.per_turn_max_usd: null 7 2.5
        budget.per_run_max_usd: null 7 2.5
        budget.on_exceed: null
        budget.cost_rates: {}
        budget.cost_rates.*.input_per_1m: 7 2.5
        budget.cost_rates.*.output_per_1m: 7 2.5
        rules: null {} {"x":{}}
        rules.challenge_required: true
        rules.max_turn_retries: null 7
        rules.max_deadlock_cycles: null 7
        workflow_kit: {} {"x":{}}
        workflow_kit.phases: {}
        workflow_kit.phases.*: {} {"x":{}}
        workflow_kit.phases.*.template: null
        workflow_kit.phases.*.artifacts: []
        workflow_kit.phases.*.artifacts[].path: "x"
        workflow_kit.phases.*.artifacts[].semantics: null
        workflow_kit.phases.*.artifacts[].semantics_config.required_sections[]: "x"
        workflow_kit.phases.*.artifacts[].owned_by: null
        workflow_kit.phases.*.artifacts[].required: true
        policies: []
        policies[].id: "x"
        policies[].params.limit: 7
        policies[].params.limit_usd: 7 2.5
        policies[].message: null "x" ""
        policies[].scope: null {} {"x":{}}
        policies[].scope.phases: []
        policies[].scope.roles: []
        approval_policy: null {} {"x":{}}
        approval_policy.phase_transitions: null {} {"x":{}}
        approval_policy.proposals: null
        approval_policy.phase_transitions.default: null
        approval_policy.phase_transitions.rules: []
        approval_policy.phase_transitions.rules[].from_phase: null
        approval_policy.phase_transitions.rules[].to_phase: null
        approval_policy.phase_transitions.rules[].when: {}
        approval_policy.phase_transitions.rules[].when.gate_passed: true
        approval_policy.phase_transitions.rules[].when.roles_participated: []
        approval_policy.run_completion: null
        approval_policy.run_completion.when: {}
        approval_policy.run_completion.when.gate_passed: true
        approval_policy.run_completion.when.all_phases_visited: true
        timeouts: null {} {"x":{}}
        timeouts.per_turn_minutes: null 7 2.5
        timeouts.per_phase_minutes: null 7 2.5
        timeouts.per_run_minutes: null 7 2.5
        timeouts.action: null
        run_loop: null {} {"x":{}}
        run_loop.startup_watchdog_ms: null 7
        run_loop.stale_turn_threshold_ms: null 7
        run_loop.non_progress_threshold: null 7
        run_loop.max_turns: null 7
        run_loop.continuous: null [] {} [[]] [{}] {"x":{}}
        prompts: {}
        prompts.*: "x"
        hooks: {}
        hooks.*: []
        hooks.*[].name: "x"
        hooks.*[].command[]: "x" ""
        hooks.*[].timeout_ms: null
        hooks.*[].env: {}
        hooks.*[].env.*: "x" ""
        hooks.*[].method: null
        hooks.*[].headers: {}
        hooks.*[].headers.*: "x" ""
        verification: null {} {"x":{}}
        verification.commands: []
        verification.commands[][]: "x" ""
        verification.timeout_seconds: null 7
        gate_semantic_coverage_mode: null
        intent_coverage_mode: null "x"
        files: null {} {"x":{}}
        files.talk: null "x"
        files.history: null "x"
        files.state: null "x"
        notifications: null [] {} [[]] [{}] {"x":{}}
        schedules: null [] {} [[]] [{}] {"x":{}}
        retention: null [] {} [[]] [{}] {"x":{}}
        compat: null [] {} [[]] [{}] {"x":{}}
        """;

    /// <summary>What takes something away that is missed elsewhere: a transport then needs a command, and names lead nowhere.</summary>
    private static readonly HashSet<string> MissedElsewhere = ["runtimes {}", "runtimes.*.transport null", "gates {}", "gates {\"x\":{}}"];

    private static readonly string[] Others = ["null", "7", "-7", "2.5", "\"x\"", "\"\"", "[]", "{}", "true", "[[]]", "[{}]", "{\"x\":{}}"];

    [Fact]
    public void The_example_has_no_problem_and_no_unknown_key()
    {
        Assert.Empty(Sample.Problems(Sample.Full));
        Assert.Empty(Sample.Read(Sample.Full).UnknownKeys);
    }

    [Fact]
    public void What_else_stands_in_a_place_is_refused_at_that_place_or_listed_here()
    {
        HashSet<string> listed = [.. Accepted.Split('\n').SelectMany(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split(' ').Select(value => $"{line.Split(": ")[0]} {value}"))];
        HashSet<string> met = new(StringComparer.Ordinal);
        foreach ((string place, string other) in Places(JsonNode.Parse(Sample.Full)!, string.Empty).SelectMany(place => Others.Select(other => (place, other))))
        {
            string what = $"{Index().Replace(Chosen().Replace(place, "${map}.*"), "[]")} {other}";
            IReadOnlyList<Problem> problems = Sample.Problems(Sample.With(Sample.Full, place, other));
            if (problems.Count == 0)
            {
                Assert.True(Foreign().IsMatch(place) || listed.Contains(what), $"{place} may hold {other}");
                met.Add(what);
            }
            else
            {
                Assert.True(MissedElsewhere.Contains(what) || problems.Any(problem => IsRelated(problem.Field!, place)), $"{place} = {other}: {string.Join(" ", problems.Select(problem => problem.Message))}");
            }
        }

        Assert.Empty(listed.Except(met));
    }

    [Fact]
    public void Whatever_is_taken_away_nothing_throws()
    {
        foreach (string place in Places(JsonNode.Parse(Sample.Full)!, string.Empty).Where(place => !place.EndsWith(']')))
        {
            Assert.All(Sample.Problems(Sample.With(Sample.Full, place, null)), problem => Assert.NotEmpty(problem.Message));
        }
    }

    [Fact]
    public void Wherever_the_file_is_cut_off_it_is_no_JSON()
    {
        for (int length = 0; length < Sample.Least.Length - 1; length++)
        {
            Assert.Equal(["invalid_config"], Sample.Read(Sample.Least[..length]).Problems.Select(problem => problem.Reason.Id));
        }
    }

    private static bool IsRelated(string field, string place) => field.StartsWith(place, StringComparison.Ordinal) || place.StartsWith(field, StringComparison.Ordinal);

    private static IEnumerable<string> Places(JsonNode? node, string at)
    {
        IEnumerable<string> below = node switch
        {
            JsonObject some => some.SelectMany(property => Places(property.Value, at.Length == 0 ? property.Key : $"{at}.{property.Key}")),
            JsonArray list => list.SelectMany((item, index) => Places(item, $"{at}[{index}]")),
            _ => [],
        };
        return at.Length == 0 ? below : below.Prepend(at);
    }

    [GeneratedRegex(@"\b(?<map>roles|runtimes|routing|gates|cost_rates|workflow_kit\.phases|headers|env|prompts|hooks)\.[^.\[]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Chosen();

    [GeneratedRegex(@"\[\d+\]", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Index();

    [GeneratedRegex(@"^(run_loop\.continuous|notifications|compat)\.", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Foreign();
}
