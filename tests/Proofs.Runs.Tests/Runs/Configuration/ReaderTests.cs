using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Tests.Runs.Configuration;

/// <summary>What becomes of a configuration that can be read.</summary>
public sealed class ReaderTests
{
    [Fact]
    public void The_least_configuration_gets_the_defaults()
    {
        RunConfiguration read = Sample.Good(Sample.Least);
        Assert.Equal("1.0", read.SchemaVersion);
        Assert.Equal(new ProjectInfo("p", "P"), read.Project);
        Assert.Empty(read.Gates);
        Assert.Null(read.Budget);
        Assert.Equal(new Rules(), read.Rules);
        Assert.True(read.Rules.ChallengeRequired);
        Assert.Equal(2, read.Rules.MaxTurnRetries);
        Assert.Equal(new Timeouts(), read.Timeouts);
        Assert.Equal(new RunLoopSettings(), read.RunLoop);
        Assert.Empty(read.Policies);
        Assert.Null(read.ApprovalPolicy);
        Assert.Empty(read.Prompts);
        Assert.Empty(read.Hooks);
        Assert.Empty(read.Verification.Commands);
        Assert.Equal("strict", read.GateSemanticCoverageMode);
        Phase phase = Assert.Single(read.Routing);
        Assert.Equal(("build", "dev", null, 1), (phase.Name, phase.EntryRole, phase.ExitGate, phase.MaxConcurrentTurns));
        Assert.Equal(["dev", "human"], phase.AllowedNextRoles);
    }

    [Fact]
    public void Every_part_of_the_full_configuration_arrives()
    {
        RunConfiguration read = Sample.Good(Sample.Full);
        Assert.Equal("Customers can pay with one click.", read.Project.Goal);
        Assert.Equal("main", read.Project.DefaultBranch);
        Role dev = read.Roles["dev"];
        Assert.Equal((WriteAuthority.Authoritative, "agent", 40), (dev.WriteAuthority, dev.RuntimeId, dev.DecisionAuthority));
        Assert.Equal(["src/**", "tests/**"], dev.DeclaredFileScope);
        Assert.Equal(WriteAuthority.Proposed, read.Roles["designer"].WriteAuthority);
        Assert.Equal(WriteAuthority.ReviewOnly, read.Roles["qa"].WriteAuthority);
        Assert.Equal("anthropic", read.Runtimes["model"].Settings.GetProperty("provider").GetString());
        Phase planning = read.Routing[0];
        Assert.Equal((480m, "warn", "signed_off"), (planning.TimeoutMinutes, planning.TimeoutAction, planning.ExitGate));
        PhaseGate gate = read.Gates["shippable"];
        Assert.True(gate is { RequiresVerificationPass: true, RequiresHumanApproval: true, Credentialed: true });
        Assert.Equal([".planning/acceptance-matrix.md", ".planning/ship-verdict.md"], gate.RequiresFiles);
        Assert.Equal(new GateAction("./publish-if-needed.sh", "Publish", 900_000), Assert.Single(gate.Actions));
        Assert.False(read.Gates["built"].RequiresHumanApproval);
        Assert.Equal((2.5m, 40m, "pause_and_escalate"), (read.Budget!.PerTurnMaxUsd, read.Budget.PerRunMaxUsd, read.Budget.OnExceed));
        Assert.Equal(new CostRate(1, 5), Assert.Single(read.Budget.CostRates).Value);
        Assert.Equal([15m, 1.5m, null, null], read.Policies.Select(policy => policy.Limit));
        Assert.Equal(["completed", "needs_human"], read.Policies[2].AllowedStatuses);
        Assert.Equal(["qa"], read.Policies[2].Phases);
        Assert.Equal(["qa", "dev"], read.Policies[2].Roles);
        Assert.Equal("That was dear.", read.Policies[1].Message);
        Assert.True(read.RequiresReproducibleVerification);
        ApprovalRule rule = Assert.Single(read.ApprovalPolicy!.PhaseTransitions);
        Assert.Equal(("planning", "implementation", "auto_approve", true, false), (rule.FromPhase, rule.ToPhase, rule.Action, rule.GatePassed, rule.CredentialedGate));
        Assert.Equal(["pm"], rule.RolesParticipated);
        Assert.True(read.ApprovalPolicy.RunCompletion is { Action: "auto_approve", AllPhasesVisited: true, CredentialedGate: null });
        Assert.Equal(new Timeouts { PerTurnMinutes = 60, PerPhaseMinutes = 480, PerRunMinutes = 1440 }, read.Timeouts);
        Assert.Equal(".agentxchain/prompts/dev.md", read.Prompts["dev"]);
        Assert.Equal("licences", Assert.Single(read.Hooks["before_acceptance"]).Name);
        Assert.Equal([["dotnet", "test"], ["npm", "test"]], read.Verification.Commands);
    }

    [Theory]
    [InlineData("\"1.0\"", "1.0")]
    [InlineData("4", "4")]
    [InlineData("4.0", "4")]
    [InlineData("\"4\"", "4")]
    public void Two_versions_are_read(string version, string read) => Assert.Equal(read, Sample.Good(Sample.With(Sample.Least, "schema_version", version)).SchemaVersion);

    [Theory]
    [InlineData("runtime", null)]
    [InlineData("runtime_id", null)]
    [InlineData("runtime_id", "manual")]
    [InlineData("runtime", "manual")]
    public void Raw_and_normalised_roles_name_their_runtime_differently(string key, string? runtimeClass)
    {
        string json = Sample.With(Sample.Least, ("roles.dev.runtime", null), ("roles.dev." + key, "\"hand\""), ("roles.dev.runtime_class", runtimeClass is null ? null : $"\"{runtimeClass}\""));
        Assert.Equal("hand", Sample.Good(json).Roles["dev"].RuntimeId);
    }

    [Fact]
    public void A_file_may_be_raw_and_normalised_at_once() =>
        Assert.Equal("hand", Sample.Good(Sample.With(Sample.Least, ("roles.dev.runtime_id", "\"hand\""), ("roles.dev.runtime_class", "\"manual\""))).Roles["dev"].RuntimeId);

    [Fact]
    public void The_order_of_the_file_is_kept()
    {
        string json = Sample.With(Sample.Least, "routing", """{ "zeta": {}, "alpha": {}, "10": {}, "9": {}, "Beta": {} }""");
        RunConfiguration read = Sample.Good(Sample.With(json, "roles.a", """{ "title": "A", "mandate": "A", "write_authority": "proposed", "runtime": "hand" }"""));
        Assert.Equal(["zeta", "alpha", "10", "9", "Beta"], read.Routing.Select(phase => phase.Name));
        Assert.Equal(["dev", "a"], read.Roles.Keys);
    }

    [Fact]
    public void What_a_run_needs_and_the_shape_does_not_may_be_missing()
    {
        RunConfiguration read = Sample.Good(Sample.With(Sample.Least, ("routing", null), ("runtimes.hand.type", "\"local_cli\"")));
        Assert.Empty(read.Routing);
        Assert.Null(Sample.Good(Sample.With(Sample.Least, ("routing.build.entry_role", null), ("routing.build.exit_gate", "\"open\""))).Routing[0].EntryRole);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("4.0")]
    [InlineData("0.4e1")]
    [InlineData("40E-1")]
    public void Whole_numbers_are_recognised_by_value(string number) => Assert.Equal(4, Sample.Good(Sample.With(Sample.Least, "routing.build.max_concurrent_turns", "4").Replace("\"max_concurrent_turns\":4", $"\"max_concurrent_turns\":{number}", StringComparison.Ordinal)).Routing[0].MaxConcurrentTurns);

    [Fact]
    public void Each_policy_takes_the_limit_of_its_own_rule()
    {
        const string Parameters = """{ "limit": 3, "limit_usd": 0.5 }""";
        RunConfiguration read = Sample.Good(Sample.With(Sample.Least, "policies", $$"""
            [{ "id": "a", "rule": "max_total_turns", "action": "block", "params": {{Parameters}} }, { "id": "b", "rule": "max_cost_per_turn", "action": "block", "params": {{Parameters}} }]
            """));
        Assert.Equal([3m, 0.5m], read.Policies.Select(policy => policy.Limit));
    }

    [Fact]
    public void A_byte_order_mark_is_skipped() => Assert.Empty(Sample.Read("\uFEFF" + Sample.Least).Problems);

    [Fact]
    public void Unknown_keys_are_told_with_their_path_and_are_no_problem()
    {
        string json = Sample.With(Sample.Full,
            ("projekt", "1"), ("project.goals", "1"), ("roles.dev.titel", "1"), ("runtimes.agent.capabilities.fly", "true"), ("routing.qa.gate", "1"), ("gates.built.require_files", "[]"),
            ("gates.shippable.gate_actions[0].cmd", "1"), ("budget.cost_rates.claude-haiku-4-5-20251001.usd", "1"), ("workflow_kit.phases.qa.artifacts[0].semantic", "1"), ("policies[0].parms", "{}"),
            ("hooks.before_acceptance[0].shell", "true"), ("notifications.anything", "1"), ("compat.more", "1"));
        ConfigurationReading reading = Sample.Read(json);
        Assert.Empty(reading.Problems);
        Assert.Equal(
            [
                "budget.cost_rates.claude-haiku-4-5-20251001.usd", "gates.built.require_files", "gates.shippable.gate_actions[0].cmd", "hooks.before_acceptance[0].shell", "policies[0].parms",
                "project.goals", "projekt", "roles.dev.titel", "routing.qa.gate", "runtimes.agent.capabilities.fly", "workflow_kit.phases.qa.artifacts[0].semantic",
            ],
            reading.UnknownKeys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a.b", "[\"a.b\"]")]
    [InlineData("", "[\"\"]")]
    [InlineData("a\nb", "[\"a\\nb\"]")]
    [InlineData("a\"]b", "[\"a\\u0022]b\"]")]
    public void An_odd_name_cannot_be_taken_for_a_path(string name, string shown)
    {
        string json = Sample.With(Sample.Least, "project.x", "1").Replace("\"x\":1", System.Text.Json.JsonSerializer.Serialize(name) + ":1", StringComparison.Ordinal);
        Assert.Equal(["project" + shown], Sample.Read(json).UnknownKeys);
    }
}
