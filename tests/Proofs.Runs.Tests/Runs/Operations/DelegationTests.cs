using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>Work that roles give each other.</summary>
public sealed class DelegationTests
{
    [Fact]
    public void Delegated_work_is_done_and_then_reviewed_by_who_gave_it()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Accept("dev", result => result["delegations"] = new JsonArray(Given("del-001", "qa", "DEC-007"), Given("del-002", "pm")));
        Assert.Equal("qa", scene.State.NextRecommendedRole);
        string parent = scene.History[0].TurnId;

        string qa = scene.Turn("qa");
        Assert.Equal("del-001", scene.State.ActiveTurns[qa].DelegationContext!.DelegationId);
        scene.Allow(new AcceptTurn(qa, scene.Result(qa)));
        Assert.Equal(["completed", "pending"], scene.State.DelegationQueue.Select(item => item.Status));
        Assert.Equal("pm", scene.State.NextRecommendedRole);
        scene.Accept("pm", result => result["status"] = "failed");

        Assert.Empty(scene.State.DelegationQueue);
        PendingDelegationReview review = scene.State.PendingDelegationReview!;
        Assert.Equal((parent, "dev", "dev"), (review.ParentTurnId, review.ParentRole, scene.State.NextRecommendedRole));
        Assert.Equal([("del-001", "completed"), ("del-002", "failed")], review.DelegationResults.Select(each => (each.DelegationId, each.Status)));
        Assert.Equal(["DEC-007"], review.DelegationResults[0].MissingDecisionIds);

        string back = scene.Turn("dev");
        Assert.Null(scene.State.PendingDelegationReview);
        Assert.Equal(review, scene.State.ActiveTurns[back].DelegationReview);
    }

    [Fact]
    public void A_review_does_not_move_the_run_on_while_demanded_decisions_are_missing()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Files["out.txt"] = "here";
        scene.Accept("dev", result => result["delegations"] = new JsonArray(Given("del-001", "qa", "DEC-007")));
        scene.Accept("qa");
        string back = scene.Turn("dev");
        Problem refusal = scene.Put(new AcceptTurn(back, scene.Result(back, result => result["phase_transition_request"] = "qa"))).Refusal!;
        Assert.Equal("validation_failed", refusal.Reason.Id);
    }

    [Fact]
    public void A_demanded_decision_that_was_made_is_satisfied()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Accept("dev", result => result["delegations"] = new JsonArray(Given("del-001", "qa", "DEC-007")));
        scene.Accept("qa", result => result["decisions"] = new JsonArray(Scene.Decision("DEC-007")));
        Assert.Equal(["DEC-007"], scene.State.PendingDelegationReview!.DelegationResults[0].SatisfiedDecisionIds);
    }

    [Fact]
    public void The_run_does_not_move_on_while_delegated_work_is_open()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Files["out.txt"] = "here";
        scene.Accept("dev", result => result["delegations"] = new JsonArray(Given("del-001", "qa")));
        scene.Accept("pm");
        scene.Accept("dev", result => result["phase_transition_request"] = "qa");
        Assert.Equal("implementation", scene.State.Phase);
        Assert.Contains("not done and reviewed", scene.State.LastGateFailure!.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_turn_that_gives_work_away_does_not_move_the_run_on()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Files["out.txt"] = "here";
        scene.Accept("dev", result =>
        {
            result["delegations"] = new JsonArray(Given("del-001", "qa"));
            result["phase_transition_request"] = "qa";
        });
        Assert.Equal(("implementation", "failed"), (scene.State.Phase, scene.State.PhaseGateStatus["build"]));
    }

    [Fact]
    public void A_reissued_turn_takes_its_delegation_along()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Accept("dev", result => result["delegations"] = new JsonArray(Given("del-001", "qa")));
        string qa = scene.Turn("qa");
        scene.Allow(new ReissueTurn(qa, "turn_new", "stuck"));
        scene.Allow(new MoveTurn("turn_new", TurnStatus.Dispatched));
        scene.Allow(new AcceptTurn("turn_new", scene.Result("turn_new")));
        Assert.Equal("turn_new", scene.State.PendingDelegationReview!.DelegationResults[0].ChildTurnId);
    }

    private static JsonObject Given(string id, string role, params string[] decisions)
    {
        JsonObject given = new() { ["id"] = id, ["to_role"] = role, ["charter"] = "Do it", ["acceptance_contract"] = new JsonArray("Done") };
        if (decisions.Length > 0)
        {
            given["required_decision_ids"] = new JsonArray([.. decisions.Select(decision => JsonValue.Create(decision))]);
        }

        return given;
    }
}
