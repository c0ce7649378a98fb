using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>That what a turn changed is in a commit is a line of its own; the history stays as it was.</summary>
public sealed class CheckpointTests
{
    private static readonly string Commit = new('a', 40);

    [Fact]
    public void A_checkpoint_moves_the_reference_and_leaves_the_history_alone()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        string turn = scene.Accept("dev").History[0].TurnId;
        string before = Assert.Single(scene.History.Select(entry => System.Text.Encoding.UTF8.GetString(ProtocolRecords.Write(entry))));
        Change change = scene.Allow(new CheckpointTurn(turn, Commit));
        Assert.Equal($"git:{Commit}", scene.State.AcceptedIntegrationRef);
        Assert.Equal(before, Assert.Single(scene.History.Select(entry => System.Text.Encoding.UTF8.GetString(ProtocolRecords.Write(entry)))));
        Assert.Equal(("turn_checkpointed", turn, "implementation", Commit), Assert.Single(change.Governance) is var line ? (line.Decision, line.TurnId, line.Phase, line.Commit) : default);
        Assert.Equal((EventTypes.TurnCheckpointed, turn), Assert.Single(change.Events) is var told ? (told.EventType, told.Turn!.TurnId) : default);
        Assert.Null(StateMoves.Check(scene.State with { AcceptedIntegrationRef = null }, scene.State));
    }

    [Fact]
    public void A_turn_has_one_checkpoint()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        string turn = scene.Accept("dev").History[0].TurnId;
        scene.Allow(new CheckpointTurn(null, Commit));
        Assert.Equal(RunCodes.TurnAlreadyCheckpointed, scene.Refuse(new CheckpointTurn(turn, Commit)).Reason);
        Assert.Equal(RunCodes.TurnNotAccepted, scene.Refuse(new CheckpointTurn(null, Commit)).Reason);
    }

    [Theory]
    [InlineData("aaaaaaa")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("gaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("")]
    public void Only_a_full_commit_id_counts(string commit)
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Accept("dev");
        Assert.Equal(RunCodes.CheckpointCommitInvalid, scene.Refuse(new CheckpointTurn(null, commit)).Reason);
    }

    [Fact]
    public void A_turn_that_is_not_accepted_or_changed_nothing_has_none()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        string review = scene.Accept("qa").History[0].TurnId;
        string open = scene.Turn("dev");
        Assert.Equal(RunCodes.CheckpointEmpty, scene.Refuse(new CheckpointTurn(review, Commit)).Reason);
        Assert.Equal(RunCodes.TurnNotAccepted, scene.Refuse(new CheckpointTurn(open, Commit)).Reason);
    }

    [Fact]
    public void A_run_that_is_over_keeps_its_state()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        string turn = scene.Accept("dev").History[0].TurnId;
        scene.State = scene.State with { Status = RunStatus.Completed };
        RunState before = scene.State;
        Change change = scene.Allow(new CheckpointTurn(turn, Commit));
        Assert.Same(before, scene.State);
        Assert.Empty(change.Events);
        Assert.Single(change.Governance);
    }

    [Fact]
    public void What_is_in_a_checkpoint_is_no_longer_dirt_of_that_turn()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        string turn = scene.Accept("dev").History[0].TurnId;
        scene.Baseline = new() { Kind = "git_worktree", Clean = false, DirtySnapshot = new Dictionary<string, string>(StringComparer.Ordinal) { [$"src/{turn}.txt"] = "sha256:1" } };
        Assert.Equal(RunCodes.CheckpointRequired, scene.Refuse(new AssignTurn("dev", "turn_new")).Reason);
        scene.Allow(new CheckpointTurn(turn, Commit));
        Assert.Equal(RunCodes.DirtyBaseline, scene.Refuse(new AssignTurn("dev", "turn_new")).Reason);
        scene.Baseline = scene.Baseline with { Clean = true, DirtySnapshot = new Dictionary<string, string>(StringComparer.Ordinal) };
        scene.Allow(new AssignTurn("dev", "turn_new"));
    }

    [Fact]
    public void The_mark_of_another_runner_counts_too()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        string turn = scene.Accept("dev").History[0].TurnId;
        scene.History[0] = scene.History[0] with { Unknown = new Dictionary<string, System.Text.Json.JsonElement>(StringComparer.Ordinal) { ["checkpoint_sha"] = default } };
        Assert.Equal(RunCodes.TurnAlreadyCheckpointed, scene.Refuse(new CheckpointTurn(turn, Commit)).Reason);
    }
}
