using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>What is approved is what the configuration has waiting, and it still holds then.</summary>
public sealed class ApprovalTests
{
    [Theory]
    [InlineData("planning", "qa", "plan", "phase_not_next")]
    [InlineData("planning", "planning", "plan", "phase_not_next")]
    [InlineData("planning", "nowhere", "plan", "unknown_phase")]
    [InlineData("qa", "implementation", "plan", "invalid_state_transition")]
    [InlineData("planning", "implementation", "build", "invalid_state_transition")]
    [InlineData("planning", "implementation", null, "invalid_state_transition")]
    [InlineData("planning", "implementation", "plan", null)]
    public void Only_the_next_phase_by_the_phases_own_gate_is_waited_for_and_approved(string from, string to, string? gate, string? refused)
    {
        PendingPhaseTransition pending = new() { From = from, To = to, Gate = gate };
        Assert.Equal(refused, Scene.Begun().Put(new PauseForApproval(pending)).Refusal?.Reason.Id);
        Scene written = Scene.Begun();
        written.State = written.State with { Status = RunStatus.Paused, PendingPhaseTransition = pending, BlockedOn = "human_approval:x" };
        Assert.Equal(refused, written.Put(new ApprovePhaseGate()).Refusal?.Reason.Id);
    }

    [Theory]
    [InlineData("planning", "ship", "not_final_phase")]
    [InlineData("qa", "plan", "invalid_state_transition")]
    [InlineData("qa", "ship", null)]
    public void Only_the_last_phase_ends_a_run(string phase, string gate, string? refused)
    {
        Scene scene = Scene.Begun(phase: phase);
        scene.State = scene.State with { Status = RunStatus.Paused, PendingRunCompletion = new() { Gate = gate } };
        Assert.Equal(refused, scene.Put(new ApproveRunCompletion()).Refusal?.Reason.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gate_whose_file_changed_since_is_not_approved(bool automatic)
    {
        Scene scene = Scene.Begun(Scene.Project with { Gates = Scene.Project.Gates.With("plan", new PhaseGate { RequiresHumanApproval = true, RequiresFiles = [".planning/PM_SIGNOFF.md"] }) });
        scene.Files[".planning/PM_SIGNOFF.md"] = "Approved: YES";
        scene.Accept("pm", result => result["phase_transition_request"] = "implementation");
        scene.Files[".planning/PM_SIGNOFF.md"] = "Approved: NO";
        Assert.Equal(RunCodes.GateNoLongerHolds, scene.Refuse(new ApprovePhaseGate { Automatic = automatic }).Reason);
        scene.Files[".planning/PM_SIGNOFF.md"] = "Approved: YES";
        scene.Allow(new ApprovePhaseGate { Automatic = automatic });
    }

    [Fact]
    public void What_nobody_can_judge_again_only_a_person_approves()
    {
        Scene scene = Scene.Begun();
        scene.Allow(new PauseForApproval(new() { From = "planning", To = "implementation", Gate = "plan", RequestedByTurn = "turn_gone" }));
        Assert.Equal(RunCodes.GateNoLongerHolds, scene.Refuse(new ApprovePhaseGate { Automatic = true }).Reason);
        scene.Allow(new ApprovePhaseGate());
    }

    [Fact]
    public void A_gate_with_actions_is_passed_only_once_they_were_run()
    {
        RunConfiguration project = Scene.Project with
        {
            Gates = Scene.Project.Gates.With("plan", new PhaseGate { RequiresHumanApproval = true, Actions = [new("make release", null)] }),
            ApprovalPolicy = new() { PhaseTransitionDefault = "auto_approve" },
        };
        Scene scene = Scene.Begun(project);
        scene.Accept("pm", result => result["phase_transition_request"] = "implementation");
        Assert.Equal(RunStatus.Paused, scene.State.Status);
        Assert.Equal(RunCodes.GateActionsNotRun, scene.Refuse(new ApprovePhaseGate()).Reason);
        scene.Allow(new ApprovePhaseGate { ActionsRun = true });
    }

    [Fact]
    public void An_escalation_that_an_approval_settles_is_written_down()
    {
        Scene scene = Scene.Begun();
        scene.Accept("pm", result => result["phase_transition_request"] = "implementation");
        scene.Allow(BlockRun.ForEscalation("slow", "pm"));
        scene.Allow(new ApprovePhaseGate());
        Assert.Contains(scene.Events, each => each.EventType == EventTypes.EscalationResolved);
        Assert.Contains(scene.Governance, each => each.Decision == "escalation_resolved");
    }

    [Fact]
    public void A_gate_that_wants_nobody_is_passed_and_not_approved()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Files["out.txt"] = "here";
        Change change = scene.Accept("dev", result => result["phase_transition_request"] = "qa");
        Assert.DoesNotContain(scene.Events, each => each.EventType == EventTypes.GateApproved);
        Assert.True(change.Gate!.Passed);
    }

    [Fact]
    public void A_coverage_that_only_warns_warns()
    {
        RunConfiguration project = Scene.Project with { GateSemanticCoverageMode = "warn", Gates = Scene.Project.Gates.With("build", new PhaseGate { RequiresFiles = [".planning/IMPLEMENTATION_NOTES.md"] }) };
        Scene scene = Scene.Begun(project, "implementation");
        scene.Files[".planning/IMPLEMENTATION_NOTES.md"] = "# Notes\n";
        Assert.Contains("did not change", Assert.Single(scene.Accept("dev", result => result["phase_transition_request"] = "qa").Warnings, warning => warning.StartsWith("Gate", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_waited_does_not_pass_when_the_turns_it_waited_for_failed()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Files["out.txt"] = "here";
        string dev = scene.Turn("dev");
        string qa = scene.Turn("qa");
        scene.Allow(new AcceptTurn(dev, scene.Result(dev, result => result["phase_transition_request"] = "qa")));
        scene.Allow(new AcceptTurn(qa, scene.Result(qa, result => result["status"] = "failed")));
        Assert.Equal("implementation", scene.State.Phase);
        Assert.True(scene.State.LastGateFailure!.QueuedRequest);
    }

    [Theory]
    [InlineData("../../x", "invalid_turn_id")]
    [InlineData("", "invalid_turn_id")]
    [InlineData("turn_before", "turn_already_accepted")]
    public void A_turn_gets_an_id_of_its_own(string id, string refused)
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.History.Add(new() { TurnId = "turn_before", RunId = scene.State.RunId, AcceptedSequence = 0 });
        Assert.Equal(refused, scene.Refuse(new AssignTurn("dev", id)).Reason.Id);
        string turn = scene.Turn("qa");
        Assert.Equal(refused, scene.Refuse(new ReissueTurn(turn, id, "again")).Reason.Id);
    }

    [Fact]
    public void Work_that_was_not_reviewed_still_has_to_be()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Accept("dev", result => result["delegations"] = System.Text.Json.Nodes.JsonNode.Parse("""[{"id":"del-001","to_role":"qa","charter":"Do it","acceptance_contract":["Done"],"required_decision_ids":["DEC-007"]}]"""));
        scene.Accept("qa");
        scene.Accept("dev", result => result["status"] = "failed");
        Assert.Equal(("dev", "dev"), (scene.State.PendingDelegationReview!.ParentRole, scene.State.NextRecommendedRole));
    }
}
