using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.PhaseGates;

namespace Proofs.Runs.Tests.Runs.PhaseGates;

/// <summary>A gate does without a person only where a rule says so and its conditions hold.</summary>
public sealed class ApprovalPolicyTests
{
    private static readonly ApprovalRule Auto = new() { Action = "auto_approve" };
    private static readonly ApprovalRule Human = new() { Action = "require_human" };

    public static TheoryData<string, ApprovalPolicy?, bool> Policies => new()
    {
        { "none", null, false },
        { "empty", new(), false },
        { "by default", new() { PhaseTransitionDefault = "auto_approve" }, true },
        { "by a default that does not exist", new() { PhaseTransitionDefault = "AUTO_APPROVE" }, false },
        { "by a rule", new() { PhaseTransitions = [Auto] }, true },
        { "by a rule for this change", new() { PhaseTransitions = [Auto with { FromPhase = "build", ToPhase = "check" }] }, true },
        { "by a rule for another phase", new() { PhaseTransitions = [Auto with { FromPhase = "plan" }] }, false },
        { "by a rule to another phase", new() { PhaseTransitions = [Auto with { ToPhase = "plan" }] }, false },
        { "by a rule with another word", new() { PhaseTransitions = [new() { Action = "approve" }], PhaseTransitionDefault = "auto_approve" }, false },
        { "first a person, then by a rule", new() { PhaseTransitions = [Human, Auto] }, false },
        { "first by a rule, then a person", new() { PhaseTransitions = [Auto, Human] }, true },
        { "a person against the default", new() { PhaseTransitions = [Human with { FromPhase = "build" }], PhaseTransitionDefault = "auto_approve" }, false },
        { "a person for another phase", new() { PhaseTransitions = [Human with { FromPhase = "plan" }], PhaseTransitionDefault = "auto_approve" }, true },
        { "when the gate is passed", new() { PhaseTransitions = [Auto with { GatePassed = true }] }, true },
        { "when the gate is not passed", new() { PhaseTransitions = [Auto with { GatePassed = false }] }, false },
        { "when the asking role participated", new() { PhaseTransitions = [Auto with { RolesParticipated = ["dev"] }] }, true },
        { "when an earlier role participated", new() { PhaseTransitions = [Auto with { RolesParticipated = ["dev", "qa"] }] }, true },
        { "when a role participated in another phase only", new() { PhaseTransitions = [Auto with { RolesParticipated = ["pm"] }] }, false },
        { "when all phases are visited", new() { PhaseTransitions = [Auto with { AllPhasesVisited = true }] }, false },
        { "when the gate is not credentialed", new() { PhaseTransitions = [Auto with { CredentialedGate = false }] }, true },
        { "when the gate is credentialed", new() { PhaseTransitions = [Auto with { CredentialedGate = true }] }, false },
        { "a rule that would approve, before one that does", new() { PhaseTransitions = [Auto with { RolesParticipated = ["pm"] }, Auto], PhaseTransitionDefault = "auto_approve" }, false },
        { "a rule that would ask for a person, before one that approves", new() { PhaseTransitions = [Human with { RolesParticipated = ["pm"] }, Auto] }, true },
        { "a rule for the run's end", new() { RunCompletion = Auto }, false },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_change_of_phase_is_approved_by_the_first_rule_that_fits(string name, ApprovalPolicy? policy, bool isAutomatic)
    {
        GateSample sample = Waiting(new() { RequiresHumanApproval = true }) with { Policy = policy };
        Decided(sample, sample.Exit(), isAutomatic, name);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_credentialed_gate_is_never_approved(string name, ApprovalPolicy? policy, bool isAutomatic)
    {
        GateSample sample = Waiting(new() { RequiresHumanApproval = true, Credentialed = true }) with { Policy = policy };
        Decided(sample, sample.Exit(), isAutomatic: false, $"{name} {isAutomatic}");
        GateSample end = sample.AtEnd() with { Policy = new() { RunCompletion = Auto } };
        Decided(end, end.End(), isAutomatic: false, name);
    }

    public static TheoryData<string, ApprovalPolicy?, bool> Ends => new()
    {
        { "none", null, false },
        { "by the default for phases", new() { PhaseTransitionDefault = "auto_approve", PhaseTransitions = [Auto] }, false },
        { "by the rule", new() { RunCompletion = Auto }, true },
        { "a person", new() { RunCompletion = Human }, false },
        { "when all phases are visited", new() { RunCompletion = Auto with { AllPhasesVisited = true } }, true },
        { "when roles participated", new() { RunCompletion = Auto with { RolesParticipated = ["qa"] } }, false },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void The_run_s_end_is_approved_by_its_own_rule(string name, ApprovalPolicy? policy, bool isAutomatic)
    {
        GateSample sample = Waiting(new() { RequiresHumanApproval = true }).AtEnd() with { Policy = policy };
        Decided(sample, sample.End(), isAutomatic, name);
    }

    [Fact]
    public void A_phase_without_a_turn_was_not_visited()
    {
        GateSample sample = Waiting(new() { RequiresHumanApproval = true }).AtEnd() with { Policy = new() { RunCompletion = Auto with { AllPhasesVisited = true } }, History = [GateSample.Had("pm", "plan")] };
        Decided(sample, sample.End(), isAutomatic: false, "build was left out");
        Assert.Contains("phase \"build\"", sample.Decide(sample.End()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_does_not_wait_is_approved()
    {
        GateSample sample = Waiting(new() { RequiresHumanApproval = true, RequiresFiles = ["missing"] }) with { Policy = new() { PhaseTransitionDefault = "auto_approve" } };
        Decided(sample, sample.Exit(), isAutomatic: false, "failed");
        Decided(sample, sample.Exit() with { Action = GateOutcome.AwaitingHumanApproval, GateId = "undefined" }, isAutomatic: false, "undefined");
        Decided(sample, sample.Exit() with { Action = GateOutcome.Advance }, isAutomatic: false, "open");
    }

    private static GateSample Waiting(PhaseGate gate) => new() { Gate = gate, History = [GateSample.Had("pm", "plan"), GateSample.Had("qa", "build")] };

    private static void Decided(GateSample sample, GateEvaluation evaluation, bool isAutomatic, string name)
    {
        ApprovalDecision decision = sample.Decide(evaluation);
        Assert.True(isAutomatic == decision.IsAutomatic, $"{name}: {decision.Reason}");
        Assert.Same(isAutomatic ? RunCodes.ApprovedByPolicy : RunCodes.HumanApprovalRequired, decision.Code);
        Assert.NotEmpty(decision.Reason);
    }
}
