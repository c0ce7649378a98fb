using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Loop;

/// <summary>Time limits of turns, phases and runs, on a clock that a test moves.</summary>
public sealed class TimeLimitTests
{
    private static readonly string Limited = With("\"per_turn_minutes\": 5");

    [Fact]
    public async Task A_worker_that_takes_too_long_is_told_to_stop_and_its_turn_is_tried_again()
    {
        using LoopProject project = new(Limited);
        List<(int Attempt, TimeSpan? Limit)> sent = [];
        Task<RunLoopResult> loop = project.RunAsync(async (request, token) =>
        {
            sent.Add((request.Turn.Attempt, request.DispatchTimeout));
            Assert.Equal(project.Clock.GetUtcNow() + request.DispatchTimeout, request.DispatchDeadlineAt);
            if (request.Turn is { AssignedRole: "pm", Attempt: 1 })
            {
                await project.HangAsync(token);
            }

            return LoopProject.Done(request);
        });
        await project.AdvanceUntilAsync(loop, TimeSpan.FromSeconds(20));
        RunLoopResult result = await loop;
        Assert.Equal((true, 3), (result.Ok, result.TurnsExecuted));
        Assert.Equal((RunCodes.TurnTimedOut.Id, false), (result.TurnHistory[0].ErrorCode, result.TurnHistory[0].Accepted));
        Assert.Equal([(1, TimeSpan.FromMinutes(5)), (2, TimeSpan.FromMinutes(5)), (1, TimeSpan.FromMinutes(5)), (1, TimeSpan.FromMinutes(5))], sent);
        Assert.Contains("turn_stalled", string.Join('\n', project.Lines(".agentxchain/events.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_does_not_obey_is_left_behind_and_nothing_that_it_stages_or_answers_later_counts()
    {
        using LoopProject project = new(Limited);
        bool isStuck = false;
        TaskCompletionSource late = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<DispatchOutcome> zombie = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<RunLoopResult> loop = project.RunAsync(async (request, _) =>
        {
            if (request.Turn is { AssignedRole: "pm", Attempt: 1 })
            {
                isStuck = true;
                DispatchOutcome answer = await zombie.Task;
                late.SetResult();
                return answer;
            }

            if (request.Turn.AssignedRole == "pm")
            {
                isStuck = false;

                // The first attempt's worker wakes up and stages, while the second one works.
                project.Write(request.StagingPath, System.Text.Encoding.UTF8.GetString(LoopProject.Result(request, result => result["summary"] = "forged")));
                zombie.SetResult(DispatchOutcome.Done(LoopProject.Result(request, result => result["summary"] = "forged")));
                await late.Task;
            }

            return LoopProject.Done(request);
        });
        await project.AdvanceUntilAsync(loop, TimeSpan.FromSeconds(20), () => isStuck);
        RunLoopResult result = await loop;
        Assert.True(result.Ok);
        Assert.Contains(result.Errors, error => error.Reason == RunCodes.DispatchAbandoned);
        Assert.Equal(3, project.Lines(".agentxchain/history.jsonl").Length);
        Assert.DoesNotContain("forged", string.Concat(project.Lines(".agentxchain/history.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_blocks_its_thread_or_throws_when_told_to_stop_holds_up_nothing()
    {
        using LoopProject project = new(Limited);
        using ManualResetEventSlim release = new();
        bool isStuck = false;
        Task<RunLoopResult> loop = project.RunAsync((request, token) =>
        {
            token.Register(() => release.Wait(LoopProject.Limit));
            token.Register(() => throw new InvalidOperationException("not me"));
            isStuck = request.Turn is { AssignedRole: "pm", Attempt: 1 };
            if (isStuck)
            {
                release.Wait(LoopProject.Limit, CancellationToken.None);
            }

            return Task.FromResult(LoopProject.Done(request));
        });
        await project.AdvanceUntilAsync(loop, TimeSpan.FromSeconds(20), () => isStuck);
        release.Set();
        Assert.True((await loop).Ok);
    }

    [Fact]
    public async Task Where_only_a_warning_is_wanted_a_worker_has_its_time_but_not_for_ever()
    {
        using LoopProject project = new(With("\"per_turn_minutes\": 5, \"action\": \"warn\""));
        TimeSpan? limit = null;
        Task<RunLoopResult> loop = project.RunAsync(async (request, token) =>
        {
            limit = request.DispatchTimeout;
            await project.HangAsync(token);
            return LoopProject.Done(request);
        });
        await project.AdvanceUntilAsync(loop, TimeSpan.FromMinutes(10));
        Assert.Equal((StopReason.RejectExhausted, TimeSpan.FromMinutes(120)), ((await loop).StopReason, limit));
    }

    [Theory]
    [InlineData("\"per_run_minutes\": 30", "timeout:run")]
    [InlineData("\"per_phase_minutes\": 30", "timeout:phase")]
    public async Task The_loop_does_not_wait_longer_than_the_phase_and_the_run_may_take(string timeouts, string blockedOn)
    {
        using LoopProject project = new(With(timeouts));
        RunLoopCallbacks callbacks = project.Callbacks(async (request, token) =>
        {
            await project.HangAsync(token);
            return LoopProject.Done(request);
        });
        Task<RunLoopResult> loop = project.RunAsync(callbacks);
        await project.AdvanceUntilAsync(loop, TimeSpan.FromMinutes(1));
        RunLoopResult result = await loop;
        Assert.Equal((StopReason.Blocked, blockedOn, TurnStatus.Dispatched), (result.StopReason, result.State!.BlockedOn, result.State.ActiveTurns.Values.Single().Status));
        Assert.Contains(result.Errors, error => error.Reason == RunCodes.RunTimedOut);
        project.Runner.ReactivateRun();
        Assert.Equal(blockedOn, (await project.RunAsync(callbacks)).State!.BlockedOn);
    }

    [Fact]
    public async Task A_limit_that_only_warns_does_not_stop_the_loop()
    {
        using LoopProject project = new(With("\"per_run_minutes\": 1, \"action\": \"warn\""));
        RunLoopResult result = await project.RunAsync(request =>
        {
            project.Clock.Advance(TimeSpan.FromMinutes(3));
            return LoopProject.Done(request);
        });
        Assert.True(result.Ok);
        Assert.Contains(result.Warnings, warning => warning.Contains("longer than it may", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_limit_of_years_is_no_limit()
    {
        using LoopProject project = new(With("\"per_turn_minutes\": 100000000, \"per_run_minutes\": 100000000"));
        Assert.True((await project.RunAsync(request => LoopProject.Done(request))).Ok);
    }

    private static string With(string timeouts) => LoopProject.Configuration.Replace("\"workflow_kit\"", $"\"timeouts\": {{ {timeouts} }}, \"workflow_kit\"", StringComparison.Ordinal);
}
