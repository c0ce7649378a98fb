using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>Who can have a turn, and when.</summary>
public sealed class AssignTests
{
    [Fact]
    public void A_turn_has_its_role_its_runtime_and_a_deadline()
    {
        Scene scene = Scene.Begun();
        Turn turn = scene.Allow(new AssignTurn("pm", "turn_1")).State.ActiveTurns["turn_1"];
        Assert.Equal(("pm", "desk", TurnStatus.Assigned, 1), (turn.AssignedRole, turn.RuntimeId, turn.Status, turn.Attempt));
        Assert.Equal(Scene.Start.AddMinutes(120), turn.DeadlineAt);
        Assert.Equal(1, scene.State.TurnSequence);
        Assert.DoesNotContain(scene.Events, each => each.EventType == EventTypes.TurnDispatched);
    }

    [Fact]
    public void The_deadline_is_the_configurations_for_turns_and_not_the_phases()
    {
        Scene scene = Scene.Begun(Scene.Project with { Timeouts = new() { PerTurnMinutes = 30 } });
        Assert.Equal(Scene.Start.AddMinutes(30), scene.Allow(new AssignTurn("pm", "turn_1")).State.ActiveTurns["turn_1"].DeadlineAt);
        Scene other = Scene.Begun(Scene.Project with { Routing = [Scene.Project.Routing[0] with { TimeoutMinutes = 5 }, .. Scene.Project.Routing.Skip(1)] });
        Assert.Equal(Scene.Start.AddMinutes(120), other.Allow(new AssignTurn("pm", "turn_1")).State.ActiveTurns["turn_1"].DeadlineAt);
        Scene endless = Scene.Begun(Scene.Project with { Timeouts = new() { PerTurnMinutes = decimal.MaxValue } });
        Assert.True(endless.Allow(new AssignTurn("pm", "turn_1")).State.ActiveTurns["turn_1"].DeadlineAt > Scene.Start.AddYears(1000));
    }

    [Fact]
    public void Only_so_many_turns_are_at_work_as_the_phase_allows()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Turn("dev");
        scene.Turn("qa");
        scene.Turn("pm");
        scene.Configuration = scene.Configuration with { Roles = new Dictionary<string, Role>(scene.Configuration.Roles, StringComparer.Ordinal) { ["ops"] = scene.Configuration.Roles["qa"] } };
        Assert.Equal(RunCodes.ConcurrencyLimitReached, scene.Refuse(new AssignTurn("ops", "turn_x")).Reason);
    }

    [Fact]
    public void One_role_has_one_turn_and_a_sequential_phase_one_role()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        string id = scene.Turn("dev");
        Assert.Equal($"Turn already assigned: {id} to dev", scene.Refuse(new AssignTurn("dev", "turn_x")).Message);
        Scene sequential = Scene.Begun();
        string first = sequential.Turn("pm");
        Problem refusal = sequential.Refuse(new AssignTurn("dev", "turn_x"));
        Assert.Equal((RunCodes.TurnAlreadyAssigned, $"Turn already assigned: {first} to pm"), (refusal.Reason, refusal.Message));
    }

    [Fact]
    public void An_id_that_is_at_work_is_not_given_twice()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        string id = scene.Turn("dev");
        Assert.Equal(RunCodes.TurnAlreadyAssigned, scene.Refuse(new AssignTurn("qa", id)).Reason);
    }

    [Theory]
    [InlineData("src/a.txt", "dirty_baseline")]
    [InlineData("done.txt", "checkpoint_required")]
    [InlineData(".agentxchain/state.json", null)]
    [InlineData("TALK.md", null)]
    public void Who_changes_the_work_tree_begins_with_a_clean_one(string dirty, string? refused)
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Accept("dev", result => result["files_changed"] = new System.Text.Json.Nodes.JsonArray("done.txt"));
        scene.Baseline = new() { Kind = "git_worktree", Clean = false, DirtySnapshot = new Dictionary<string, string>(StringComparer.Ordinal) { [dirty] = "sha256:0" } };
        Assert.Equal(refused, scene.Put(new AssignTurn("dev", "turn_x")).Refusal?.Reason.Id);
        scene.State = scene.State with { ActiveTurns = new Dictionary<string, Turn>(StringComparer.Ordinal) };
        Assert.True(scene.Put(new AssignTurn("qa", "turn_y")).IsAllowed, "Who only reviews may begin on any tree.");
    }

    [Fact]
    public void What_turns_at_work_may_cost_is_held_back()
    {
        Scene scene = Scene.Begun(Scene.Project with { Budget = new() { PerRunMaxUsd = 1m, PerTurnMaxUsd = 0.6m } }, "implementation");
        scene.Turn("dev");
        Assert.Equal(0.6m, scene.State.BudgetReservations.Values.Single().ReservedUsd);
        Assert.Equal(RunCodes.BudgetReservationExceeded, scene.Refuse(new AssignTurn("qa", "turn_x")).Reason);
    }

    [Fact]
    public void Nothing_new_begins_while_a_request_waits_for_turns_at_work()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        string dev = scene.Turn("dev");
        scene.Turn("qa");
        scene.Allow(new AcceptTurn(dev, scene.Result(dev, result => result["phase_transition_request"] = "qa")));
        Assert.NotNull(scene.State.QueuedPhaseTransition);
        Assert.Equal(RunCodes.TransitionQueued, scene.Refuse(new AssignTurn("pm", "turn_x")).Reason);
    }
}
