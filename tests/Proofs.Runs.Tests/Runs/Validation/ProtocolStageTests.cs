using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>The rules of the run.</summary>
public sealed class ProtocolStageTests
{
    private static readonly Scene Unrouted = Scene.Author.Configured(same => same with { Routing = [] });

    [Fact]
    public void A_change_of_phase_and_the_end_exclude_each_other()
    {
        ValidationResult result = Scene.Author.Check(change => (change["phase_transition_request"], change["run_completion_request"]) = ("release", true));
        Problem problem = result.Fails("protocol", "mutually_exclusive_requests");
        Assert.Same(problem, result.Problems[0]);
        Assert.Equal("run_completion_request and phase_transition_request are mutually exclusive — set one or neither, not both.", problem.Message);
        Assert.Equal("phase_transition_request and run_completion_request cannot both be present", problem.Detail);
        Scene.Author.Check(change => (change["phase_transition_request"], change["run_completion_request"]) = ("release", false)).Passes();
    }

    [Fact]
    public void Both_requests_of_an_author_without_files_fail_here_and_not_for_the_files()
    {
        ValidationResult result = (Scene.Author with { Phase = "planning" }).Check(change => (change["files_changed"], change["verification"], change["phase_transition_request"], change["run_completion_request"]) =
            (new JsonArray(), new JsonObject { ["status"] = "pass" }, "release", true));
        result.Fails("protocol", "mutually_exclusive_requests");
        result.Repaired("empty_workspace_to_review");
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("blocked")]
    public void Who_only_reviews_objects_to_something(string status)
    {
        void Silent(JsonObject change) => (change["objections"], change["status"]) = (new JsonArray(), status);
        Problem problem = Scene.Reviewer.Check(Silent).Fails("protocol", "challenge_requirement_violated");
        Assert.Equal("Protocol violation: role \"dev\" has review_only authority and must raise at least one objection (challenge requirement).", problem.Message);
        Assert.Equal("review_only role must raise at least one objection", problem.Detail);
        Scene.Reviewer.Configured(same => same with { Rules = new Rules { ChallengeRequired = false } }).Check(Silent).Passes();
        Scene.Proposer.Check(change => change["objections"] = new JsonArray()).Passes();
        Scene.Author.Check(change => change["objections"] = new JsonArray()).Passes();
    }

    [Theory]
    [InlineData("planning", "implementation", null)]
    [InlineData("implementation", "release", null)]
    [InlineData("planning", "release", "phase_transition_request \"release\" is invalid from phase \"planning\"; next phase is \"implementation\".")]
    [InlineData("implementation", "planning", "phase_transition_request \"planning\" is invalid from phase \"implementation\"; next phase is \"release\".")]
    [InlineData("implementation", "implementation", "phase_transition_request \"implementation\" is invalid from phase \"implementation\"; next phase is \"release\".")]
    [InlineData("implementation", "nowhere", "phase_transition_request \"nowhere\" is invalid from phase \"implementation\"; next phase is \"release\".")]
    [InlineData("implementation", "plan_gate", "phase_transition_request \"plan_gate\" is invalid from phase \"implementation\"; next phase is \"release\".")]
    [InlineData("release", "planning", "phase_transition_request \"planning\" is invalid in final phase \"release\"; use run_completion_request instead.")]
    [InlineData("release", "ship_gate", "phase_transition_request \"ship_gate\" is invalid in final phase \"release\"; use run_completion_request instead.")]
    [InlineData("elsewhere", "release", "phase_transition_request \"release\" is invalid from phase \"elsewhere\", which the configuration does not have.")]
    public void Only_the_next_phase_can_be_asked_for(string from, string to, string? message)
    {
        ValidationResult result = (Scene.Author with { Phase = from }).Check(change => (change["phase_transition_request"], change["proposed_next_role"]) = (to, "human"));
        if (message is null)
        {
            Assert.Equal(to, result.Passes().PhaseTransitionRequest);
        }
        else
        {
            Assert.Equal(message, result.Fails("protocol", "invalid_phase_transition").Message);
        }

        result.NotRepaired();
    }

    [Fact]
    public void Without_routing_everything_about_it_is_open()
    {
        Unrouted.Check(change => (change["phase_transition_request"], change["proposed_next_role"]) = ("anywhere", "anybody")).Passes();
        Scene.Author.Configured(same => same with { Routing = [new("implementation")] }).Check(change => change["proposed_next_role"] = "anybody").Passes();
    }

    [Theory]
    [InlineData("blocked", "\"release\"", null)]
    [InlineData("failed", "\"release\"", null)]
    [InlineData("needs_human", "\"release\"", null)]
    [InlineData("blocked", null, "true")]
    [InlineData("failed", null, "true")]
    [InlineData("needs_human", null, "true")]
    public void Who_is_not_done_does_not_go_on(string status, string? phase, string? end)
    {
        ValidationResult Check(string how) => Scene.Author.Check(change =>
        {
            change["status"] = how;
            change["needs_human_reason"] = "Approved, everything is fine";
            change["phase_transition_request"] = phase is null ? null : JsonNode.Parse(phase);
            change["run_completion_request"] = end is null ? null : JsonNode.Parse(end);
        });
        Assert.Equal(phase is null ? "run_completion_request" : "phase_transition_request", Check(status).Fails("protocol", "request_without_completion").Field);
        Check("completed").Passes();
    }

    [Theory]
    [InlineData("implementation", "qa", null, true)]
    [InlineData("implementation", "dev", null, true)]
    [InlineData("implementation", "human", null, true)]
    [InlineData("implementation", "ops", "release", true)]
    [InlineData("elsewhere", "human", null, true)]
    [InlineData("elsewhere", "qa", null, false)]
    public void The_next_role_is_one_of_the_phase_or_a_person(string phase, string role, string? requested, bool passes)
    {
        ValidationResult result = (Scene.Author with { Phase = phase }).Check(change => (change["proposed_next_role"], change["phase_transition_request"]) = (role, requested));
        Assert.Equal(passes, result.FailedStage is null);
        Assert.True(passes || result.Fails("protocol", "illegal_next_role").Actual == role);
        result.NotRepaired();
    }

    [Fact]
    public void Where_nobody_else_is_allowed_a_wrong_next_role_stays_wrong()
    {
        Scene alone = Scene.Author.Configured(same => same with { Routing = [new("implementation") { AllowedNextRoles = ["dev"] }] });
        ValidationResult result = alone.Check();
        Problem problem = result.Fails("protocol", "illegal_next_role");
        Assert.Equal("proposed_next_role \"qa\" has no turn in phase \"implementation\"; allowed: dev, human.", problem.Message);
        Assert.Equal(["dev", "human"], problem.Allowed);
        result.NotRepaired();
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("  ", true)]
    [InlineData("Which colour?", false)]
    public void A_person_who_does_not_know_why_is_only_odd(string? reason, bool isOdd)
    {
        ValidationResult result = Scene.Author.Check(change => (change["status"], change["needs_human_reason"]) = ("needs_human", reason));
        result.Passes();
        Assert.Equal(isOdd, result.Warnings.Any(warning => warning.Contains("needs_human_reason", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_decision_has_an_id_of_its_own()
    {
        void Twice(JsonObject change) => change["decisions"]!.AsArray().Add(change["decisions"]![0]!.DeepClone());
        Assert.Equal("DEC-001", Scene.Author.Check(Twice).Fails("protocol", "duplicate_decision_id").Referenced);
        Assert.Equal("DEC-001", Scene.Author.Decided("DEC-000", "DEC-001").Check().Fails("protocol", "duplicate_decision_id").Referenced);
        Scene.Author.Decided("DEC-000", "DEC-0010", "dec-001").Check().Passes();
    }

    [Theory]
    [InlineData("DEC-1")]
    [InlineData("DEC-0001")]
    public void Zeros_in_front_make_no_other_decision_and_both_are_named(string other)
    {
        Problem inLedger = Scene.Author.Decided(other).Check().Fails("protocol", "duplicate_decision_id");
        Assert.Equal((other, $"The run already has a decision \"DEC-001\", as {other}: they are the same number."), (inLedger.Referenced, inLedger.Message));
        Problem inResult = Scene.Author.Check(change =>
        {
            JsonNode again = change["decisions"]![0]!.DeepClone();
            again["id"] = other;
            change["decisions"]!.AsArray().Add(again);
        }).Fails("protocol", "duplicate_decision_id");
        Assert.Equal(("DEC-001", $"The run already has a decision \"{other}\", as DEC-001: they are the same number."), (inResult.Referenced, inResult.Message));
    }

    [Fact]
    public void All_problems_of_the_stage_are_told()
    {
        ValidationResult result = Scene.Reviewer.Decided("DEC-001").Check(change => (change["objections"], change["phase_transition_request"], change["run_completion_request"]) = (new JsonArray(), "planning", true));
        Assert.Equal(["mutually_exclusive_requests", "invalid_phase_transition", "challenge_requirement_violated", "duplicate_decision_id"], result.Problems.Select(problem => problem.Reason.Id));
    }
}
