using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>Policies, approval policies, time limits and decisions that last.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("max_turns_per_phase", 2, true)]
    [InlineData("max_turns_per_phase", 3, false)]
    [InlineData("max_total_turns", 2, true)]
    [InlineData("max_total_turns", 3, false)]
    [InlineData("max_consecutive_same_role", 2, true)]
    [InlineData("max_consecutive_same_role", 3, false)]
    [InlineData("max_cost_per_turn", 1, true)]
    [InlineData("max_cost_per_turn", 2, false)]
    [InlineData("a_rule_nobody_knows", 2, true)]
    public void A_policy_keeps_out_what_passes_its_limit(string rule, int limit, bool isRefused)
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Accept("dev");
        scene.Accept("dev");
        scene.Configuration = scene.Configuration with { Policies = [new("limit", rule, "block") { Limit = limit }] };
        string id = scene.Turn("dev");
        Ruling ruling = scene.Put(new AcceptTurn(id, scene.Result(id, result => result["cost"] = JsonNode.Parse("""{"usd":1.5}"""))));
        Assert.Equal(isRefused ? RunCodes.PolicyViolation : null, ruling.Refusal?.Reason);
        Assert.Equal(isRefused ? TurnStatus.FailedAcceptance : null, scene.State.ActiveTurns.GetValueOrDefault(id)?.Status);
    }

    [Fact]
    public void A_cost_that_nobody_knows_passes_no_limit_on_it()
    {
        Scene scene = Scene.Begun(Scene.Project with { Policies = [new("cost", "max_cost_per_turn", "block") { Limit = 1 }] }, "implementation");
        string id = scene.Turn("dev");
        Assert.Equal(RunCodes.PolicyViolation, scene.Put(new AcceptTurn(id, scene.Result(id))).Refusal!.Reason);
        Scene byHand = Scene.Begun(scene.Configuration);
        byHand.Accept("pm");
    }

    [Fact]
    public void A_policy_counts_in_its_phases_and_for_its_roles()
    {
        AcceptancePolicy policy = new("limit", "max_total_turns", "block") { Limit = 0 };
        Scene elsewhere = Scene.Begun(Scene.Project with { Policies = [policy with { Phases = ["qa"] }, policy with { Roles = ["qa"] }] });
        elsewhere.Accept("pm");
        Scene here = Scene.Begun(Scene.Project with { Policies = [policy with { Phases = ["planning"], Roles = ["pm"] }] });
        string id = here.Turn("pm");
        Assert.Equal(RunCodes.PolicyViolation, here.Put(new AcceptTurn(id, here.Result(id))).Refusal!.Reason);
    }

    [Theory]
    [InlineData("completed", false)]
    [InlineData("failed", true)]
    public void A_policy_may_want_a_status(string status, bool isRefused)
    {
        Scene scene = Scene.Begun(Scene.Project with { Policies = [new("done", "require_status", "block") { AllowedStatuses = ["completed"] }] });
        string id = scene.Turn("pm");
        Assert.Equal(isRefused, !scene.Put(new AcceptTurn(id, scene.Result(id, result => result["status"] = status))).IsAllowed);
    }

    [Theory]
    [InlineData(null, "pass", true)]
    [InlineData("mismatch", "pass", true)]
    [InlineData("not_executed", "pass", true)]
    [InlineData("match", "pass", false)]
    [InlineData(null, "skipped", false)]
    public void Where_verification_has_to_be_reproducible_nobodys_word_is_taken(string? replay, string claimed, bool isRefused)
    {
        Scene scene = Scene.Begun(Scene.Project with { Policies = [new("replayed", "require_reproducible_verification", "block")] }, "implementation");
        scene.Replay = replay is null ? null : new() { Overall = replay, Commands = [new() { Command = "test", ExitCode = replay == "match" ? 0 : 1 }] };
        string id = scene.Turn("dev");
        Ruling ruling = scene.Put(new AcceptTurn(id, scene.Result(id, result => result["verification"]!["status"] = claimed)));
        Assert.Equal(isRefused ? RunCodes.PolicyViolation : null, ruling.Refusal?.Reason);
    }

    [Fact]
    public void A_policy_may_have_a_person_look_or_only_warn()
    {
        Scene escalating = Scene.Begun(Scene.Project with { Policies = [new("few", "max_total_turns", "escalate") { Limit = 0, Message = "Too many." }] });
        string id = escalating.Turn("pm");
        Ruling ruling = escalating.Put(new AcceptTurn(id, escalating.Result(id)));
        Assert.Equal((RunCodes.PolicyEscalation, "policy:few", RunStatus.Blocked), (ruling.Refusal!.Reason, escalating.State.BlockedOn, escalating.State.Status));
        Assert.True(escalating.State.ActiveTurns.ContainsKey(id));
        Scene warning = Scene.Begun(Scene.Project with { Policies = [new("few", "max_total_turns", "warn") { Limit = 0, Message = "Too many." }] });
        Assert.Contains("Policy \"few\": Too many.", warning.Accept("pm").Warnings, StringComparer.Ordinal);
    }

    [Fact]
    public void A_policy_approves_what_it_may_and_says_so_in_the_ledger()
    {
        RunConfiguration project = Scene.Project with { ApprovalPolicy = new() { PhaseTransitions = [new() { FromPhase = "planning", Action = "auto_approve" }], RunCompletion = new() { Action = "auto_approve" } } };
        Scene scene = Scene.Begun(project);
        scene.Accept("pm", result => result["phase_transition_request"] = "implementation");
        Assert.Equal(("implementation", RunStatus.Active), (scene.State.Phase, scene.State.Status));
        Assert.Equal(("approval_policy", "auto_approve"), (scene.Governance[^1].Type, scene.Governance[^1].Action));
        Scene last = Scene.Begun(project, "qa");
        last.Accept("qa", result => result["run_completion_request"] = true);
        Assert.Equal(RunStatus.Paused, last.State.Status);
    }

    [Theory]
    [InlineData("turn", 31, 0, "timeout:turn")]
    [InlineData("turn", 30, 0, null)]
    [InlineData("phase", 0, 61, "timeout:phase")]
    [InlineData("run", 0, 121, "timeout:run")]
    public void What_takes_longer_than_it_may_blocks_the_run(string scope, int atWork, int before, string? blockedOn)
    {
        Timeouts limits = scope switch { "turn" => new() { PerTurnMinutes = 30 }, "phase" => new() { PerPhaseMinutes = 60 }, _ => new() { PerRunMinutes = 120 } };
        foreach (string action in (string[])["escalate", "warn"])
        {
            Scene scene = Scene.Begun(Scene.Project with { Timeouts = limits with { Action = action } });
            scene.Now += TimeSpan.FromMinutes(before);
            string id = scene.Turn("pm");
            scene.Now += TimeSpan.FromMinutes(atWork);
            Change change = scene.Allow(new AcceptTurn(id, scene.Result(id)));
            Assert.Equal(action == "warn" ? null : blockedOn, scene.State.BlockedOn);
            Assert.Equal(action == "warn" && blockedOn is not null, change.Warnings.Any(warning => warning.Contains("took longer", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_phase_is_never_skipped_past_its_gate()
    {
        Scene scene = Scene.Begun(Scene.Project with { Routing = [Scene.Project.Routing[0] with { TimeoutMinutes = 5, TimeoutAction = "skip_phase" }, .. Scene.Project.Routing.Skip(1)] });
        string id = scene.Turn("pm");
        scene.Now += TimeSpan.FromMinutes(6);
        scene.Allow(new AcceptTurn(id, scene.Result(id)));
        Assert.Equal(("planning", "timeout:phase"), (scene.State.Phase, scene.State.BlockedOn));
    }

    [Fact]
    public void A_decision_that_lasts_goes_into_the_next_run_and_may_be_overridden_there()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Accept("dev", result => result["decisions"] = new JsonArray(Scene.Decision("DEC-050", "repo"), Scene.Decision("DEC-051")));
        Assert.Equal(["DEC-050"], scene.State.RepoDecisions.Select(each => each.Id));
        Assert.Equal(["DEC-050", "DEC-051"], scene.Ledger.Select(each => each.Id));
        Change change = scene.Accept("dev", result => result["decisions"] = new JsonArray(Scene.Decision("DEC-100", null, "DEC-050")));
        Assert.Equal([("DEC-050", "overridden", "DEC-100"), ("DEC-100", "active", null)], change.RepoDecisions!.Select(each => (each.Id, each.Status, each.OverriddenBy)));
    }

    [Theory]
    [InlineData("dev", "DEC-404", "override_validation_failed")]
    [InlineData("dev", "DEC-050", "override_validation_failed")]
    [InlineData("qa", "DEC-050", null)]
    public void Who_has_less_authority_overrides_nothing(string role, string target, string? refused)
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.State = scene.State with { RepoDecisions = [new() { Id = "DEC-050", Role = "qa", Durability = "repo" }] };
        string id = scene.Turn(role);
        Assert.Equal(refused, scene.Put(new AcceptTurn(id, scene.Result(id, result => result["decisions"] = new JsonArray(Scene.Decision("DEC-100", "repo", target))))).Refusal?.Reason.Id);
    }

    [Fact]
    public void Two_decisions_do_not_override_the_same_and_none_takes_a_lasting_ones_id()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.State = scene.State with { RepoDecisions = [new() { Id = "DEC-050", Role = "dev" }] };
        string id = scene.Turn("dev");
        Assert.Equal(RunCodes.OverrideValidationFailed, scene.Put(new AcceptTurn(id, scene.Result(id, result => result["decisions"] = new JsonArray(Scene.Decision("DEC-100", null, "DEC-050"), Scene.Decision("DEC-101", null, "DEC-050"))))).Refusal!.Reason);
        Assert.Equal(RunCodes.DuplicateDecisionId, scene.Put(new AcceptTurn(id, scene.Result(id, result => result["decisions"] = new JsonArray(Scene.Decision("DEC-050", "repo"))))).Refusal!.Reason);
    }

    [Fact]
    public void A_decision_id_counts_once_in_a_run()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Accept("dev", result => result["decisions"] = new JsonArray(Scene.Decision("DEC-001")));
        string id = scene.Turn("dev");
        Problem refusal = scene.Put(new AcceptTurn(id, scene.Result(id, result => result["decisions"] = new JsonArray(Scene.Decision("DEC-001"))))).Refusal!;
        Assert.Equal(("validation_failed", "duplicate_decision_id"), (refusal.Reason.Id, refusal.Detail));
    }
}
