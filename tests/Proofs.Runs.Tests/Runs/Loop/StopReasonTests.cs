using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Operations;

namespace Proofs.Runs.Tests.Runs.Loop;

/// <summary>Every reason that a loop stops for.</summary>
public sealed class StopReasonTests
{
    [Fact]
    public async Task A_configuration_that_cannot_come_to_its_end_is_not_begun()
    {
        using LoopProject project = new(LoopProject.Configuration.Replace("\"plan\": { \"requires", "\"plan\": { \"requires_files\": [\"src/x.txt\"], \"requires", StringComparison.Ordinal).Replace("[\"pm\", \"dev\", \"human\"]", "[\"pm\", \"human\"]", StringComparison.Ordinal));
        RunLoopResult result = await project.RunAsync(request => LoopProject.Done(request));
        Assert.Equal((StopReason.AdmissionRejected, RunCodes.AdmissionNoProducer, RunStatus.Idle), (result.StopReason, result.Errors[0].Reason, result.State!.Status));
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_does_not_begin()
    {
        using LoopProject project = new();
        project.Write(".agentxchain/state.json", "{");
        Assert.Equal((StopReason.InitFailed, RunCodes.StateUnreadable), Told(await project.RunAsync(request => LoopProject.Done(request))));
    }

    [Fact]
    public async Task One_loop_drives_a_run_and_a_second_one_is_told_of_it()
    {
        using LoopProject project = new();
        RunLoopResult? second = null;
        RunLoopResult first = await project.RunAsync(async (request, token) =>
        {
            second ??= await RunLoop.RunAsync(RunnerInterface.LoadContext(project.Root, project.Clock).Runner!, project.Callbacks(), cancellation: token);
            return LoopProject.Done(request);
        });
        Assert.Equal((StopReason.InitFailed, RunCodes.LoopAlreadyRunning), Told(second!));
        Assert.Contains($"{Environment.ProcessId}", second!.Errors[0].Message, StringComparison.Ordinal);
        Assert.True(first.Ok);
    }

    [Fact]
    public async Task A_gate_that_nobody_approves_holds_and_is_asked_again_by_the_next_loop()
    {
        using LoopProject project = new();
        RunLoopCallbacks callbacks = project.Callbacks();
        RunLoopResult held = await project.RunAsync(callbacks with { ApproveGate = (_, _, _) => Task.FromResult(GateAnswer.Held) });
        Assert.Equal((StopReason.GateHeld, 1, 0, false), (held.StopReason, held.TurnsExecuted, held.GatesApproved, held.Ok));
        Assert.Equal(RunLoopEventType.GateHeld, project.Events[^1].Type);
        Assert.Equal((true, 2, 2), ((await project.RunAsync(callbacks)) is { } rest ? (rest.Ok, rest.TurnsExecuted, rest.GatesApproved) : default));
    }

    [Fact]
    public async Task A_credentialed_gate_is_not_passed_without_a_person()
    {
        using LoopProject project = new(LoopProject.Configuration.Replace("\"plan\": { ", "\"plan\": { \"credentialed\": true, ", StringComparison.Ordinal));
        RunLoopCallbacks automatic = project.Callbacks() with { ApproveGate = (_, _, _) => Task.FromResult(GateAnswer.ApprovedAutomatically) };
        Assert.Equal((StopReason.GateHeld, RunCodes.CredentialedGate), Told(await project.RunAsync(automatic)));
        Assert.Equal(StopReason.Completed, (await project.RunAsync(project.Callbacks())).StopReason);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(0, 0)]
    [InlineData(-3, 0)]
    public async Task It_stops_after_as_many_turns_as_were_asked_for(int most, int executed)
    {
        using LoopProject project = new(LoopProject.Configuration.Replace("\"exit_gate\": \"plan\"", "\"exit_gate\": \"open\"", StringComparison.Ordinal).Replace("\"plan\": {", "\"open\": {}, \"plan\": {", StringComparison.Ordinal));
        RunLoopResult result = await project.RunAsync(request => LoopProject.Done(request), new() { MaxTurns = most });
        Assert.Equal((StopReason.MaxTurnsReached, executed, RunStatus.Active), (result.StopReason, result.TurnsExecuted, result.State!.Status));
        Assert.True((await project.RunAsync(request => LoopProject.Done(request))).Ok);
    }

    [Fact]
    public async Task The_configuration_says_how_many_turns_when_nobody_else_does()
    {
        using LoopProject project = new(LoopProject.Configuration.Replace("\"workflow_kit\"", "\"run_loop\": { \"max_turns\": 4 }, \"workflow_kit\"", StringComparison.Ordinal));
        RunLoopResult result = await project.RunAsync(request => DispatchOutcome.Done(LoopProject.Result(request, each => each["proposed_next_role"] = "pm")));
        Assert.Equal((StopReason.MaxTurnsReached, 4), (result.StopReason, result.TurnsExecuted));
    }

    [Fact]
    public async Task What_comes_first_stops_it_between_turns()
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(project.Callbacks() with { Preempt = state => state.AcceptedSequence == 1 ? "intent_7" : null });
        Assert.Equal((StopReason.PriorityPreempted, "intent_7", 1), (result.StopReason, result.PreemptedBy, result.TurnsExecuted));
        Assert.Contains(project.Events, each => each.Type == RunLoopEventType.PriorityInjected);
        Assert.True((await project.RunAsync(project.Callbacks())).Ok);
    }

    [Fact]
    public async Task A_caller_that_selects_nobody_stops_it()
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(project.Callbacks() with { SelectRole = (_, _) => null });
        Assert.Equal((StopReason.CallerStopped, 0), (result.StopReason, result.TurnsExecuted));
        Assert.Equal(RunLoopEventType.CallerStopped, project.Events[^1].Type);
    }

    [Fact]
    public async Task A_turn_whose_attempts_are_used_up_stops_it_and_so_it_does_for_the_next_loop()
    {
        using LoopProject project = new();
        int dispatched = 0;
        DispatchOutcome Refuse(DispatchRequest request)
        {
            dispatched++;
            return DispatchOutcome.Rejected("no");
        }

        Assert.Equal(StopReason.RejectExhausted, (await project.RunAsync(Refuse)).StopReason);
        Assert.Equal(StopReason.RejectExhausted, (await project.RunAsync(Refuse)).StopReason);
        Assert.Equal(2, dispatched);
        project.Runner.ReactivateRun();
        Assert.Equal((StopReason.RejectExhausted, RunCodes.AttemptsUsedUp), Told(await project.RunAsync(Refuse)));
        Assert.Equal(2, dispatched);
        project.Runner.ReissueTurn("once more");
        Assert.True((await project.RunAsync(request => LoopProject.Done(request))).Ok);
    }

    [Theory]
    [InlineData(2, StopReason.ConflictStall)]
    [InlineData(5, StopReason.ConflictLoop)]
    public async Task A_turn_that_is_in_conflict_again_and_again_stops_it(int attempts, StopReason expected)
    {
        using LoopProject project = new(LoopProject.Parallel.Replace("\"workflow_kit\"", $"\"rules\": {{ \"max_turn_retries\": {attempts} }}, \"workflow_kit\"", StringComparison.Ordinal));
        RunLoopResult result = await project.RunAsync(ConflictScript.For(project), new() { MaxTurns = 40 });
        Assert.Equal((expected, RunStatus.Blocked), (result.StopReason, result.State!.Status));
        Assert.Contains(project.Events, each => each.Type == RunLoopEventType.TurnConflicted);
    }

    [Fact]
    public async Task A_worker_that_needs_somebody_blocks_the_run()
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(_ => DispatchOutcome.BlockedBy("No key in THE_KEY.") with { BlockedCategory = "missing_credentials", BlockedOn = "dispatch:missing_credentials" });
        Assert.Equal((StopReason.Blocked, RunCodes.DispatchBlocked), Told(result));
        Assert.Equal(("dispatch:missing_credentials", 1, true), (result.State!.BlockedOn, result.State.ActiveTurns.Values.Single().Attempt, result.TurnHistory[0].Blocked));
        Assert.Equal(StopReason.Blocked, (await project.RunAsync(request => LoopProject.Done(request))).StopReason);
        project.Runner.ReactivateRun();
        Assert.True((await project.RunAsync(request => LoopProject.Done(request))).Ok);
    }

    [Fact]
    public async Task What_a_blocked_worker_spent_is_charged()
    {
        using LoopProject project = new(LoopProject.Configuration.Replace("\"workflow_kit\"", "\"budget\": { \"per_turn_max_usd\": 1, \"per_run_max_usd\": 5 }, \"workflow_kit\"", StringComparison.Ordinal));
        RunLoopResult result = await project.RunAsync(_ => DispatchOutcome.BlockedBy("Spent.") with { Cost = new() { Usd = 0.5m } });
        Assert.Equal((StopReason.Blocked, 0.5m, "dispatch:dispatch"), (result.StopReason, result.State!.BudgetStatus!.SpentUsd, result.State.BlockedOn));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_worker_may_have_blocked_the_run_itself_and_is_not_believed_when_it_has_not(bool hasBlocked)
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(request =>
        {
            if (hasBlocked)
            {
                project.Runner.MarkRunBlocked(new BlockRun("dispatch:own", "own", new() { TypedReason = "own" }));
            }

            return DispatchOutcome.BlockedBy("why") with { BlockedAlreadyPersisted = true };
        });
        Assert.Equal((StopReason.Blocked, hasBlocked ? "dispatch:own" : "dispatch:dispatch"), (result.StopReason, result.State!.BlockedOn));
    }

    [Fact]
    public async Task A_turn_that_says_it_needs_a_person_blocks_the_run()
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(request => DispatchOutcome.Done(LoopProject.Result(request, each =>
        {
            each["status"] = "needs_human";
            each["needs_human_reason"] = "Which colour?";
        })));
        Assert.Equal((StopReason.Blocked, RunStatus.Blocked, 1), (result.StopReason, result.State!.Status, result.TurnsExecuted));
        Assert.Equal(RunLoopEventType.Blocked, project.Events[^1].Type);
    }

    [Fact]
    public async Task A_completed_or_blocked_run_is_left_behind_only_when_that_is_asked_for()
    {
        using LoopProject project = new();
        RunLoopCallbacks callbacks = project.Callbacks();
        string first = (await project.RunAsync(callbacks)).State!.RunId!;
        RunLoopResult again = await project.RunAsync(callbacks, new() { StartNewRunFromBlocked = true });
        Assert.Equal((true, 0, first), (again.Ok, again.TurnsExecuted, again.State!.RunId));
        RunLoopResult blocked = await project.RunAsync(callbacks with { Dispatch = (_, _) => Task.FromResult(DispatchOutcome.BlockedBy("why")) }, new() { StartNewRunFromCompleted = true, Provenance = new() { Trigger = "schedule" } });
        Assert.Equal((StopReason.Blocked, "schedule"), (blocked.StopReason, blocked.State!.Provenance!.Trigger));
        Assert.NotEqual(first, blocked.State.RunId);
        Assert.Equal(StopReason.Blocked, (await project.RunAsync(callbacks, new() { StartNewRunFromCompleted = true })).StopReason);
        Assert.Equal((StopReason.Completed, 3), (await project.RunAsync(callbacks, new() { StartNewRunFromBlocked = true })) is { } third ? (third.StopReason, third.TurnsExecuted) : default);
    }

    [Fact]
    public async Task A_turn_that_cannot_be_paid_for_or_dispatched_stops_it_and_says_why()
    {
        using LoopProject poor = new(LoopProject.Configuration.Replace("\"workflow_kit\"", "\"budget\": { \"per_turn_max_usd\": 3, \"per_run_max_usd\": 5 }, \"workflow_kit\"", StringComparison.Ordinal));
        RunLoopResult unpaid = await poor.RunAsync(request => LoopProject.Done(request, result => result["cost"] = new System.Text.Json.Nodes.JsonObject { ["usd"] = 4 }));
        Assert.Equal((StopReason.Blocked, RunCodes.BudgetReservationExceeded), Told(unpaid));
        Assert.Equal(1, unpaid.TurnsExecuted);

        using LoopProject mute = new(LoopProject.Configuration.Replace("\"workflow_kit\"", "\"prompts\": { \"pm\": \"prompts/pm.md\" }, \"workflow_kit\"", StringComparison.Ordinal));
        Assert.Equal((StopReason.Blocked, RunCodes.PromptMissing), Told(await mute.RunAsync(request => LoopProject.Done(request))));
        mute.Write("prompts/pm.md", "Be kind.");
        Assert.True((await mute.RunAsync(request => LoopProject.Done(request))).Ok);
    }

    private static (StopReason, Proofs.Verdicts.ReasonCode?) Told(RunLoopResult result) => (result.StopReason, result.Errors.FirstOrDefault()?.Reason);
}
