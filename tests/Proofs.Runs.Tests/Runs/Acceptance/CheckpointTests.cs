using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Acceptance;

/// <summary>What accepted turns changed, in commits of a real repository.</summary>
public sealed class CheckpointTests
{
    [Fact]
    public async Task A_run_commits_every_turn_by_itself()
    {
        using WorkedRepository project = new(Three, begins: false);
        RunLoopResult result = await RunAsync(project, (request, _) => Task.FromResult(DispatchOutcome.Done(Work(project, request))));
        Assert.Equal((StopReason.Completed, 3), (result.StopReason, result.TurnsExecuted));
        Assert.Equal(["check: ops", "implementation: dev", "planning: ops", "Begin"], project.Repository.Git("log", "--format=%s").Split('\n'));
        Assert.Equal(result.TurnHistory.Select(turn => turn.TurnId).Reverse(), project.Repository.Git("log", "-3", "--format=%(trailers:key=Proofs-Turn,valueonly,separator=)").Split('\n'));
        Assert.Empty(project.Repository.Git("status", "--porcelain"));
        Assert.Empty(project.Repository.Git("fsck", "--strict", "--no-dangling"));
        Assert.Equal("1 file changed, 1 insertion(+)", project.Repository.Git("show", "--shortstat", "--format=", "HEAD").Trim());
        project.Holds();
    }

    [Fact]
    public async Task A_run_without_a_repository_goes_on()
    {
        using WorkedRepository project = new(Three, begins: false);
        Directory.Move(project.In(".git"), Path.Combine(project.Repository.Outside, "git"));
        RunLoopResult result = await RunAsync(project, (request, _) => Task.FromResult(DispatchOutcome.Done(Work(project, request))));
        Assert.Equal((StopReason.Completed, 3), (result.StopReason, result.TurnsExecuted));
        project.Holds();
    }

    [Fact]
    public void What_a_person_staged_stays_staged_and_is_not_committed()
    {
        using WorkedRepository project = new();
        Turn turn = Accept(project, "src/new.txt");
        project.Work(turn, "echo mine > mine.txt; git add mine.txt");
        Project.Ok(project.Runner.CheckpointAll());
        Assert.Equal("A  mine.txt", project.Repository.Git("status", "--porcelain"));
        Assert.Equal("src/new.txt", project.Repository.Git("show", "--name-only", "--format=", "HEAD"));
        project.Holds();
    }

    [Fact]
    public void Something_else_staged_for_the_file_is_not_lost()
    {
        using WorkedRepository project = new();
        Turn turn = Accept(project, "src/new.txt");
        project.Work(turn, "cp src/new.txt t; echo mine > src/new.txt; git add src/new.txt; mv t src/new.txt");
        Assert.Equal(RunCodes.CheckpointStagedChanges, project.Runner.CheckpointAll().Refusal?.Reason);
        project.Work(turn, "git restore --staged src/new.txt 2>/dev/null || git rm -q --cached src/new.txt");
        Project.Ok(project.Runner.CheckpointAll());
        Assert.Empty(project.Repository.Git("status", "--porcelain"));
        project.Holds();
    }

    [Fact]
    public void A_head_that_moved_since_is_told_until_it_is_back()
    {
        using WorkedRepository project = new();
        Turn turn = Accept(project, "src/new.txt");
        project.Work(turn, "git switch -qc other; git commit -q --allow-empty -m other");
        Assert.Equal(RunCodes.CheckpointHeadMoved, project.Runner.CheckpointAll().Refusal?.Reason);
        project.Work(turn, "git switch -q main");
        Project.Ok(project.Runner.CheckpointAll());
        Assert.Equal("main", project.Repository.Git("branch", "--show-current"));
        Assert.Empty(project.Repository.Git("status", "--porcelain"));
        project.Holds();
    }

    [Fact]
    public void What_a_person_committed_by_hand_is_the_checkpoint()
    {
        using WorkedRepository project = new();
        Turn turn = Accept(project, "src/new.txt");
        project.Work(turn, "git add src; git commit -qm 'By hand'");
        Project.Ok(project.Runner.CheckpointAll());
        Assert.Equal("By hand", project.Repository.Git("log", "-1", "--format=%s"));
        Assert.Contains(project.Lines(".agentxchain/decision-ledger.jsonl"), line => line.Contains(project.Repository.Head, StringComparison.Ordinal));
        Project.Ok(project.Runner.AssignTurn("dev"));
        project.Holds();
    }

    [Fact]
    public void What_changed_since_it_was_accepted_is_not_committed()
    {
        using WorkedRepository project = new();
        Turn turn = Accept(project, "src/new.txt");
        project.Work(turn, "echo evil >> src/new.txt");
        Assert.Equal(RunCodes.CheckpointFileChanged, project.Runner.CheckpointAll().Refusal?.Reason);
        Assert.Equal("Begin", project.Repository.Git("log", "--format=%s"));
        project.Holds();
    }

    [Fact]
    public void Two_turns_that_changed_the_same_file_are_both_committed()
    {
        using WorkedRepository project = new();
        Turn first = project.Dispatch("dev");
        Turn second = project.Dispatch("ops");
        project.Work(first, "echo first > src/both.txt; echo first > src/first.txt");
        project.Stage(first, "src/both.txt", "src/first.txt");
        project.Stage(second, "src/both.txt", "src/second.txt");
        Project.Ok(project.Runner.AcceptTurn(first.TurnId));
        project.Work(second, "echo second > src/both.txt; echo second > src/second.txt");
        Assert.Equal(RunCodes.Conflict, project.Runner.AcceptTurn(second.TurnId).Refusal?.Reason);
        Project.Ok(project.Runner.AcceptTurn(second.TurnId, humanMerge: true));
        Project.Ok(project.Runner.CheckpointAll());
        Assert.Empty(project.Repository.Git("status", "--porcelain"));
        Assert.Equal("second", project.Repository.Git("show", "HEAD:src/both.txt"));
        Assert.Equal("3", project.Repository.Git("rev-list", "--count", "HEAD"));
        Assert.Equal(RunCodes.TurnAlreadyCheckpointed, project.Runner.CheckpointTurn(first.TurnId).Refusal?.Reason);
        project.Holds();
    }

    [Fact]
    public async Task A_proposal_that_is_applied_is_committed()
    {
        using WorkedRepository project = new(Three.Replace("\"write_authority\": \"authoritative\", \"runtime\": \"desk\" },", "\"write_authority\": \"proposed\", \"runtime\": \"model\" },", StringComparison.Ordinal), begins: false);
        RunLoopResult result = await RunAsync(project, (request, _) => Task.FromResult(DispatchOutcome.Done(request.Turn.AssignedRole == "dev" ? Proposal(request) : Work(project, request))), applies: true);
        Assert.True(result.StopReason == StopReason.Completed, $"{result.StopReason} {string.Join(' ', result.Errors.Select(error => error.ToString()))}");
        Assert.Equal("proposed", project.Repository.Git("show", "HEAD:src/proposed.txt"));
        Assert.Empty(project.Repository.Git("status", "--porcelain"));
        project.Holds();
    }

    private static string Three { get; } = WorkedRepository.Configuration
        .Replace("\"runtimes\": { \"desk\": { \"type\": \"manual\" } }", "\"runtimes\": { \"desk\": { \"type\": \"manual\" }, \"model\": { \"type\": \"api_proxy\", \"provider\": \"ollama\", \"model\": \"m\" } }", StringComparison.Ordinal)
        .Replace("\"routing\": {", "\"routing\": { \"planning\": { \"entry_role\": \"ops\", \"allowed_next_roles\": [\"dev\", \"ops\", \"human\"] },", StringComparison.Ordinal)
        .Replace("\"max_concurrent_turns\": 2 } },", "\"max_concurrent_turns\": 1 }, \"check\": { \"entry_role\": \"ops\", \"allowed_next_roles\": [\"dev\", \"ops\", \"human\"] } },", StringComparison.Ordinal);

    private static async Task<RunLoopResult> RunAsync(WorkedRepository project, Func<DispatchRequest, CancellationToken, Task<DispatchOutcome>> dispatch, bool applies = false)
    {
        RunLoopCallbacks callbacks = new() { Dispatch = dispatch, ApproveGate = (_, _, _) => Task.FromResult(GateAnswer.Approved) };
        return await RunLoop.RunAsync(project.Runner, callbacks, new() { LockWait = TimeSpan.Zero, Checkpoint = runner => runner.CheckpointAll(), ApplyProposals = applies }).WaitAsync(TimeSpan.FromMinutes(1));
    }

    private static byte[] Work(WorkedRepository project, DispatchRequest request)
    {
        string path = $"src/{request.State.Phase}.txt";
        project.Write(path, "work\n");
        return System.Text.Encoding.UTF8.GetBytes(WorkedRepository.Result(request.Turn, [path], result => Leave(request, result)));
    }

    private static byte[] Proposal(DispatchRequest request) => System.Text.Encoding.UTF8.GetBytes(WorkedRepository.Result(request.Turn, [], result =>
    {
        Leave(request, result);
        result["artifact"] = new JsonObject { ["type"] = "patch", ["ref"] = null };
        result["proposed_changes"] = new JsonArray(new JsonObject { ["path"] = "src/proposed.txt", ["action"] = "create", ["content"] = "proposed\n" });
    }));

    private static void Leave(DispatchRequest request, JsonObject result)
    {
        result["proposed_next_role"] = request.Turn.AssignedRole == "dev" ? "ops" : "dev";
        if (request.Configuration.NextPhase(request.State.Phase) is { } next)
        {
            result["phase_transition_request"] = next.Name;
        }
        else
        {
            result["run_completion_request"] = true;
        }
    }

    private static Turn Accept(WorkedRepository project, string file)
    {
        Turn turn = project.Dispatch();
        project.Write(file, "work\n");
        project.Stage(turn, file);
        Project.Ok(project.Runner.AcceptTurn());
        return turn;
    }
}
