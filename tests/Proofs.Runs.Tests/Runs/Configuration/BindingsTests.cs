using System.Text.Json;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Tests.Runs.Configuration;

/// <summary>What a configuration must have beyond its shape before a run can begin.</summary>
public sealed class BindingsTests
{
    private const string Person = """{ "type": "manual" }""";
    private const string Cli = """{ "type": "local_cli", "command": "agent" }""";
    private const string Api = """{ "type": "api_proxy", "provider": "openai", "model": "m", "auth_env": "KEY" }""";
    private const string Tools = """{ "type": "mcp", "command": ["tool"] }""";
    private const string Remote = """{ "type": "remote_agent", "url": "https://example.org/turn" }""";

    [Fact]
    public void The_least_configuration_can_run() => Assert.Empty(Sample.Problems(Sample.Least));

    [Theory]
    [InlineData("authoritative", Person, null)]
    [InlineData("authoritative", Cli, null)]
    [InlineData("authoritative", Api, "invalid_authoritative_binding")]
    [InlineData("authoritative", Tools, null)]
    [InlineData("authoritative", Remote, "invalid_authoritative_binding")]
    [InlineData("proposed", Person, null)]
    [InlineData("proposed", Cli, null)]
    [InlineData("proposed", Api, null)]
    [InlineData("proposed", Tools, null)]
    [InlineData("proposed", Remote, null)]
    [InlineData("review_only", Person, null)]
    [InlineData("review_only", Cli, "invalid_review_only_binding")]
    [InlineData("review_only", Api, null)]
    [InlineData("review_only", Tools, null)]
    [InlineData("review_only", Remote, null)]
    public void Write_authority_and_runtime_have_to_go_together(string authority, string runtime, string? code)
    {
        Problem[] problems = [.. Sample.Problems(Sample.With(Sample.Least, ("roles.dev.write_authority", $"\"{authority}\""), ("runtimes.hand", runtime)))];
        Assert.Equal(code is null ? [] : [code], problems.Select(problem => problem.Reason.Id));
        Assert.All(problems, problem => Assert.Equal(("roles.dev.runtime", "hand"), (problem.Field, problem.Referenced)));
    }

    [Theory]
    [InlineData("""{ "type": "local_cli" }""", "command")]
    [InlineData("""{ "type": "local_cli", "command": [] }""", "command")]
    [InlineData("""{ "type": "local_cli", "command": ["a", ""] }""", null)]
    [InlineData("""{ "type": "local_cli", "command": "a", "prompt_transport": "argv" }""", null)]
    [InlineData("""{ "type": "local_cli", "command": "a", "prompt_transport": "pipe" }""", "prompt_transport")]
    [InlineData("""{ "type": "local_cli", "command": "a", "startup_watchdog_ms": 0 }""", "startup_watchdog_ms")]
    [InlineData("""{ "type": "api_proxy", "model": "m", "auth_env": "KEY" }""", "provider")]
    [InlineData("""{ "type": "api_proxy", "provider": "acme", "model": "m", "auth_env": "KEY" }""", "provider")]
    [InlineData("""{ "type": "api_proxy", "provider": "google", "auth_env": "KEY" }""", "model")]
    [InlineData("""{ "type": "api_proxy", "provider": "anthropic", "model": "m" }""", "auth_env")]
    [InlineData("""{ "type": "api_proxy", "provider": "ollama", "model": "m" }""", null)]
    [InlineData("""{ "type": "api_proxy", "provider": "ollama", "model": "m", "base_url": "ftp://x" }""", "base_url")]
    [InlineData("""{ "type": "api_proxy", "provider": "ollama", "model": "m", "base_url": "http://" }""", "base_url")]
    [InlineData("""{ "type": "api_proxy", "provider": "ollama", "model": "m", "base_url": "localhost:11434" }""", "base_url")]
    [InlineData("""{ "type": "api_proxy", "provider": "ollama", "model": "m", "max_output_tokens": 0 }""", "max_output_tokens")]
    [InlineData("""{ "type": "api_proxy", "provider": "ollama", "model": "m", "timeout_seconds": 0 }""", "timeout_seconds")]
    [InlineData("""{ "type": "api_proxy", "provider": "ollama", "model": "m", "timeout_seconds": 0.5 }""", null)]
    [InlineData("""{ "type": "api_proxy", "provider": "ollama", "model": "m", "context_window_tokens": 0 }""", "context_window_tokens")]
    [InlineData("""{ "type": "api_proxy", "provider": "ollama", "model": "m", "retry_policy": { "max_attempts": 0 } }""", "retry_policy.max_attempts")]
    [InlineData("""{ "type": "api_proxy", "provider": "ollama", "model": "m", "retry_policy": { "base_delay_ms": -1 } }""", "retry_policy.base_delay_ms")]
    [InlineData("""{ "type": "api_proxy", "provider": "ollama", "model": "m", "retry_policy": { "max_delay_ms": -1 } }""", "retry_policy.max_delay_ms")]
    [InlineData("""{ "type": "api_proxy", "provider": "ollama", "model": "m", "retry_policy": { "backoff_multiplier": 0.5 } }""", "retry_policy.backoff_multiplier")]
    [InlineData("""{ "type": "api_proxy", "provider": "ollama", "model": "m", "retry_policy": { "jitter": "some" } }""", "retry_policy.jitter")]
    [InlineData("""{ "type": "api_proxy", "provider": "ollama", "model": "m", "preflight_tokenization": { "tokenizer": "mine" } }""", "preflight_tokenization.tokenizer")]
    [InlineData("""{ "type": "api_proxy", "provider": "ollama", "model": "m", "preflight_tokenization": { "safety_margin_tokens": -1 } }""", "preflight_tokenization.safety_margin_tokens")]
    [InlineData("""{ "type": "mcp" }""", "command")]
    [InlineData("""{ "type": "mcp", "transport": "stdio", "url": "http://x" }""", "command")]
    [InlineData("""{ "type": "mcp", "transport": "streamable_http", "command": "x" }""", "url")]
    [InlineData("""{ "type": "mcp", "transport": "streamable_http", "url": "http://x" }""", null)]
    [InlineData("""{ "type": "mcp", "transport": "carrier_pigeon", "command": "x" }""", "transport")]
    [InlineData("""{ "type": "remote_agent" }""", "url")]
    [InlineData("""{ "type": "remote_agent", "url": "file:///etc/passwd" }""", "url")]
    [InlineData("""{ "type": "remote_agent", "url": "http://x y" }""", "url")]
    [InlineData("""{ "type": "remote_agent", "url": "HTTP://x" }""", "url")]
    [InlineData("""{ "type": "remote_agent", "url": "http:/x" }""", "url")]
    [InlineData("""{ "type": "remote_agent", "url": " http://x" }""", "url")]
    [InlineData("""{ "type": "remote_agent", "url": "https://x", "timeout_ms": 0 }""", "timeout_ms")]
    public void A_runtime_needs_what_its_type_needs(string runtime, string? field)
    {
        string json = Sample.With(Sample.Least, ("roles.dev.write_authority", "\"proposed\""), ("runtimes.hand", runtime));
        Assert.Equal(field is null ? [] : ["runtimes.hand." + field], Sample.Problems(json).Select(problem => problem.Field));
    }

    [Theory]
    [InlineData("MY_KEY_2", true)]
    [InlineData("_k", true)]
    [InlineData("2KEY", false)]
    [InlineData("sk-ant-secret", false)]
    [InlineData("A KEY", false)]
    public void A_key_is_named_and_never_written_down(string name, bool isName)
    {
        IReadOnlyList<Problem> problems = Sample.Problems(Sample.With(Sample.Least, ("roles.dev.write_authority", "\"proposed\""), ("runtimes.hand", Api), ("runtimes.hand.auth_env", $"\"{name}\"")));
        Assert.Equal(isName, problems.Count == 0);
        Assert.All(problems, problem => Assert.DoesNotContain(name, problem.Message + problem.Actual, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("project.goal", 500, true)]
    [InlineData("project.goal", 501, false)]
    public void A_goal_has_at_most_500_characters(string place, int length, bool isGood)
    {
        foreach (string character in (string[])["g", "😀"])
        {
            string goal = string.Concat(Enumerable.Repeat(character, length));
            Assert.Equal(isGood ? [] : [place], Sample.Problems(Sample.With(Sample.Least, place, JsonSerializer.Serialize(goal))).Select(problem => problem.Field));
        }
    }

    [Theory]
    [InlineData("routing", null, "routing", "invalid_config")]
    [InlineData("routing", "{}", "routing", "invalid_config")]
    [InlineData("routing.build.entry_role", null, "routing.build.entry_role", "invalid_config")]
    [InlineData("routing.2nd", "{\"entry_role\":\"dev\"}", "routing.2nd", "invalid_config")]
    [InlineData("routing.Build", "{\"entry_role\":\"dev\"}", "routing.Build", "invalid_config")]
    [InlineData("routing._x", "{\"entry_role\":\"dev\"}", "routing._x", "invalid_config")]
    [InlineData("routing.build.timeout_minutes", "0.5", "routing.build.timeout_minutes", "invalid_config")]
    [InlineData("routing.build.timeout_action", "\"stop\"", "routing.build.timeout_action", "invalid_config")]
    [InlineData("routing.build.exit_gate", "\"nowhere\"", "routing.build.exit_gate", "undeclared_gate_reference")]
    [InlineData("roles.Dev", "{\"title\":\"D\",\"mandate\":\"D\",\"write_authority\":\"proposed\",\"runtime\":\"hand\"}", "roles.Dev", "invalid_config")]
    [InlineData("roles.human", "{\"title\":\"D\",\"mandate\":\"D\",\"write_authority\":\"proposed\",\"runtime\":\"hand\"}", "roles.human", "invalid_config")]
    [InlineData("roles.dev.decision_authority", "-1", "roles.dev.decision_authority", "invalid_config")]
    [InlineData("roles.dev.decision_authority", "100", "roles.dev.decision_authority", "invalid_config")]
    [InlineData("gates.g.gate_actions", "[{\"run\":\"x\"}]", "gates.g.gate_actions", "invalid_config")]
    [InlineData("gates.g", "{\"requires_human_approval\":true,\"gate_actions\":[{\"run\":\"x\",\"timeout_ms\":999}]}", "gates.g.gate_actions[0].timeout_ms", "invalid_config")]
    [InlineData("gates.g", "{\"requires_human_approval\":true,\"gate_actions\":[{\"run\":\"x\",\"timeout_ms\":3600001}]}", "gates.g.gate_actions[0].timeout_ms", "invalid_config")]
    [InlineData("budget.per_turn_max_usd", "0", "budget.per_turn_max_usd", "invalid_config")]
    [InlineData("budget.per_run_max_usd", "-1", "budget.per_run_max_usd", "invalid_config")]
    [InlineData("budget", "{\"per_turn_max_usd\":2.01,\"per_run_max_usd\":2}", "budget.per_turn_max_usd", "invalid_config")]
    [InlineData("budget.on_exceed", "\"ignore\"", "budget.on_exceed", "invalid_config")]
    [InlineData("budget.cost_rates", "{\"m\":{\"input_per_1m\":-1,\"output_per_1m\":0}}", "budget.cost_rates.m.input_per_1m", "invalid_config")]
    [InlineData("budget.cost_rates", "{\"m\":{\"input_per_1m\":0,\"output_per_1m\":-1}}", "budget.cost_rates.m.output_per_1m", "invalid_config")]
    [InlineData("rules.max_turn_retries", "0", "rules.max_turn_retries", "invalid_config")]
    [InlineData("rules.max_deadlock_cycles", "0", "rules.max_deadlock_cycles", "invalid_config")]
    [InlineData("timeouts.per_turn_minutes", "0.9", "timeouts.per_turn_minutes", "invalid_config")]
    [InlineData("timeouts.per_phase_minutes", "0", "timeouts.per_phase_minutes", "invalid_config")]
    [InlineData("timeouts.per_run_minutes", "-5", "timeouts.per_run_minutes", "invalid_config")]
    [InlineData("timeouts.action", "\"skip_phase\"", "timeouts.action", "invalid_config")]
    [InlineData("run_loop.max_turns", "0", "run_loop.max_turns", "invalid_config")]
    [InlineData("run_loop.non_progress_threshold", "0", "run_loop.non_progress_threshold", "invalid_config")]
    [InlineData("prompts.ghost", "\"p.md\"", "prompts.ghost", "undeclared_role_reference")]
    [InlineData("verification.commands", "[[]]", "verification.commands[0]", "invalid_config")]
    [InlineData("gate_semantic_coverage_mode", "\"lenient\"", "gate_semantic_coverage_mode", "invalid_config")]
    [InlineData("workflow_kit", "{\"phases\":{\"ghost\":{}}}", "workflow_kit.phases.ghost", "undeclared_phase_reference")]
    [InlineData("workflow_kit", "{\"phases\":{\"build\":{\"artifacts\":[{\"path\":\"a\",\"semantics\":\"magic\"}]}}}", "workflow_kit.phases.build.artifacts[0].semantics", "invalid_config")]
    [InlineData("workflow_kit", "{\"phases\":{\"build\":{\"template\":\"qa-default\",\"artifacts\":[{\"path\":\"a\",\"owned_by\":\"ghost\"}]}}}", "workflow_kit.phases.build.artifacts[0].owned_by", "undeclared_role_reference")]
    [InlineData("workflow_kit", "{\"phases\":{\"build\":{\"artifacts\":[{\"path\":\"a\",\"semantics\":\"section_check\"}]}}}", "workflow_kit.phases.build.artifacts[0].semantics_config.required_sections", "invalid_config")]
    [InlineData("approval_policy", "{\"proposals\":\"yes\"}", "approval_policy.proposals", "invalid_config")]
    [InlineData("approval_policy", "{\"phase_transitions\":{\"default\":\"allow\"}}", "approval_policy.phase_transitions.default", "invalid_config")]
    [InlineData("approval_policy", "{\"phase_transitions\":{\"rules\":[{\"action\":\"allow\"}]}}", "approval_policy.phase_transitions.rules[0].action", "invalid_config")]
    [InlineData("approval_policy", "{\"phase_transitions\":{\"rules\":[{\"action\":\"require_human\",\"from_phase\":\"biuld\"}]}}", "approval_policy.phase_transitions.rules[0].from_phase", "undeclared_phase_reference")]
    [InlineData("approval_policy", "{\"phase_transitions\":{\"rules\":[{\"action\":\"require_human\",\"to_phase\":\"biuld\"}]}}", "approval_policy.phase_transitions.rules[0].to_phase", "undeclared_phase_reference")]
    [InlineData("approval_policy", "{\"run_completion\":{\"action\":\"auto_approve\",\"when\":{\"roles_participated\":[\"dev\",\"ghost\"]}}}", "approval_policy.run_completion.when.roles_participated[1]", "undeclared_role_reference")]
    [InlineData("approval_policy", "{\"run_completion\":{\"action\":\"auto_approve\",\"when\":{\"credentialed_gate\":true}}}", "approval_policy.run_completion.when.credentialed_gate", "invalid_config")]
    public void What_a_run_cannot_do_with_is_refused(string place, string? value, string field, string code)
    {
        Problem problem = Assert.Single(Sample.Problems(Sample.With(Sample.Least, ("rules", "{}"), ("timeouts", "{}"), ("run_loop", "{}"), ("budget", "{}"), ("gates", place.StartsWith("gates", StringComparison.Ordinal) ? "{\"g\":{}}" : null), (place, value))));
        Assert.Equal((field, code), (problem.Field, problem.Reason.Id));
    }

    [Theory]
    [InlineData("""{ "id": "a", "rule": "max_turns", "action": "block" }""", "rule")]
    [InlineData("""{ "id": "a", "rule": "max_total_turns", "action": "stop", "params": { "limit": 1 } }""", "action")]
    [InlineData("""{ "id": "a", "rule": "max_total_turns", "action": "block" }""", "params.limit")]
    [InlineData("""{ "id": "a", "rule": "max_total_turns", "action": "block", "params": { "limit_usd": 1 } }""", "params.limit")]
    [InlineData("""{ "id": "a", "rule": "max_turns_per_phase", "action": "warn", "params": { "limit": 0 } }""", "params.limit")]
    [InlineData("""{ "id": "a", "rule": "max_consecutive_same_role", "action": "escalate", "params": { "limit": 1.5 } }""", "params.limit")]
    [InlineData("""{ "id": "a", "rule": "max_consecutive_same_role", "action": "escalate", "params": { "limit": 1 } }""", null)]
    [InlineData("""{ "id": "a", "rule": "max_cost_per_turn", "action": "warn", "params": { "limit": 1 } }""", "params.limit_usd")]
    [InlineData("""{ "id": "a", "rule": "max_cost_per_turn", "action": "warn", "params": { "limit_usd": 0 } }""", "params.limit_usd")]
    [InlineData("""{ "id": "a", "rule": "max_cost_per_turn", "action": "warn", "params": { "limit_usd": 0.01 } }""", null)]
    [InlineData("""{ "id": "a", "rule": "require_status", "action": "block", "params": { "allowed": [] } }""", "params.allowed")]
    [InlineData("""{ "id": "a", "rule": "require_status", "action": "block", "params": { "allowed": ["completed", "done"] } }""", "params.allowed[1]")]
    [InlineData("""{ "id": "a", "rule": "require_status", "action": "block", "params": { "allowed": ["completed"] } }""", null)]
    [InlineData("""{ "id": "a", "rule": "require_reproducible_verification", "action": "block" }""", null)]
    [InlineData("""{ "id": "a", "rule": "require_reproducible_verification", "action": "block", "scope": { "phases": ["qa"] } }""", "scope.phases[0]")]
    [InlineData("""{ "id": "a", "rule": "require_reproducible_verification", "action": "block", "scope": { "roles": ["dev", "qa"] } }""", "scope.roles[1]")]
    [InlineData("""{ "id": "first", "rule": "require_reproducible_verification", "action": "block" }""", "id")]
    public void A_policy_says_something_that_can_be_checked(string policy, string? field)
    {
        string json = Sample.With(Sample.Least, "policies", $$"""[{ "id": "first", "rule": "max_total_turns", "action": "block", "params": { "limit": 9 } }, {{policy}}]""");
        Assert.Equal(field is null ? [] : ["policies[1]." + field], Sample.Problems(json).Select(problem => problem.Field));
    }

    [Theory]
    [InlineData("before_lunch", """{ "name": "n", "type": "process", "command": ["x"], "mode": "blocking" }""", "hooks.before_lunch")]
    [InlineData("before_gate", """{ "name": "n", "type": "process", "command": ["x"], "mode": "blocking" }""", null)]
    [InlineData("before_gate", """{ "name": "n", "type": "script", "command": ["x"], "mode": "blocking" }""", "hooks.before_gate[0].type")]
    [InlineData("before_gate", """{ "name": "n", "type": "process", "command": ["x"], "mode": "maybe" }""", "hooks.before_gate[0].mode")]
    [InlineData("before_gate", """{ "name": "n", "type": "process", "mode": "blocking" }""", "hooks.before_gate[0].command")]
    [InlineData("before_gate", """{ "name": "n", "type": "process", "command": [], "mode": "blocking" }""", "hooks.before_gate[0].command")]
    [InlineData("before_gate", """{ "name": "n", "type": "http", "mode": "blocking" }""", "hooks.before_gate[0].url")]
    [InlineData("before_gate", """{ "name": "n", "type": "http", "url": "gopher://x", "mode": "blocking" }""", "hooks.before_gate[0].url")]
    [InlineData("before_gate", """{ "name": "n", "type": "http", "url": "http://x", "method": "GET", "mode": "blocking" }""", "hooks.before_gate[0].method")]
    [InlineData("before_gate", """{ "name": "n", "type": "http", "url": "http://x", "mode": "blocking", "timeout_ms": 99 }""", "hooks.before_gate[0].timeout_ms")]
    [InlineData("before_gate", """{ "name": "n", "type": "http", "url": "http://x", "mode": "blocking", "timeout_ms": 30001 }""", "hooks.before_gate[0].timeout_ms")]
    [InlineData("before_gate", """{ "name": "n", "type": "http", "url": "http://x", "mode": "blocking", "timeout_ms": 100 }""", null)]
    [InlineData("after_acceptance", """{ "name": "n", "type": "http", "url": "http://x", "mode": "blocking" }""", "hooks.after_acceptance[0].mode")]
    [InlineData("on_escalation", """{ "name": "n", "type": "http", "url": "http://x", "mode": "blocking" }""", "hooks.on_escalation[0].mode")]
    [InlineData("on_escalation", """{ "name": "n", "type": "http", "url": "http://x", "mode": "advisory" }""", null)]
    public void A_hook_is_such_as_can_be_run(string phase, string hook, string? field) =>
        Assert.Equal(field is null ? [] : [field], Sample.Problems(Sample.With(Sample.Least, "hooks", $$"""{ "{{phase}}": [{{hook}}] }""")).Select(problem => problem.Field));

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void A_phase_has_at_most_eight_hooks(int count, bool isGood)
    {
        string hooks = string.Join(',', Enumerable.Repeat("""{ "name": "n", "type": "process", "command": ["x"], "mode": "advisory" }""", count));
        Assert.Equal(isGood ? [] : ["hooks.after_dispatch"], Sample.Problems(Sample.With(Sample.Least, "hooks", $$"""{ "after_dispatch": [{{hooks}}] }""")).Select(problem => problem.Field));
    }

    [Fact]
    public void A_role_that_may_follow_and_is_not_there_keeps_a_run_from_beginning_and_nothing_from_being_read()
    {
        string json = Sample.With(Sample.Least, "routing.build.allowed_next_roles[1]", "\"Dev\"");
        Assert.Empty(Sample.Read(json).Problems);
        Problem problem = Assert.Single(Sample.Problems(json));
        Assert.Equal(("undeclared_role_reference", "Routing \"build\": allowed_next_roles \"Dev\" is not a defined role"), (problem.Reason.Id, problem.Message));
    }

    [Fact]
    public void Prompts_are_kept() => Assert.Equal("prompts/dev.md", Sample.Good(Sample.With(Sample.Least, "prompts", """{ "dev": "prompts/dev.md" }""")).Prompts["dev"]);

    [Fact]
    public void A_configuration_that_nobody_read_is_checked_all_the_same()
    {
        RunConfiguration made = new()
        {
            Roles = new Dictionary<string, Role>(StringComparer.Ordinal) { ["dev"] = new() { RuntimeId = "gone" }, ["\ud800"] = new() { RuntimeId = "odd" } },
            Runtimes = new Dictionary<string, Runtime>(StringComparer.Ordinal) { ["odd"] = new("robot", default) },
            Routing = [new("build") { EntryRole = "ghost", AllowedNextRoles = ["human", "other"], ExitGate = "none" }],
            Hooks = new Dictionary<string, IReadOnlyList<Hook>>(StringComparer.Ordinal) { ["before_gate"] = [new(string.Empty, string.Empty, string.Empty)] },
        };
        IReadOnlyList<Problem> problems = ConfigurationChecks.Bindings(made);
        Assert.Equal(
            ["roles.dev.runtime", "roles[\"\uFFFD\"]", "runtimes.odd.type", "routing.build.entry_role", "routing.build.exit_gate", "routing.build.allowed_next_roles[1]", "hooks.before_gate[0].name", "hooks.before_gate[0].type", "hooks.before_gate[0].mode"],
            problems.Select(problem => problem.Field!.Replace("\\uFFFD", "\uFFFD", StringComparison.Ordinal)));
        Assert.Equal("roles", ConfigurationChecks.Bindings(new())[0].Field);
    }
}
