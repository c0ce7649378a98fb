using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Tests.Runs.Loop;
using Proofs.Runs.Work;

namespace Proofs.Runs.Tests.Work;

/// <summary>Workers behind a loop.</summary>
public sealed class WorkerDispatchTests
{
    [Fact]
    public async Task A_worker_is_told_everything_it_needs_and_its_result_counts()
    {
        using LoopProject project = new();
        List<WorkOrder> orders = [];
        RunLoopResult result = await project.RunAsync(project.Callbacks((request, token) => WorkerDispatch.With(_ => new Scripted(order =>
        {
            orders.Add(order);
            return WorkResult.Done(DispatchOutcome.Done(LoopProject.Done(request).TurnResult).TurnResult);
        }))(request, token)));
        Assert.True(result.Ok);
        Assert.Equal([("pm", "planning", WriteAuthority.ReviewOnly), ("dev", "implementation", WriteAuthority.Authoritative), ("qa", "check", WriteAuthority.ReviewOnly)], orders.Select(order => (order.Role, order.Phase, order.WriteAuthority)));
        WorkOrder first = orders[0];
        Assert.Equal((result.State!.RunId, result.TurnHistory[0].TurnId, 1, "desk", "manual", project.Root), (first.RunId, first.TurnId, first.Attempt, first.RuntimeId, first.Runtime.Type, first.Root));
        Assert.Equal((project.In($".agentxchain/dispatch/turns/{first.TurnId}"), project.In($".agentxchain/staging/{first.TurnId}/turn-result.json")), (first.BundlePath, first.StagingPath));
        Assert.Equal((TimeSpan.FromHours(2), project.Clock.GetUtcNow().AddHours(2)), (first.TimeLimit, first.Deadline));
    }

    [Fact]
    public async Task A_failure_that_may_pass_is_tried_again_and_charged()
    {
        using LoopProject project = new(LoopProject.Configuration.Replace("\"workflow_kit\"", "\"budget\": { \"per_turn_max_usd\": 1, \"per_run_max_usd\": 5 }, \"workflow_kit\"", StringComparison.Ordinal));
        RunLoopResult result = await project.RunAsync(project.Callbacks(WorkerDispatch.With(_ => new Scripted(_ => WorkResult.Failed(new("rate_limited", "Slow down.") { Cost = new() { Usd = 0.25m } })))));
        Assert.Equal((StopReason.RejectExhausted, "rate_limited", 0.5m), (result.StopReason, result.TurnHistory[0].ErrorCode, result.State!.BudgetStatus!.SpentUsd));
    }

    [Fact]
    public async Task A_failure_that_only_somebody_can_mend_blocks_the_run_and_uses_up_no_attempt()
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(project.Callbacks(WorkerDispatch.With(_ => new Scripted(_ => WorkResult.Failed(new("missing_credentials", "THE_KEY is not set.") { IsRetryable = false, Cost = WorkFailure.Nothing })))));
        Assert.Equal((StopReason.Blocked, "dispatch:missing-credentials", "missing_credentials", 1), (result.StopReason, result.State!.BlockedOn, result.State.BlockedReason!.Category, result.State.ActiveTurns.Values.Single().Attempt));
    }

    [Fact]
    public async Task A_runtime_that_nobody_does_turns_of_blocks_the_run()
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(project.Callbacks(WorkerDispatch.With(_ => null)));
        Assert.Equal((StopReason.Blocked, "worker_missing"), (result.StopReason, result.State!.BlockedReason!.Category));
    }

    [Fact]
    public void What_was_spent_before_only_somebody_could_help_stays_known_or_unknown()
    {
        Assert.Null(WorkerDispatch.Answer(WorkResult.Failed(new("auth_failure", "no") { IsRetryable = false })).Cost!.Usd);
        Assert.Null(WorkerDispatch.Answer(WorkResult.Failed(new("network_failure", "no"))).Cost);
        Assert.Equal(1, WorkerDispatch.Answer(WorkResult.Failed(new("auth_failure", "no") { IsRetryable = false, Cost = new() { Usd = 1 } })).Cost!.Usd);
        Assert.Throws<InvalidOperationException>(() => WorkerDispatch.Answer(null));
    }

    private sealed class Scripted(Func<WorkOrder, WorkResult> work) : IWorker
    {
        public Task<WorkResult> WorkAsync(WorkOrder order, CancellationToken cancellation) => Task.FromResult(work(order));
    }
}
