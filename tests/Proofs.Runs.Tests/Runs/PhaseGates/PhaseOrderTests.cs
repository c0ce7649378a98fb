using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.PhaseGates;

namespace Proofs.Runs.Tests.Runs.PhaseGates;

/// <summary>A run goes through its phases one by one, and ends in the last.</summary>
public sealed class PhaseOrderTests
{
    [Theory]
    [InlineData("plan", "nowhere", "unknown_phase", "phase_transition_request \"nowhere\" is invalid from phase \"plan\"; next phase is \"build\".")]
    [InlineData("plan", "", "unknown_phase", "phase_transition_request \"\" is invalid from phase \"plan\"; next phase is \"build\".")]
    [InlineData("plan", "BUILD", "unknown_phase", "phase_transition_request \"BUILD\" is invalid from phase \"plan\"; next phase is \"build\".")]
    [InlineData("plan", "check", "phase_not_next", "phase_transition_request \"check\" is invalid from phase \"plan\"; next phase is \"build\".")]
    [InlineData("plan", "plan", "phase_not_next", "phase_transition_request \"plan\" is invalid from phase \"plan\"; next phase is \"build\".")]
    [InlineData("build", "plan", "phase_not_next", "phase_transition_request \"plan\" is invalid from phase \"build\"; next phase is \"check\".")]
    [InlineData("check", "build", "phase_not_next", "phase_transition_request \"build\" is invalid in final phase \"check\"; use run_completion_request instead.")]
    [InlineData("check", "nowhere", "unknown_phase", "phase_transition_request \"nowhere\" is invalid in final phase \"check\"; use run_completion_request instead.")]
    [InlineData("lost", "plan", "unknown_phase", "The run is in phase \"lost\", which does not stand in the configuration's routing.")]
    public void A_phase_that_is_not_the_next_one_is_refused(string from, string to, string code, string sentence)
    {
        GateEvaluation evaluation = (new GateSample { Phase = from }).Asking(to).Exit();
        Problem problem = Assert.Single(evaluation.Problems);
        Assert.Equal((GateOutcome.UnknownPhase, code, sentence, sentence), (evaluation.Action, problem.Reason.Id, problem.Message, evaluation.Reason));
        Assert.False(evaluation.Passed);
    }

    [Theory]
    [InlineData("plan", "build")]
    [InlineData("build", "check")]
    public void The_next_phase_is_entered(string from, string to)
    {
        GateEvaluation evaluation = (new GateSample { Phase = from }).Asking(to).Exit();
        Assert.Equal((GateOutcome.Advance, to, true), (evaluation.Action, evaluation.NextPhase, evaluation.Passed));
    }

    [Fact]
    public void A_turn_that_asks_for_nothing_moves_nothing()
    {
        GateEvaluation exit = new GateSample().Asking(null).Exit();
        Assert.Equal((GateOutcome.NoRequest, false), (exit.Action, exit.Passed));
        GateSample end = new GateSample().AtEnd();
        Assert.Equal(GateOutcome.NoRequest, (end with { Turn = end.Turn with { RunCompletionRequest = false } }).End().Action);
        Assert.Equal(GateOutcome.NoRequest, (end with { Turn = end.Turn with { RunCompletionRequest = null } }).End().Action);
    }

    [Fact]
    public void A_request_for_the_end_is_none_for_a_phase()
    {
        GateSample both = new() { Turn = new() { RunCompletionRequest = true, PhaseTransitionRequest = "check" } };
        Assert.Equal(GateOutcome.NoRequest, both.Exit().Action);
        Assert.Null(GateRequest.For(both.Turn).Phase);
        Assert.Equal(GateOutcome.NoRequest, new GateSample().Asking("check").End().Action);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("build")]
    public void The_run_does_not_end_before_its_last_phase(string phase)
    {
        GateEvaluation evaluation = (new GateSample().AtEnd() with { Phase = phase }).End();
        Problem problem = Assert.Single(evaluation.Problems);
        string sentence = $"Run completion requested but current phase \"{phase}\" is not the final phase \"check\"";
        Assert.Equal((GateOutcome.NotFinalPhase, "not_final_phase", sentence, sentence), (evaluation.Action, problem.Reason.Id, problem.Message, evaluation.Reason));
    }

    [Fact]
    public void The_run_does_not_end_in_a_phase_that_does_not_exist()
    {
        GateEvaluation evaluation = (new GateSample().AtEnd() with { Phase = "lost" }).End();
        Assert.Equal((GateOutcome.UnknownPhase, "unknown_phase"), (evaluation.Action, Assert.Single(evaluation.Problems).Reason.Id));
        RunState none = new();
        Assert.Equal(GateOutcome.UnknownPhase, RunCompletion.Evaluate(none, new RunConfiguration(), GateRequest.For(new() { RunCompletionRequest = true }), new(default)).Action);
        Assert.Equal(GateOutcome.UnknownPhase, PhaseExit.Evaluate(none, new RunConfiguration(), GateRequest.For(new() { PhaseTransitionRequest = "plan" }), new(default)).Action);
    }

    [Fact]
    public void The_run_ends_in_its_last_phase() => Assert.Equal(GateOutcome.Complete, new GateSample().AtEnd().End().Action);
}
