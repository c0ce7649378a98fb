using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>Turns that are not taken.</summary>
public sealed class RejectTests
{
    [Fact]
    public void A_rejected_turn_is_tried_again_under_the_same_id()
    {
        Scene scene = Scene.Begun();
        string id = scene.Turn("pm");
        scene.Allow(new RejectTurn(id, "too thin") { FailedStage = "schema", ValidationErrors = ["summary is missing"] });
        Turn turn = scene.State.ActiveTurns[id];
        Assert.Equal((TurnStatus.Retrying, 2), (turn.Status, turn.Attempt));
        Assert.Equal((1, "too thin", "schema"), (turn.LastRejection!.Attempt, turn.LastRejection.Reason, turn.LastRejection.FailedStage));
        scene.Allow(new MoveTurn(id, TurnStatus.Dispatched));
        scene.Allow(new AcceptTurn(id, scene.Result(id)));
        Assert.Equal([EventTypes.TurnDispatched, EventTypes.TurnRejected, EventTypes.TurnDispatched, EventTypes.TurnAccepted], scene.Events.Skip(2).Select(each => each.EventType));
    }

    [Fact]
    public void With_its_attempts_used_up_it_blocks_the_run_and_is_kept()
    {
        Scene scene = Scene.Begun();
        string id = scene.Turn("pm");
        scene.Allow(new RejectTurn(id, "first"));
        scene.Allow(new MoveTurn(id, TurnStatus.Dispatched));
        scene.Allow(new RejectTurn(id, "second"));
        Assert.Equal((RunStatus.Blocked, "escalation:retries-exhausted:pm", TurnStatus.Failed), (scene.State.Status, scene.State.BlockedOn, scene.State.ActiveTurns[id].Status));
        scene.Allow(new ReactivateRun { Via = "person" });
        Assert.Equal("escalation_resolved", scene.Governance[^1].Decision);
        Assert.Equal(RunCodes.InvalidTurnTransition, scene.Refuse(new RejectTurn(id, "third")).Reason);
        scene.Allow(new ReissueTurn(id, "turn_new", "once more"));
        Assert.Equal((TurnStatus.Assigned, 3), (scene.State.ActiveTurns["turn_new"].Status, scene.State.ActiveTurns["turn_new"].Attempt));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_number_of_retries_is_that_of_attempts(int attempts)
    {
        Scene scene = Scene.Begun(Scene.Project with { Rules = new() { MaxTurnRetries = attempts } });
        string id = scene.Turn("pm");
        for (int i = 1; i < attempts; i++)
        {
            scene.Allow(new RejectTurn(id, "no"));
            Assert.Equal(RunStatus.Active, scene.State.Status);
            Assert.Equal(RunCodes.TurnNotDispatched, scene.Refuse(new RejectTurn(id, "no")).Reason);
            scene.Allow(new MoveTurn(id, TurnStatus.Dispatched));
        }

        scene.Allow(new RejectTurn(id, "no"));
        Assert.Equal(RunStatus.Blocked, scene.State.Status);
    }

    [Fact]
    public void A_rejection_says_why()
    {
        Scene scene = Scene.Begun();
        string id = scene.Turn("pm");
        Assert.Equal(RunCodes.EmptyArgument, scene.Refuse(new RejectTurn(id, " ")).Reason);
    }

    [Fact]
    public void A_reissued_turn_is_in_the_history_and_not_among_the_accepted()
    {
        Scene scene = Scene.Begun();
        string id = scene.Turn("pm");
        scene.Allow(new ReissueTurn(id, "turn_new", "stuck"));
        Assert.Equal((HistoryEntry.Reissued, 0), (scene.History[0].Status, scene.History[0].AcceptedSequence));
        Assert.Equal(RunCodes.TurnNotActive, scene.Refuse(new AcceptTurn(id, "{}"u8.ToArray())).Reason);
        scene.Allow(new MoveTurn("turn_new", TurnStatus.Dispatched));
        scene.Allow(new AcceptTurn("turn_new", scene.Result("turn_new")));
        Assert.Equal(1, scene.History[^1].AcceptedSequence);
    }

    [Fact]
    public void A_baseline_is_not_taken_again_once_work_has_begun()
    {
        Scene scene = Scene.Begun();
        scene.Baseline = new() { Kind = "git_worktree", Clean = true, HeadRef = "a" };
        scene.Allow(new AssignTurn("pm", "turn_1"));
        scene.Baseline = new() { Kind = "git_worktree", Clean = true, HeadRef = "b" };
        scene.Allow(new RefreshBaseline("turn_1"));
        Assert.Equal("b", scene.State.ActiveTurns["turn_1"].Baseline!.HeadRef);
        scene.Allow(new MoveTurn("turn_1", TurnStatus.Dispatched));
        Assert.Equal(RunCodes.InvalidTurnTransition, scene.Refuse(new RefreshBaseline("turn_1")).Reason);
    }

    [Fact]
    public void A_worker_that_is_started_again_was_dispatched_once()
    {
        Scene scene = Scene.Begun();
        string id = scene.Turn("pm");
        scene.Allow(new MoveTurn(id, TurnStatus.Starting));
        scene.Allow(new MoveTurn(id, TurnStatus.Dispatched));
        scene.Allow(new MoveTurn(id, TurnStatus.Running));
        Assert.Single(scene.Events, each => each.EventType == EventTypes.TurnDispatched);
    }
}
