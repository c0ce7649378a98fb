using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;

namespace Proofs.Runs.Tests.Runs.Loop;

/// <summary>Several turns at work at the same time.</summary>
public sealed class ParallelLoopTests
{
    [Fact]
    public async Task Slots_are_filled_with_the_chosen_role_and_then_with_others_that_are_allowed()
    {
        using LoopProject project = new(LoopProject.Parallel);
        using Barrier all = new(3);
        RunLoopResult result = await project.RunAsync(project.Callbacks((request, token) =>
        {
            if (request.State.Phase == "implementation")
            {
                // Passes only when three are there at once.
                Assert.True(all.SignalAndWait(LoopProject.Limit, CancellationToken.None));
            }

            return Task.FromResult(LoopProject.Done(request));
        }));
        Assert.True(result.Ok, result.Errors.FirstOrDefault()?.Message);
        Assert.Equal(["pm", "dev", "ops", "qa", "qa"], project.Events.Where(each => each.Type == RunLoopEventType.TurnAssigned).Select(each => each.Role));
        Assert.Equal(3, project.Events.Single(each => each.Type == RunLoopEventType.ParallelDispatch && each.TurnIds!.Count == 3).TurnIds!.Count);
    }

    [Fact]
    public async Task A_slow_worker_does_not_hold_up_the_acceptance_of_others()
    {
        using LoopProject project = new(LoopProject.Parallel);
        RunLoopResult result = await project.RunAsync(async (request, token) =>
        {
            if (request.Turn.AssignedRole == "dev")
            {
                while (project.Lines(".agentxchain/history.jsonl").Count(line => line.Contains("\"phase\":\"implementation\"", StringComparison.Ordinal)) < 2)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(2), token);
                }
            }

            return LoopProject.Done(request, each => each["files_changed"] = request.Turn.AssignedRole is "pm" or "qa" ? [] : new JsonArray($"src/{request.Turn.TurnId}.txt"));
        });
        Assert.True(result.Ok, result.Errors.FirstOrDefault()?.Message);
        Assert.Equal("dev", result.TurnHistory.Last(turn => turn.Role != "qa" || turn == result.TurnHistory[^2]).Role);
    }

    [Fact]
    public async Task No_more_turns_are_begun_than_may_be_accepted()
    {
        using LoopProject project = new(LoopProject.Parallel);
        RunLoopResult result = await project.RunAsync(request => LoopProject.Done(request), new() { MaxTurns = 2 });
        Assert.Equal((StopReason.MaxTurnsReached, 2, 0), (result.StopReason, result.TurnsExecuted, result.State!.ActiveTurns.Count));
    }

    [Fact]
    public async Task What_blocks_the_run_stops_the_others_and_their_turns_are_kept()
    {
        using LoopProject project = new(LoopProject.Parallel);
        RunLoopCallbacks callbacks = project.Callbacks(async (request, token) =>
        {
            if (request.State.Phase == "implementation" && request.Turn.AssignedRole != "dev")
            {
                await project.HangAsync(token);
            }

            return request.Turn.AssignedRole == "dev" ? DispatchOutcome.BlockedBy("why") : LoopProject.Done(request);
        });
        RunLoopResult result = await project.RunAsync(callbacks);
        Assert.Equal((StopReason.Blocked, 3), (result.StopReason, result.State!.ActiveTurns.Count));
        project.Runner.ReactivateRun();
        Assert.True((await project.RunAsync(request => LoopProject.Done(request))).Ok);
    }

    [Fact]
    public async Task One_that_throws_lets_the_others_come_to_their_end()
    {
        using LoopProject project = new(LoopProject.Parallel);
        TaskCompletionSource together = new(TaskCreationOptions.RunContinuationsAsynchronously);
        RunLoopResult result = await project.RunAsync(project.Callbacks(async (request, token) =>
        {
            if (request.Turn.AssignedRole == "dev")
            {
                throw new InvalidOperationException("broken");
            }

            if (request.State.Phase == "implementation")
            {
                await together.Task.WaitAsync(LoopProject.Limit, token);
            }

            return LoopProject.Done(request);
        }) with
        {
            OnEvent = happened =>
            {
                if (happened.Type == RunLoopEventType.ParallelDispatch)
                {
                    together.TrySetResult();
                }
            },
        });
        Assert.Equal((StopReason.DispatchError, "dev"), (result.StopReason, result.State!.ActiveTurns.Values.Single().AssignedRole));
        Assert.True((await project.RunAsync(request => LoopProject.Done(request))).Ok);
    }

    [Fact]
    public async Task The_same_role_for_every_slot_leaves_the_slots_to_others()
    {
        using LoopProject project = new(LoopProject.Parallel);
        RunLoopResult result = await project.RunAsync(project.Callbacks() with { SelectRole = (state, _) => state.Phase == "planning" ? "pm" : state.Phase == "check" ? "qa" : "ops" });
        Assert.True(result.Ok, result.Errors.FirstOrDefault()?.Message);
        Assert.Equal(1, result.TurnHistory.Count(turn => turn.Role == "ops"));
    }

    [Fact]
    public async Task A_caller_that_wants_no_more_waits_for_what_is_at_work()
    {
        using LoopProject project = new(LoopProject.Parallel);
        RunLoopResult result = await project.RunAsync(project.Callbacks() with { SelectRole = (state, _) => state.Phase == "planning" ? "pm" : state.TurnSequence < 2 ? "dev" : null });
        Assert.Equal((StopReason.CallerStopped, 2, 0), (result.StopReason, result.TurnsExecuted, result.State!.ActiveTurns.Count));
    }
}
