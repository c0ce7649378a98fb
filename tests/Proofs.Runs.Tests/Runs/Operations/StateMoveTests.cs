using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Operations;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>Which state can follow which, whoever wrote it.</summary>
public sealed class StateMoveTests
{
    private static readonly RunState Active = Scene.Begun().State;

    [Fact]
    public void A_run_keeps_its_id_and_its_beginning()
    {
        Assert.Equal(("immutable_field", "run_id"), Found(Active with { RunId = "run_other" }));
        Assert.Equal(("immutable_field", "created_at"), Found(Active with { CreatedAt = Scene.Start.AddDays(1) }));
        Assert.Equal((null, null), Found(Active));
    }

    [Fact]
    public void What_was_counted_is_not_taken_back()
    {
        RunState later = Active with { AcceptedSequence = 2, TurnSequence = 3 };
        Assert.Equal("accepted_sequence", StateMoves.Check(later, later with { AcceptedSequence = 1 })!.Field);
        Assert.Equal("turn_sequence", StateMoves.Check(later, later with { TurnSequence = 1 })!.Field);
    }

    [Theory]
    [InlineData(RunStatus.Completed)]
    [InlineData(RunStatus.Paused)]
    [InlineData(RunStatus.Blocked)]
    [InlineData(RunStatus.Idle)]
    [InlineData(RunStatus.Failed)]
    public void A_status_alone_is_never_set(RunStatus status) => Assert.Equal(("invalid_state_transition", "status"), Found(Active with { Status = status }));

    [Fact]
    public void A_time_of_completion_alone_completes_nothing() =>
        Assert.Equal("invalid_state_transition", Found(Active with { Status = RunStatus.Completed, CompletedAt = Scene.Start }).Code);

    [Fact]
    public void A_completed_run_is_left_only_by_a_new_one()
    {
        RunState completed = Active with { Status = RunStatus.Completed, CompletedAt = Scene.Start };
        Assert.NotNull(StateMoves.Check(completed, Active));
        Assert.Null(StateMoves.Check(completed, Active with { RunId = "run_new", CreatedAt = Scene.Start.AddDays(1) }));
        Assert.NotNull(StateMoves.Check(completed, Active with { RunId = "run_new", AcceptedSequence = 1 }));
    }

    [Fact]
    public void A_phase_a_gate_and_money_do_not_change_by_themselves()
    {
        Assert.Equal(("invalid_state_transition", "phase"), Found(Active with { Phase = "qa" }));
        Assert.Equal(("invalid_state_transition", "phase_gate_status"), Found(Active with { PhaseGateStatus = Active.PhaseGateStatus.With("plan", "passed") }));
        RunState spent = Active with { BudgetStatus = new() { SpentUsd = 2 } };
        Assert.Equal("budget_status.spent_usd", StateMoves.Check(spent, spent with { BudgetStatus = new() { SpentUsd = 1 } })!.Field);
        RunState completed = Active with { Status = RunStatus.Completed, CompletedAt = Scene.Start };
        Assert.NotNull(StateMoves.Check(completed, completed with { CompletedAt = null }));
    }

    [Theory]
    [InlineData("implementation", "plan", "planning", true)]
    [InlineData("planning", "plan", "planning", true)]
    [InlineData("qa", "plan", "planning", false)]
    [InlineData("implementation", "ship", "planning", false)]
    [InlineData("implementation", "plan", "qa", false)]
    public void The_gate_that_failed_can_be_judged_once_more(string to, string passed, string failedIn, bool isGood)
    {
        RunState failed = Active with { LastGateFailure = new() { GateType = "phase_transition", GateId = "plan", Phase = failedIn, ToPhase = "implementation" } };
        RunState after = failed with { LastGateFailure = null, Phase = to, PhaseGateStatus = failed.PhaseGateStatus.With(passed, "passed") };
        Assert.Equal(isGood, StateMoves.Check(failed, after) is null);
        Assert.NotNull(StateMoves.Check(failed, after with { LastGateFailure = failed.LastGateFailure }));
        Assert.NotNull(StateMoves.Check(failed, after with { Status = RunStatus.Completed, CompletedAt = Scene.Start }));
    }

    private static (string? Code, string? Field) Found(RunState after) => StateMoves.Check(Active, after) is { } problem ? (problem.Reason.Id, problem.Field) : (null, null);
}
