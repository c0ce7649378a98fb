using System.Text;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Records;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Loop;

/// <summary>Loops that go on where another one stopped, or where its process ended.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task A_cancelled_loop_stops_its_workers_and_the_next_one_does_their_turn_once_more()
    {
        using LoopProject project = new();
        using CancellationTokenSource stop = new();
        bool isTold = false;
        RunLoopResult cancelled = await project.RunAsync(async (request, token) =>
        {
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => project.HangAsync(token));
            isTold = token.IsCancellationRequested;
            return LoopProject.Done(request);
        }, cancellation: stop.Token);
        Turn left = cancelled.State!.ActiveTurns.Values.Single();
        Assert.Equal((StopReason.CallerStopped, RunCodes.LoopCancelled, true, 0), (cancelled.StopReason, cancelled.Errors.Single().Reason, isTold, cancelled.TurnsExecuted));
        Assert.Equal((TurnStatus.Dispatched, 1), (left.Status, left.Attempt));
        List<(string, int)> sent = [];
        RunLoopResult rest = await project.RunAsync(request =>
        {
            sent.Add((request.Turn.TurnId, request.Turn.Attempt));
            return LoopProject.Done(request);
        });
        Assert.True(rest.Ok);
        Assert.Equal((left.TurnId, 1), sent[0]);
        Assert.Equal(3, project.Lines(".agentxchain/events.jsonl").Count(line => line.Contains("turn_dispatched", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{ "hooks": { "before_validation": [{ "name": "slow", "type": "process", "mode": "blocking", "command": $COMMAND, "timeout_ms": 30000 }] } }""")]
    [InlineData("""{ "policies": [{ "id": "replay", "rule": "require_reproducible_verification", "action": "warn" }], "verification": { "commands": [$COMMAND], "timeout_seconds": 3600 } }""")]
    public async Task A_hook_or_a_verification_at_work_is_stopped_with_the_loop_and_nothing_is_decided(string settings)
    {
        using TempFolder outside = new();
        string script = $"if test -e {outside.In("go")}; then echo '{{\"verdict\":\"allow\"}}'; else touch {outside.In("begun")}; exec sleep 600; fi";
        JsonObject configuration = JsonNode.Parse(LoopProject.Configuration)!.AsObject();
        foreach ((string key, JsonNode? value) in JsonNode.Parse(settings.Replace("$COMMAND", new JsonArray("sh", "-c", script).ToJsonString(), StringComparison.Ordinal))!.AsObject())
        {
            configuration[key] = value!.DeepClone();
        }

        using LoopProject project = new(configuration.ToJsonString());
        using CancellationTokenSource stop = new();
        using FileSystemWatcher watcher = new(outside.Path);
        watcher.Created += (_, _) => stop.Cancel();
        watcher.EnableRaisingEvents = true;
        // Processes are stopped by the machine's clock, which this project's does not follow.
        RunnerInterface runner = RunnerInterface.LoadContext(project.Root, TimeProvider.System).Runner!;
        RunLoopResult cancelled = await Task.Run(() => RunLoop.RunAsync(runner, project.Callbacks(), cancellation: stop.Token)).WaitAsync(LoopProject.Limit);
        Assert.Equal((StopReason.CallerStopped, 0), (cancelled.StopReason, cancelled.TurnHistory.Count));
        Turn left = cancelled.State!.ActiveTurns.Values.Single();
        Assert.Equal((TurnStatus.Dispatched, 1), (left.Status, left.Attempt));
        File.WriteAllText(outside.In("go"), string.Empty);
        RunLoopResult rest = await RunLoop.RunAsync(runner, project.Callbacks()).WaitAsync(LoopProject.Limit);
        Assert.True(rest.Ok, string.Join(' ', rest.Errors));
        Assert.Equal(left.TurnId, rest.TurnHistory[0].TurnId);
    }

    [Fact]
    public async Task A_loop_that_is_cancelled_before_it_begins_leaves_a_run_that_can_go_on()
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(project.Callbacks(), cancellation: new(canceled: true));
        Assert.Equal((StopReason.CallerStopped, 0), (result.StopReason, result.TurnHistory.Count));
        Assert.True((await project.RunAsync(project.Callbacks())).Ok);
    }

    [Fact]
    public async Task A_loop_that_is_cancelled_at_a_gate_asks_again()
    {
        using LoopProject project = new();
        using CancellationTokenSource stop = new();
        RunLoopResult result = await project.RunAsync(project.Callbacks() with
        {
            ApproveGate = async (_, _, token) =>
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
                return GateAnswer.Approved;
            },
        }, cancellation: stop.Token);
        Assert.Equal((StopReason.CallerStopped, RunStatus.Paused), (result.StopReason, result.State!.Status));
        Assert.Equal((true, 2), (await project.RunAsync(project.Callbacks())) is { } rest ? (rest.Ok, rest.GatesApproved) : default);
    }

    [Theory]
    [InlineData(TurnStatus.Assigned)]
    [InlineData(TurnStatus.Dispatched)]
    [InlineData(TurnStatus.Starting)]
    [InlineData(TurnStatus.Running)]
    [InlineData(TurnStatus.Retrying)]
    public async Task A_turn_that_a_dead_process_left_is_done_under_its_own_id_and_attempt(TurnStatus status)
    {
        using LoopProject project = new();
        Turn left = Leave(project, status);
        RunLoopResult result = await project.RunAsync(request => LoopProject.Done(request));
        Assert.Equal((true, left.TurnId, 3), (result.Ok, result.TurnHistory[0].TurnId, result.TurnHistory.Count));
        Assert.Equal(StopReason.Completed, result.StopReason);
    }

    [Theory]
    [InlineData(TurnStatus.FailedAcceptance)]
    [InlineData(TurnStatus.Stalled)]
    [InlineData(TurnStatus.FailedStart)]
    public async Task A_turn_that_had_failed_when_the_process_ended_uses_up_its_attempt_and_is_tried_again(TurnStatus status)
    {
        using LoopProject project = new();
        Turn left = Leave(project, status);
        RunLoopResult result = await project.RunAsync(request =>
        {
            if (request.Turn.AssignedRole == "pm")
            {
                Assert.Equal((2, 1), (request.Turn.Attempt, request.Turn.LastRejection!.Attempt));
            }

            return LoopProject.Done(request);
        });
        Assert.Equal((true, left.TurnId, RunCodes.AttemptInterrupted.Id), (result.Ok, result.TurnHistory[0].TurnId, result.TurnHistory[0].ErrorCode));
        Assert.Equal(4, result.TurnHistory.Count);
    }

    [Fact]
    public async Task What_lay_staged_for_a_turn_of_a_dead_process_is_not_accepted()
    {
        using LoopProject project = new();
        Turn left = Leave(project, TurnStatus.FailedAcceptance);
        DispatchRequest forged = new(left, project.State, project.Runner.Configuration) { Root = project.Root, BundlePath = string.Empty, StagingPath = string.Empty };
        project.Write(RunnerInterface.GetTurnStagingResultPath(left.TurnId), Encoding.UTF8.GetString(LoopProject.Result(forged, result => result["summary"] = "forged")));
        Assert.True((await project.RunAsync(request => LoopProject.Done(request))).Ok);
        Assert.DoesNotContain("forged", string.Concat(project.Lines(".agentxchain/history.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_turn_whose_time_ran_out_while_nobody_was_there_is_tried_again()
    {
        using LoopProject project = new(LoopProject.Configuration.Replace("\"workflow_kit\"", "\"timeouts\": { \"per_turn_minutes\": 5 }, \"workflow_kit\"", StringComparison.Ordinal));
        Leave(project, TurnStatus.Running);
        project.Clock.Advance(TimeSpan.FromHours(3));
        RunLoopResult result = await project.RunAsync(async (request, token) =>
        {
            if (request.Turn is { AssignedRole: "pm", Attempt: 1 })
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => project.HangAsync(token));
            }

            return LoopProject.Done(request);
        });
        Assert.Equal((true, RunCodes.TurnTimedOut.Id), (result.Ok, result.TurnHistory[0].ErrorCode));
    }

    [Fact]
    public async Task A_gate_that_was_approved_is_not_asked_again()
    {
        using LoopProject project = new();
        List<GateKind> asked = [];
        RunLoopCallbacks callbacks = project.Callbacks() with
        {
            ApproveGate = (gate, _, _) =>
            {
                asked.Add(gate);
                return Task.FromResult(GateAnswer.Approved);
            },
        };
        await project.RunAsync(callbacks, new() { MaxTurns = 1 });
        await project.RunAsync(callbacks, new() { MaxTurns = 1 });
        Assert.True((await project.RunAsync(callbacks)).Ok);
        Assert.Equal([GateKind.PhaseTransition, GateKind.RunCompletion], asked);
    }

    [Fact]
    public async Task A_run_that_a_person_has_reactivated_goes_on_with_the_first_role_of_its_phase()
    {
        using LoopProject project = new();
        RunLoopResult blocked = await project.RunAsync(request => DispatchOutcome.Done(LoopProject.Result(request, result => result["status"] = "needs_human")));
        Assert.Equal((StopReason.Blocked, 1), (blocked.StopReason, blocked.TurnsExecuted));
        project.Runner.ReactivateRun();
        Assert.Equal((true, "pm"), (await project.RunAsync(request => LoopProject.Done(request))) is { } rest ? (rest.Ok, rest.TurnHistory[0].Role) : default);
    }

    [Fact]
    public async Task A_turn_that_asks_for_a_person_stops_the_loop_until_somebody_chooses()
    {
        using LoopProject project = new();
        RunLoopResult asked = await project.RunAsync(request => DispatchOutcome.Done(LoopProject.Result(request, result => result["proposed_next_role"] = "human")));
        Assert.Equal((StopReason.CallerStopped, 1), (asked.StopReason, asked.TurnsExecuted));
        Assert.Equal(StopReason.CallerStopped, (await project.RunAsync(request => LoopProject.Done(request))).StopReason);
        Queue<string> chosen = new(["pm"]);
        Assert.True((await project.RunAsync(project.Callbacks() with { SelectRole = (state, configuration) => chosen.TryDequeue(out string? role) ? role : Proofs.Runs.Runs.Loop.Rules.RoleSelection.Next(state, configuration) })).Ok);
    }

    [Fact]
    public async Task Every_accepted_turn_is_committed_and_a_loop_that_cannot_commit_stops()
    {
        using LoopProject project = new();
        List<string?> committed = [];
        RunLoopOptions options = new()
        {
            Checkpoint = runner =>
            {
                RunnerResult loaded = runner.LoadState();
                committed.Add(loaded.State!.LastCompletedTurnId);
                return loaded;
            },
        };
        RunLoopResult result = await project.RunAsync(project.Callbacks(), options);
        Assert.Equal(result.TurnHistory.Select(turn => (string?)turn.TurnId), committed);
        RunLoopResult failed = await project.RunAsync(project.Callbacks(), options with { StartNewRunFromCompleted = true, Checkpoint = _ => new() { Refusal = new(RunCodes.DirtyBaseline, "no") } });
        Assert.Equal((StopReason.Blocked, RunCodes.DirtyBaseline, 1), (failed.StopReason, failed.Errors[0].Reason, failed.TurnsExecuted));
    }

    /// <summary>A process that ended with the first turn in some status.</summary>
    private static Turn Leave(LoopProject project, TurnStatus status)
    {
        RunnerInterface runner = project.Runner;
        runner.InitRun();
        Turn turn = runner.AssignTurn("pm").Turn!;
        runner.WriteDispatchBundle();
        if (status is not TurnStatus.Assigned)
        {
            Assert.True(runner.TransitionActiveTurnLifecycle(null, TurnStatus.Dispatched).Ok);
        }

        switch (status)
        {
            case TurnStatus.Retrying:
                Assert.True(runner.RejectTurn("no").Ok);
                break;
            case TurnStatus.FailedAcceptance:
                Assert.True(runner.StageTurnResult(turn.TurnId, "{}"u8.ToArray()).Ok);
                Assert.Equal(RunCodes.ValidationFailed, runner.AcceptTurn().Refusal!.Reason);
                break;
            case TurnStatus.Starting or TurnStatus.Running or TurnStatus.Stalled or TurnStatus.FailedStart:
                Assert.True(runner.TransitionActiveTurnLifecycle(null, status).Ok);
                break;
        }

        Assert.Equal(status, project.State.ActiveTurns.Values.Single().Status);
        return project.State.ActiveTurns.Values.Single();
    }
}
