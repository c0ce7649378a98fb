using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>Turns at work at the same time.</summary>
public sealed class ParallelTests
{
    [Fact]
    public void Turns_that_changed_other_files_do_not_hinder_each_other()
    {
        (Scene scene, string dev, string qa) = Two("a.txt");
        scene.Allow(new AcceptTurn(dev, Changed(scene, dev, "b.txt")));
        Assert.Equal([1, 2], scene.History.Select(entry => entry.AcceptedSequence));
        Assert.Equal([qa, dev], scene.History.Select(entry => entry.TurnId));
    }

    [Theory]
    [InlineData("reject_and_reassign", "a.txt", "b.txt", "c.txt")]
    [InlineData("human_merge", "a.txt", "b.txt")]
    public void A_turn_that_changed_what_another_changed_meanwhile_is_in_conflict(string suggested, params string[] files)
    {
        (Scene scene, string dev, _) = Two("a.txt");
        Ruling ruling = scene.Put(new AcceptTurn(dev, Changed(scene, dev, files)));
        Assert.Equal((RunCodes.Conflict, "a.txt"), (ruling.Refusal!.Reason, ruling.Refusal.Path));
        Turn turn = scene.State.ActiveTurns[dev];
        Assert.Equal((TurnStatus.Conflicted, suggested, 1.0 / files.Length), (turn.Status, turn.ConflictState!.SuggestedResolution, turn.ConflictState.OverlapRatio));
        Assert.Equal("conflict_detected", scene.Governance[^1].Decision);
        Assert.Equal(RunCodes.TurnConflicted, scene.Refuse(new AcceptTurn(dev, Changed(scene, dev, "a.txt"))).Reason);
    }

    [Fact]
    public void A_rejected_conflict_is_done_again_on_top_of_the_others()
    {
        (Scene scene, string dev, _) = Two("a.txt");
        scene.Put(new AcceptTurn(dev, Changed(scene, dev, "a.txt")));
        scene.Allow(new RejectTurn(dev, "conflict"));
        Assert.Equal(("a.txt", 1), (scene.State.ActiveTurns[dev].ConflictContext!.ConflictingFiles.Single(), scene.State.ActiveTurns[dev].AssignedSequence));
        scene.Allow(new MoveTurn(dev, TurnStatus.Dispatched));
        scene.Allow(new AcceptTurn(dev, Changed(scene, dev, "a.txt")));
    }

    [Fact]
    public void A_person_may_merge_a_conflict_and_nothing_else()
    {
        (Scene scene, string dev, _) = Two("a.txt");
        Assert.Equal(RunCodes.NoConflict, scene.Refuse(new AcceptTurn(dev, Changed(scene, dev, "a.txt")) { HumanMerge = true }).Reason);
        scene.Put(new AcceptTurn(dev, Changed(scene, dev, "a.txt")));
        scene.Allow(new AcceptTurn(dev, Changed(scene, dev, "a.txt")) { HumanMerge = true });
        Assert.Equal("human_merge", scene.History[^1].ConflictResolution);
        Assert.Contains(EventTypes.ConflictResolved, scene.Events.Select(each => each.EventType), StringComparer.Ordinal);
    }

    [Fact]
    public void The_third_conflict_of_a_turn_is_put_before_a_person()
    {
        Scene scene = Scene.Begun(Scene.Project with { Rules = new() { MaxTurnRetries = 9 } }, "implementation");
        string dev = scene.Turn("dev");
        for (int i = 0; i < 3; i++)
        {
            string qa = scene.Turn("qa");
            scene.Allow(new AcceptTurn(qa, Reviewed(scene, qa)));
            scene.Put(new AcceptTurn(dev, Changed(scene, dev, "src/x.txt", ".planning/x.md")));
            Assert.Equal(TurnStatus.Conflicted, scene.State.ActiveTurns[dev].Status);
            if (i < 2)
            {
                scene.Allow(new RejectTurn(dev, "again"));
                scene.Allow(new MoveTurn(dev, TurnStatus.Dispatched));
            }
        }

        Assert.Equal((RunStatus.Blocked, $"human:conflict_loop:{dev}"), (scene.State.Status, scene.State.BlockedOn));
    }

    [Theory]
    [InlineData("pm", ".planning/x.md", true)]
    [InlineData("dev", "src/a.txt", true)]
    [InlineData("dev", ".planning/x.md", false)]
    [InlineData("qa", ".planning/x.md", false)]
    public void A_role_carries_on_what_it_alone_did_and_planning_s_first_role_every_plan(string role, string file, bool isForward)
    {
        Scene scene = Scene.Begun(Scene.Project with { Roles = Scene.Project.Roles.With("qa", Scene.Project.Roles["dev"]) }, "implementation");
        scene.History.Add(new() { TurnId = "turn_before", RunId = scene.State.RunId, Role = "qa", FilesChanged = [".planning/x.md"] });
        string id = scene.Turn(role);
        string by = role == "qa" ? "dev" : role;
        scene.History.Add(new() { TurnId = "turn_since", RunId = scene.State.RunId, Role = by, FilesChanged = [file], AcceptedSequence = 1 });
        string[] files = role == "pm" ? [file] : [file, "src/own.txt"];
        Ruling ruling = scene.Put(new AcceptTurn(id, Changed(scene, id, files)));
        Assert.Equal(isForward ? null : RunCodes.Conflict, ruling.Refusal?.Reason);
        if (isForward)
        {
            Assert.Equal([file], scene.History[^1].ForwardRevision);
        }
    }

    [Theory]
    [InlineData("artifacts_created")]
    [InlineData("produced_files")]
    public void What_a_turn_made_counts_like_what_it_changed(string key)
    {
        (Scene scene, string dev, _) = Two("a.txt");
        Ruling ruling = scene.Put(new AcceptTurn(dev, scene.Result(dev, result =>
        {
            if (key == "artifacts_created")
            {
                result[key] = new JsonArray("a.txt");
            }
            else
            {
                result["verification"]![key] = JsonNode.Parse("""[{"path":"a.txt","disposition":"artifact"}]""");
            }
        })));
        Assert.Equal(RunCodes.Conflict, ruling.Refusal?.Reason);
    }

    [Fact]
    public void Proposals_for_the_same_file_are_in_conflict()
    {
        Role proposing = Scene.Project.Roles["dev"] with { WriteAuthority = WriteAuthority.Proposed };
        Scene scene = Scene.Begun(Scene.Project with { Roles = Scene.Project.Roles.With("dev", proposing).With("qa", proposing) }, "implementation");
        string dev = scene.Turn("dev");
        string qa = scene.Turn("qa");
        scene.Allow(new AcceptTurn(qa, Proposed(scene, qa)));
        Assert.Equal(["src/same.txt"], scene.History[0].ProposedFiles);
        Assert.Equal(RunCodes.Conflict, scene.Put(new AcceptTurn(dev, Proposed(scene, dev))).Refusal?.Reason);
    }

    private static byte[] Proposed(Scene scene, string turn) => scene.Result(turn, result =>
    {
        result["files_changed"] = new JsonArray();
        result["objections"] = new JsonArray();
        result["artifact"] = new JsonObject { ["type"] = "patch" };
        result["proposed_changes"] = JsonNode.Parse("""[{"path":"src/same.txt","action":"modify","content":"x"}]""");
    });

    /// <summary>Two turns began together, and the reviewer's is accepted; in its review it wrote the given file.</summary>
    private static (Scene Scene, string Dev, string Qa) Two(string file)
    {
        Scene scene = Scene.Begun(Scene.Project with { Roles = Scene.Project.Roles.With("qa", Scene.Project.Roles["dev"]) }, "implementation");
        string dev = scene.Turn("dev");
        string qa = scene.Turn("qa");
        scene.Allow(new AcceptTurn(qa, Changed(scene, qa, file)));
        return (scene, dev, qa);
    }

    private static byte[] Changed(Scene scene, string turn, params string[] files) =>
        scene.Result(turn, result => result["files_changed"] = new JsonArray([.. files.Select(file => JsonValue.Create(file))]));

    private static byte[] Reviewed(Scene scene, string turn) => scene.Result(turn, result => result["files_changed"] = new JsonArray(".planning/x.md"));
}
