using System.Diagnostics;
using Proofs.Runs.Runs;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Acceptance;

/// <summary>What workers leave in the places that are theirs, and what is not in the way of the run going on.</summary>
public sealed class StagedResultTests
{
    public static TheoryData<string> Staged =>
    [
        "mkfifo $STAGED",
        "mkdir $STAGED",
        "ln -s /etc/passwd $STAGED",
        "ln -s /dev/zero $STAGED",
        "head -c 104857600 /dev/zero > $STAGED",
        "truncate -s 300M $STAGED",
        "printf '{\"summary\":\"\\377\"}' > $STAGED",
        "rm -r $(dirname $STAGED); ln -s \"$OUTSIDE\" $(dirname $STAGED); echo '{}' > $STAGED",
        "rm -r $(dirname $STAGED); echo x > $(dirname $STAGED)",
        "rm -r .agentxchain/staging; ln -s \"$OUTSIDE\" .agentxchain/staging",
        "chmod 0 .agentxchain/staging",
    ];

    [Theory]
    [MemberData(nameof(Staged))]
    public void Whatever_lies_where_the_result_belongs_can_be_rejected_and_tried_again(string script)
    {
        using WorkedRepository project = new();
        Turn turn = project.Dispatch();
        project.Work(turn, "mkdir -p $(dirname $STAGED); " + script);
        RunnerResult refused = project.Runner.AcceptTurn();
        Assert.False(refused.Ok);
        Turn again = project.Send(Project.Ok(project.Runner.RejectTurn("Nothing to read.")).Turn!);
        project.Write("src/new.txt", "work");
        Project.Ok(project.Runner.StageTurnResult(again.TurnId, System.Text.Encoding.UTF8.GetBytes(WorkedRepository.Result(again, ["src/new.txt"]))));
        Project.Ok(project.Runner.AcceptTurn());
        string outside = Path.Combine(project.Repository.Outside, "turn-result.json");
        Assert.True(!File.Exists(outside) || File.ReadAllText(outside) == "{}\n");
        project.Holds();
    }

    public static TheoryData<string> Obstacles =>
    [
        "rm -r .agentxchain/dispatch/turns/$TURN; ln -s \"$OUTSIDE\" .agentxchain/dispatch/turns/$TURN",
        "mv .agentxchain/dispatch/turns \"$OUTSIDE/t\"; ln -s \"$OUTSIDE/t\" .agentxchain/dispatch/turns",
        "rm -r .agentxchain/dispatch/turns; echo x > .agentxchain/dispatch/turns",
        "rm -f .agentxchain/dispatch/index.json; mkdir -p .agentxchain/dispatch/index.json/x",
        "rm -f .agentxchain/dispatch/index.json; ln -s \"$OUTSIDE/secret\" .agentxchain/dispatch/index.json",
        "rm -f .agentxchain/session.json; mkdir -p .agentxchain/session.json",
        "rm -f TALK.md; ln -s \"$OUTSIDE/secret\" TALK.md",
    ];

    [Theory]
    [MemberData(nameof(Obstacles))]
    public void Nothing_that_a_worker_puts_in_the_way_stops_the_run_for_good(string script)
    {
        using WorkedRepository project = new();
        File.WriteAllText(Path.Combine(project.Repository.Outside, "secret"), "secret");
        Turn turn = project.Dispatch();
        project.Work(turn, "echo work > src/new.txt; " + script);
        project.Stage(turn, "src/new.txt");
        Project.Ok(project.Runner.AcceptTurn());
        Project.Ok(project.Runner.CheckpointTurn());
        Project.Ok(project.Again().LoadState());
        Turn next = project.Dispatch();
        project.Write("src/new.txt", "more work");
        project.Stage(next, "src/new.txt");
        Project.Ok(project.Runner.AcceptTurn());
        Assert.Equal("secret", File.ReadAllText(Path.Combine(project.Repository.Outside, "secret")));
        project.Holds();
    }

    [Theory]
    [InlineData("rm -f $L; mkfifo $L")]
    [InlineData("rm -f $L; mkdir $L")]
    [InlineData("rm -f $L; ln -s \"$OUTSIDE/secret\" $L")]
    public void A_lock_that_is_no_file_is_told_and_nothing_is_changed(string script)
    {
        using WorkedRepository project = new();
        File.WriteAllText(Path.Combine(project.Repository.Outside, "secret"), "secret");
        Turn turn = project.Dispatch();
        project.Work(turn, "L=.agentxchain/locks/accept-turn.lock; echo work > src/new.txt; " + script);
        project.Stage(turn, "src/new.txt");
        RunnerResult refused = project.Runner.AcceptTurn();
        Assert.Equal(RunCodes.StorageFailed, refused.Refusal?.Reason);
        Assert.Equal("secret", File.ReadAllText(Path.Combine(project.Repository.Outside, "secret")));
        project.Work(turn, "rm -rf .agentxchain/locks/accept-turn.lock");
        Project.Ok(project.Runner.AcceptTurn());
        project.Holds();
    }

    [Fact]
    public void What_changes_after_staging_is_not_taken()
    {
        using WorkedRepository project = new();
        Turn turn = project.Dispatch();
        project.Work(turn, "echo work > src/new.txt");
        project.Stage(turn, "src/new.txt");
        project.Work(turn, "echo evil >> src/kept.txt");
        Assert.Equal(RunCodes.ArtifactMismatch, project.Runner.AcceptTurn().Refusal!.Reason);
        project.Stage(turn, "src/new.txt", "src/kept.txt");
        Project.Ok(project.Runner.AcceptTurn());
        project.Holds();
    }
}
