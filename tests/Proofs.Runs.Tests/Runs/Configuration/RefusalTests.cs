using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Tests.Runs.Configuration;

/// <summary>What cannot be read, and where it is said to be wrong.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("project", null, "project", "project is missing.")]
    [InlineData("project.id", null, "project.id", "project.id is missing.")]
    [InlineData("project.name", "\" \"", "project.name", "project.name must not be blank.")]
    [InlineData("roles", null, "roles", "roles is missing.")]
    [InlineData("roles.dev", "[]", "roles.dev", "roles.dev must be an object, not a list.")]
    [InlineData("roles.dev.title", null, "roles.dev.title", "roles.dev.title is missing.")]
    [InlineData("roles.dev.mandate", "5", "roles.dev.mandate", "roles.dev.mandate must be a text, not a number.")]
    [InlineData("roles.dev.write_authority", null, "roles.dev.write_authority", "roles.dev.write_authority is missing.")]
    [InlineData("roles.dev.write_authority", "\"Authoritative\"", "roles.dev.write_authority", "roles.dev.write_authority cannot be \"Authoritative\"; it can be authoritative, proposed, review_only.")]
    [InlineData("roles.dev.runtime", null, "roles.dev.runtime", "roles.dev.runtime is missing.")]
    [InlineData("roles.dev.runtime_id", "\"other\"", "roles.dev.runtime_id", "roles.dev.runtime_id must name the same runtime as runtime does, \"hand\", not \"other\".")]
    [InlineData("roles.dev.runtime_class", "\"mcp\"", "roles.dev.runtime_class", "roles.dev.runtime_class must be the type of the runtime \"hand\", manual, not mcp.")]
    [InlineData("roles.dev.runtime_class", "\"human\"", "roles.dev.runtime_class", null)]
    [InlineData("roles.dev.decision_authority", "1.5", "roles.dev.decision_authority", "roles.dev.decision_authority must be a whole number of at most a billion, not 1.5.")]
    [InlineData("roles.dev.decision_authority", "1e10", "roles.dev.decision_authority", null)]
    [InlineData("runtimes", "null", "runtimes", "runtimes must be an object, not null.")]
    [InlineData("runtimes.hand.type", null, "runtimes.hand.type", "runtimes.hand.type is missing.")]
    [InlineData("runtimes.hand.type", "\"robot\"", "runtimes.hand.type", null)]
    [InlineData("runtimes.hand.command", "[1]", "runtimes.hand.command[0]", "runtimes.hand.command[0] must be a text, not a number.")]
    [InlineData("runtimes.hand.command", "[\"\"]", "runtimes.hand.command[0]", "runtimes.hand.command[0] must name a program.")]
    [InlineData("runtimes.hand.command", "7", "runtimes.hand.command", "runtimes.hand.command must be a text or a list of texts, not a number.")]
    [InlineData("runtimes.hand.headers", "{\"a\":1}", "runtimes.hand.headers.a", null)]
    [InlineData("runtimes.hand.capabilities", "{\"can_write_files\":1}", "runtimes.hand.capabilities.can_write_files", null)]
    [InlineData("routing.build.entry_role", "\"\"", "routing.build.entry_role", "routing.build.entry_role must not be blank.")]
    [InlineData("routing.build.allowed_next_roles", "null", "routing.build.allowed_next_roles", "routing.build.allowed_next_roles must be a list, not null.")]
    [InlineData("routing.build.allowed_next_roles[1]", "[]", "routing.build.allowed_next_roles[1]", null)]
    [InlineData("routing.build.max_concurrent_turns", "0", "routing.build.max_concurrent_turns", "routing.build.max_concurrent_turns must be a whole number from 1 to 4, not 0.")]
    [InlineData("routing.build.max_concurrent_turns", "5", "routing.build.max_concurrent_turns", null)]
    [InlineData("routing.build.max_concurrent_turns", "-1", "routing.build.max_concurrent_turns", null)]
    [InlineData("routing.build.max_concurrent_turns", "2.5", "routing.build.max_concurrent_turns", "routing.build.max_concurrent_turns must be a whole number from 1 to 4, not 2.5.")]
    [InlineData("routing.build.max_concurrent_turns", "\"2\"", "routing.build.max_concurrent_turns", "routing.build.max_concurrent_turns must be a whole number from 1 to 4, not a text.")]
    [InlineData("routing.build.max_concurrent_turns", "true", "routing.build.max_concurrent_turns", null)]
    [InlineData("gates", "null", "gates", "gates must be an object, not null.")]
    [InlineData("gates.g", "{\"requires_verification_pass\":null}", "gates.g.requires_verification_pass", "gates.g.requires_verification_pass must be true or false, not null.")]
    [InlineData("gates.g", "{\"requires_human_approval\":\"true\"}", "gates.g.requires_human_approval", "gates.g.requires_human_approval must be true or false, not a text.")]
    [InlineData("gates.g", "{\"requires_files\":[\"a\",\"b\",\"../c\"]}", "gates.g.requires_files[2]", "gates.g.requires_files[2] must stay inside the project and do without . and ...")]
    [InlineData("gates.g", "{\"gate_actions\":[{}]}", "gates.g.gate_actions[0].run", "gates.g.gate_actions[0].run is missing.")]
    [InlineData("budget", "[]", "budget", "budget must be an object, not a list.")]
    [InlineData("budget", "{\"per_run_max_usd\":\"5\"}", "budget.per_run_max_usd", null)]
    [InlineData("budget", "{\"cost_rates\":{\"m\":{\"input_per_1m\":1}}}", "budget.cost_rates.m.output_per_1m", "budget.cost_rates.m.output_per_1m is missing.")]
    [InlineData("workflow_kit", "null", "workflow_kit", "workflow_kit must be an object, not null.")]
    [InlineData("workflow_kit", "{\"phases\":{\"build\":{\"template\":\"build-default\"}}}", "workflow_kit.phases.build.template", null)]
    [InlineData("workflow_kit", "{\"phases\":{\"build\":{\"artifacts\":[{\"path\":\"/a\"}]}}}", "workflow_kit.phases.build.artifacts[0].path", null)]
    [InlineData("policies", "{}", "policies", "policies must be a list, not an object.")]
    [InlineData("policies", "[{\"id\":\"a\",\"rule\":\"max_total_turns\"}]", "policies[0].action", "policies[0].action is missing.")]
    [InlineData("approval_policy", "{\"run_completion\":{}}", "approval_policy.run_completion.action", "approval_policy.run_completion.action is missing.")]
    [InlineData("approval_policy", "{\"run_completion\":{\"action\":\"auto_approve\",\"when\":null}}", "approval_policy.run_completion.when", null)]
    [InlineData("approval_policy", "{\"run_completion\":{\"action\":\"auto_approve\",\"when\":{\"tests_green\":true}}}", "approval_policy.run_completion.when.tests_green", "approval_policy.run_completion.when.tests_green is no condition that is known here, and leaving a condition out could approve what must not be approved.")]
    [InlineData("prompts", "{\"dev\":\".git/config\"}", "prompts.dev", "prompts.dev must not lie under .git.")]
    [InlineData("hooks", "{\"before_gate\":{}}", "hooks.before_gate", "hooks.before_gate must be a list, not an object.")]
    [InlineData("hooks", "{\"before_gate\":[{\"name\":\"n\",\"type\":\"process\"}]}", "hooks.before_gate[0].mode", "hooks.before_gate[0].mode is missing.")]
    [InlineData("verification", "{\"commands\":[\"npm test\"]}", "verification.commands[0]", "verification.commands[0] must be a list, not a text.")]
    [InlineData("protocol_mode", "\"legacy\"", "protocol_mode", null)]
    [InlineData("files", "{\"state\":\"../state.json\"}", "files.state", null)]
    [InlineData("notifications", "true", "notifications", "notifications must be an object or a list, not true.")]
    public void A_wrong_shape_is_said_with_its_path(string place, string? value, string field, string? message)
    {
        ConfigurationReading reading = Sample.Read(Sample.With(Sample.Least, place, value));
        Problem problem = Assert.Single(reading.Problems, problem => problem.Reason == RunCodes.InvalidConfig);
        Assert.Equal(field, problem.Field);
        Assert.Equal(message ?? problem.Message, problem.Message);
        Assert.Null(reading.Configuration);
    }

    [Theory]
    [InlineData("\"2.0\"", "2.0")]
    [InlineData("\"1\"", "1")]
    [InlineData("1", "1")]
    [InlineData("1.0", "1.0")]
    [InlineData("\"4.0\"", "4.0")]
    [InlineData("4.5", "4.5")]
    [InlineData("1e999", "1e999")]
    [InlineData("3", "3")]
    [InlineData("\"3\"", "3")]
    [InlineData("\" 1.0\"", " 1.0")]
    [InlineData("null", "null")]
    [InlineData("[\"1.0\"]", "[…]")]
    [InlineData("{}", "{…}")]
    [InlineData(null, null)]
    public void Another_version_is_refused(string? version, string? actual)
    {
        Problem problem = Assert.Single(Sample.Read(Sample.With(Sample.Least, "schema_version", version is "1e999" or "1.0" ? "77" : version).Replace("77", version, StringComparison.Ordinal)).Problems);
        Assert.Equal(("schema_version_invalid", "schema_version", "1.0", actual), (problem.Reason.Id, problem.Field, problem.Expected, problem.Actual));
    }

    [Fact]
    public void Of_a_legacy_file_nothing_but_the_version_is_said() =>
        Assert.Equal("schema_version 3 is the legacy format without governed runs, which is not read here; nothing else in the file was looked at.", Assert.Single(Sample.Read("""{ "schema_version": 3, "agents": [] }""").Problems).Message);

    [Theory]
    [InlineData("routing.build.entry_role", "\"ghost\"", "undeclared_role_reference", "routing.build.entry_role", "ghost", "Routing \"build\": entry_role \"ghost\" is not a defined role")]
    [InlineData("routing.build.entry_role", "\"human\"", "undeclared_role_reference", "routing.build.entry_role", "human", "Routing \"build\": entry_role \"human\" is not a defined role")]
    [InlineData("roles.dev.runtime", "\"cloud\"", "undeclared_runtime_reference", "roles.dev.runtime", "cloud", "Role \"dev\" references unknown runtime \"cloud\"")]
    [InlineData("runtimes", "{}", "undeclared_runtime_reference", "roles.dev.runtime", "hand", "Role \"dev\" references unknown runtime \"hand\"")]
    [InlineData("runtimes", null, "undeclared_runtime_reference", "roles.dev.runtime", "hand", "Role \"dev\" references unknown runtime \"hand\"")]
    public void A_name_that_leads_nowhere_is_refused(string place, string? value, string code, string field, string referenced, string message)
    {
        ConfigurationReading reading = Sample.Read(Sample.With(Sample.Least, place, value));
        Problem problem = Assert.Single(reading.Problems);
        Assert.Equal((code, field, referenced, message), (problem.Reason.Id, problem.Field, problem.Referenced, problem.Message));
        Assert.Null(reading.Configuration);
        Assert.NotNull(reading.Shape);
    }

    [Fact]
    public void A_normalised_role_is_told_by_its_own_key() =>
        Assert.Equal("roles.dev.runtime_id", Assert.Single(Sample.Read(Sample.With(Sample.Least, ("roles.dev.runtime", null), ("roles.dev.runtime_id", "\"cloud\""))).Problems).Field);

    [Theory]
    [InlineData(null, false)]
    [InlineData("{}", true)]
    [InlineData("{\"Done\":{}}", true)]
    [InlineData("{\"done\":{}}", false)]
    public void A_gate_that_is_not_declared_is_refused_when_there_are_gates(string? gates, bool isRefused)
    {
        IReadOnlyList<Problem> problems = Sample.Read(Sample.With(Sample.Least, ("routing.build.exit_gate", "\"done\""), ("gates", gates))).Problems;
        Assert.Equal(isRefused ? ["undeclared_gate_reference"] : [], problems.Select(problem => problem.Reason.Id));
        Assert.All(problems, problem => Assert.Equal(("routing.build.exit_gate", "done", "Routing references unknown gate: \"done\""), (problem.Field, problem.Referenced, problem.Message)));
    }

    [Fact]
    public void Everything_wrong_is_told_in_the_order_of_the_format()
    {
        string json = Sample.With(Sample.Least, ("schema_version", "5"), ("timeouts", "1"), ("routing.build.exit_gate", "\"g\""), ("gates", "{}"), ("routing.build.entry_role", "\"nobody\""), ("roles.dev.runtime", "\"nothing\""),
            ("roles.dev.title", null), ("project.id", null), ("roles.second", "1"));
        Assert.Equal(
            ["schema_version", "project.id", "roles.dev.title", "roles.second", "timeouts", "roles.dev.runtime", "routing.build.entry_role", "routing.build.exit_gate"],
            Sample.Read(json).Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void What_is_declared_but_broken_is_not_called_undeclared()
    {
        string json = Sample.With(Sample.Least, ("runtimes.hand", "1"), ("roles.dev", "1"), ("routing.build.exit_gate", "\"g\""), ("gates.g", "1"));
        Assert.Equal(["roles.dev", "runtimes.hand", "gates.g"], Sample.Read(json).Problems.Select(problem => problem.Field));
        Assert.Equal(["runtimes"], Sample.Read(Sample.With(Sample.Least, "runtimes", "1")).Problems.Select(problem => problem.Field));
    }

    [Theory]
    [InlineData("2147483648")]
    [InlineData("1000000001")]
    [InlineData("-1000000001")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1e-400")]
    [InlineData("1e-29")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("4.00000000000000000000000000000000001")]
    [InlineData("1e99999999999999999999")]
    public void No_number_overflows(string number)
    {
        foreach (string place in (string[])["budget.per_run_max_usd", "timeouts.per_run_minutes", "rules.max_turn_retries", "run_loop.max_turns", "policies[0].params.limit", "routing.qa.max_concurrent_turns", "gates.shippable.gate_actions[0].timeout_ms"])
        {
            string json = Sample.With(Sample.Full, place, "\"here\"").Replace("\"here\"", number, StringComparison.Ordinal);
            Assert.Equal(place, Assert.Single(Sample.Read(json).Problems).Field);
        }
    }

    [Theory]
    [InlineData("4.0000000000000000000000001")]
    [InlineData("3.9999999999999999999999999")]
    public void Digits_far_behind_the_point_count(string number) =>
        Assert.Single(Sample.Read(Sample.With(Sample.Least, "routing.build.max_concurrent_turns", "77").Replace("77", number, StringComparison.Ordinal)).Problems);
}
