using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>What taking a turn's result leads to.</summary>
public sealed class AcceptTests
{
    [Fact]
    public void Accepted_turns_are_numbered_without_gaps()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        for (int i = 1; i <= 4; i++)
        {
            scene.Accept("dev");
        }

        Assert.Equal([1, 2, 3, 4], scene.History.Select(entry => entry.AcceptedSequence));
        Assert.Equal((4, 4), (scene.State.AcceptedSequence, scene.State.TurnSequence));
        Assert.Equal(scene.History[^1].TurnId, scene.State.LastCompletedTurnId);
    }

    [Fact]
    public void A_result_that_fails_is_kept_as_failed_and_can_be_mended()
    {
        Scene scene = Scene.Begun();
        string id = scene.Turn("pm");
        Ruling ruling = scene.Put(new AcceptTurn(id, scene.Result(id, result => result["objections"] = new JsonArray())));
        Assert.Equal(("validation_failed", "challenge_requirement_violated"), (ruling.Refusal!.Reason.Id, ruling.Refusal.Detail));
        Assert.Equal("protocol", ruling.Change!.Validation!.FailedStage);
        Assert.Equal(TurnStatus.FailedAcceptance, scene.State.ActiveTurns[id].Status);
        Assert.Equal(EventTypes.AcceptanceFailed, scene.Events[^1].EventType);
        Assert.Empty(scene.History);
        scene.Allow(new AcceptTurn(id, scene.Result(id)));
    }

    [Fact]
    public void A_turn_nobody_was_asked_to_do_is_not_accepted()
    {
        Scene scene = Scene.Begun();
        scene.Allow(new AssignTurn("pm", "turn_1"));
        Assert.Equal(RunCodes.TurnNotDispatched, scene.Refuse(new AcceptTurn("turn_1", scene.Result("turn_1"))).Reason);
    }

    [Fact]
    public void A_turn_is_accepted_once()
    {
        Scene scene = Scene.Begun();
        scene.Accept("pm");
        Assert.Equal(RunCodes.TurnAlreadyAccepted, scene.Refuse(new AcceptTurn(scene.History[0].TurnId, "{}"u8.ToArray())).Reason);
    }

    [Fact]
    public void Among_several_turns_the_meant_one_has_to_be_named()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Turn("dev");
        scene.Turn("qa");
        Assert.Equal(RunCodes.TargetRequired, scene.Refuse(new AcceptTurn(null, "{}"u8.ToArray())).Reason);
    }

    [Fact]
    public void A_gate_that_wants_a_person_pauses_the_run_and_the_approval_moves_it()
    {
        Scene scene = Scene.Begun();
        scene.Accept("pm", result => result["phase_transition_request"] = "implementation");
        Assert.Equal((RunStatus.Paused, "human_approval:plan"), (scene.State.Status, scene.State.BlockedOn));
        Assert.Equal(new() { From = "planning", To = "implementation", Gate = "plan", RequestedByTurn = scene.History[0].TurnId }, scene.State.PendingPhaseTransition);
        scene.Allow(new ApprovePhaseGate());
        Assert.Equal((RunStatus.Active, "implementation", "passed", "dev"), (scene.State.Status, scene.State.Phase, scene.State.PhaseGateStatus["plan"], scene.State.NextRecommendedRole));
        Assert.Null(scene.State.BlockedOn);
    }

    [Fact]
    public void A_gate_that_holds_moves_the_run_at_once_and_the_phase_is_entered_after_the_turn_was_accepted()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Files["out.txt"] = "here";
        scene.Accept("dev", result => result["phase_transition_request"] = "qa");
        Assert.Equal(("qa", "passed"), (scene.State.Phase, scene.State.PhaseGateStatus["build"]));
        string[] events = [.. scene.Events.Select(each => each.EventType)];
        Assert.True(Array.LastIndexOf(events, EventTypes.PhaseEntered) > Array.LastIndexOf(events, EventTypes.TurnAccepted));
        Assert.Equal("implementation", scene.Events.Single(each => each.EventType == EventTypes.TurnAccepted).Phase);
        Assert.Equal("implementation", scene.History[0].Phase);
    }

    [Fact]
    public void A_gate_that_fails_keeps_the_run_in_its_phase_and_the_turn_is_accepted()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Accept("dev", result => result["phase_transition_request"] = "qa");
        Assert.Equal(("implementation", "failed"), (scene.State.Phase, scene.State.PhaseGateStatus["build"]));
        Assert.Equal(["out.txt"], scene.State.LastGateFailure!.MissingFiles);
        Assert.Equal("gate_failure", scene.Governance[^1].Type);
        Assert.Single(scene.History);
    }

    [Fact]
    public void A_passed_gate_ends_the_run_only_with_approval_when_it_wants_one()
    {
        Scene scene = Scene.Begun(phase: "qa");
        scene.Accept("qa", result => result["run_completion_request"] = true);
        Assert.Equal(RunStatus.Paused, scene.State.Status);
        Assert.Equal(RunCodes.CredentialedGate, scene.Refuse(new ApproveRunCompletion { Automatic = true }).Reason);
        scene.Allow(new ApproveRunCompletion());
        Assert.Equal((RunStatus.Completed, "passed"), (scene.State.Status, scene.State.PhaseGateStatus["ship"]));
        Assert.NotNull(scene.State.CompletedAt);
        Assert.Equal(EventTypes.RunCompleted, scene.Events[^1].EventType);
    }

    [Fact]
    public void Without_a_gate_the_last_phase_ends_the_run()
    {
        Scene scene = Scene.Begun(Scene.Project with { Gates = Scene.Project.Gates.Without("ship"), Routing = [.. Scene.Project.Routing.Take(2), Scene.Project.Routing[2] with { ExitGate = null }] }, "qa");
        scene.Accept("qa", result => result["run_completion_request"] = true);
        Assert.Equal(RunStatus.Completed, scene.State.Status);
        Assert.Null(scene.State.NextRecommendedRole);
    }

    [Theory]
    [InlineData("failed", RunStatus.Active, null)]
    [InlineData("blocked", RunStatus.Blocked, "human:no-key-for-the-registry")]
    [InlineData("needs_human", RunStatus.Blocked, "human:no-key-for-the-registry")]
    public void A_result_that_is_not_completed_is_kept_and_stops_the_run_when_somebody_has_to_act(string status, RunStatus becomes, string? blockedOn)
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Accept("dev", result =>
        {
            result["status"] = status;
            result["needs_human_reason"] = "No key for the registry!";
        });
        Assert.Equal((becomes, blockedOn, status), (scene.State.Status, scene.State.BlockedOn, scene.History[0].Status));
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("blocked")]
    [InlineData("needs_human")]
    public void A_result_that_is_not_completed_asks_for_nothing(string status)
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Files["out.txt"] = "here";
        string id = scene.Turn("dev");
        scene.Put(new AcceptTurn(id, scene.Result(id, result =>
        {
            result["status"] = status;
            result["phase_transition_request"] = "qa";
        })));
        Assert.Equal("implementation", scene.State.Phase);
    }

    [Theory]
    [InlineData("qa", "qa")]
    [InlineData("human", null)]
    public void The_proposed_role_is_recommended_and_nobody_when_a_person_is_asked_for(string proposed, string? recommended)
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Accept("dev", result => result["proposed_next_role"] = proposed);
        Assert.Equal(recommended, scene.State.NextRecommendedRole);
    }

    [Fact]
    public void Requests_wait_for_turns_at_work_and_are_judged_when_the_last_is_done()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Files["out.txt"] = "here";
        string dev = scene.Turn("dev");
        string qa = scene.Turn("qa");
        scene.Allow(new AcceptTurn(dev, scene.Result(dev, result => result["phase_transition_request"] = "qa")));
        Assert.Equal(("implementation", dev), (scene.State.Phase, scene.State.QueuedPhaseTransition!.RequestedByTurn));
        scene.Allow(new AcceptTurn(qa, scene.Result(qa)));
        Assert.Equal("qa", scene.State.Phase);
        Assert.Null(scene.State.QueuedPhaseTransition);
    }

    [Fact]
    public void Gate_files_that_fail_and_that_the_asking_turn_did_not_change_keep_it_out()
    {
        RunConfiguration project = Scene.Project with { Gates = Scene.Project.Gates.With("build", new PhaseGate { RequiresFiles = [".planning/IMPLEMENTATION_NOTES.md"] }) };
        Scene scene = Scene.Begun(project, "implementation");
        scene.Files[".planning/IMPLEMENTATION_NOTES.md"] = "# Notes\n";
        string id = scene.Turn("dev");
        Assert.Equal(RunCodes.GateSemanticCoverage, scene.Put(new AcceptTurn(id, scene.Result(id, result => result["phase_transition_request"] = "qa"))).Refusal!.Reason);
        scene.Allow(new AcceptTurn(id, scene.Result(id, result =>
        {
            result["phase_transition_request"] = "qa";
            result["files_changed"]!.AsArray().Add(".planning/IMPLEMENTATION_NOTES.md");
        })));
        Assert.Equal("failed", scene.State.PhaseGateStatus["build"]);
    }

    [Fact]
    public void Only_a_replay_opens_a_gate_when_verification_has_to_be_reproducible()
    {
        RunConfiguration project = Scene.Project with
        {
            Gates = Scene.Project.Gates.With("build", new PhaseGate { RequiresVerificationPass = true }),
            Policies = [new("replayed", "require_reproducible_verification", "warn")],
        };
        Scene scene = Scene.Begun(project, "implementation");
        scene.Accept("dev", result => result["phase_transition_request"] = "qa");
        Assert.Equal(("implementation", "attested", true), (scene.State.Phase, scene.History[0].NormalizedVerification!.Grade, scene.State.LastGateFailure!.MissingVerification));
        scene.Replay = new() { Overall = "match", Commands = [new() { Command = "test", ExitCode = 0 }] };
        scene.Accept("dev", result => result["phase_transition_request"] = "qa");
        Assert.Equal(("qa", "replayed"), (scene.State.Phase, scene.History[1].NormalizedVerification!.Grade));
    }

    [Fact]
    public void The_same_gate_failure_again_and_again_blocks_the_run()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Accept("dev", result => result["phase_transition_request"] = "qa");
        scene.Accept("dev", result => result["phase_transition_request"] = "qa");
        Assert.Equal(RunStatus.Active, scene.State.Status);
        scene.Accept("dev", result => result["phase_transition_request"] = "qa");
        Assert.Equal((RunStatus.Blocked, "non_progress"), (scene.State.Status, scene.State.BlockedOn));
        Assert.Equal("non_progress_block", scene.Governance[^1].Type);
    }

    [Fact]
    public void A_turn_that_touches_the_gates_files_makes_progress()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        for (int i = 0; i < 4; i++)
        {
            scene.Accept("dev", result =>
            {
                result["phase_transition_request"] = "qa";
                result["files_changed"] = new JsonArray("out.txt");
            });
        }

        Assert.Equal((RunStatus.Active, 0), (scene.State.Status, scene.State.NonProgressCount));
    }
}
