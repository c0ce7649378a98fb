using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Has a run wait for the approval of a change of phase; acceptance does so by itself. Source: AgentXchain protocol v7, run statuses.</summary>
/// <param name="Pending">What is to be approved.</param>
public sealed record PauseForApproval(PendingPhaseTransition Pending) : RunCommand;

/// <summary>Approves the change of phase that a run waits for. Source: AgentXchain protocol v7, approvePhaseGate.</summary>
public sealed record ApprovePhaseGate : RunCommand
{
    /// <summary>Whether no person looked. A credentialed gate is never approved so.</summary>
    public bool Automatic { get; init; }

    /// <summary>Whether the commands that the gate wants run on approval were run and all succeeded.</summary>
    public bool ActionsRun { get; init; }
}

/// <summary>Approves the end of a run. Source: AgentXchain protocol v7, approveCompletionGate.</summary>
public sealed record ApproveRunCompletion : RunCommand
{
    /// <summary>Whether no person looked. A credentialed gate is never approved so.</summary>
    public bool Automatic { get; init; }

    /// <summary>Whether the commands that the gate wants run on approval were run and all succeeded.</summary>
    public bool ActionsRun { get; init; }
}

/// <summary>Decides <see cref="PauseForApproval"/>.</summary>
internal static class PauseRule
{
    internal static Ruling Decide(RunState state, RunConfiguration configuration, PauseForApproval command, RunFacts facts)
    {
        if (state.Status is not RunStatus.Active)
        {
            return Refuse.Status(state, "wait for approval", "active");
        }

        if (state.ActiveTurns.Count > 0)
        {
            return new Problem(RunCodes.TurnsStillActive, "Turns are still at work; a gate is looked at when they are done.") { Allowed = [.. state.ActiveTurns.Keys] };
        }

        if (PendingChecks.Refusal(state, configuration, command.Pending) is { } unsound)
        {
            return unsound;
        }

        RunState paused = Hold(state, command.Pending.Gate) with { PendingPhaseTransition = command.Pending };
        return new Change(paused) { Events = [paused.Event(EventTypes.GatePending, facts.Now, null, Approved.Payload(command.Pending.Gate, "phase_transition"))] };
    }

    /// <summary>The run, waiting for the approval of a gate.</summary>
    internal static RunState Hold(RunState state, string? gate) => state with { Status = RunStatus.Paused, BlockedOn = $"human_approval:{gate}", NextRecommendedRole = null };
}

/// <summary>Decides <see cref="ApprovePhaseGate"/>.</summary>
internal static class ApprovePhaseRule
{
    internal static Ruling Decide(RunState state, RunConfiguration configuration, ApprovePhaseGate command, RunFacts facts)
    {
        if (state.PendingPhaseTransition is not { } pending)
        {
            return new Problem(RunCodes.InvalidStateTransition, "No pending phase transition to approve") { Field = "pending_phase_transition" };
        }

        if ((Approved.Refusal(state, command.Automatic, "approve a phase transition") ?? AdoptTermsRule.Refusal(facts)) is { } early)
        {
            return early;
        }

        if (Approved.Refusal(configuration, pending.Gate, command.Automatic, command.ActionsRun) is { } held)
        {
            return held;
        }

        if ((PendingChecks.Refusal(state, configuration, pending) ?? PendingChecks.Stale(state, configuration, pending.RequestedByTurn, command.Automatic, facts)) is { } stale)
        {
            return stale;
        }

        RunState entered = Approved.Enter(Approved.Pass(ReactivateRule.Gone(state), pending.Gate) with { Status = RunStatus.Active }, configuration, pending.To, facts.Now);
        Change settled = ReactivateRule.Settled(state, entered, "approval", note: null, facts);
        return settled with
        {
            Events = [.. settled.Events, entered.Event(EventTypes.GateApproved, facts.Now, null, Approved.Payload(pending.Gate, "phase_transition", command.Automatic)), entered.Event(EventTypes.PhaseEntered, facts.Now, null, new JsonObject { ["from"] = pending.From })],
            Governance = [.. settled.Governance, state.Record(facts.Now) with { Decision = "gate_approved", GateId = pending.Gate, Action = command.Automatic ? "automatic" : "person" }],
        };
    }
}

/// <summary>Decides <see cref="ApproveRunCompletion"/>.</summary>
internal static class ApproveCompletionRule
{
    internal static Ruling Decide(RunState state, RunConfiguration configuration, ApproveRunCompletion command, RunFacts facts)
    {
        if (state.PendingRunCompletion is not { } pending)
        {
            return new Problem(RunCodes.InvalidStateTransition, "No pending run completion to approve") { Field = "pending_run_completion" };
        }

        if ((Approved.Refusal(state, command.Automatic, "approve the run's end") ?? AdoptTermsRule.Refusal(facts)) is { } early)
        {
            return early;
        }

        if (Approved.Refusal(configuration, pending.Gate, command.Automatic, command.ActionsRun) is { } held)
        {
            return held;
        }

        if ((PendingChecks.Refusal(state, configuration, pending) ?? PendingChecks.Stale(state, configuration, pending.RequestedByTurn, command.Automatic, facts)) is { } stale)
        {
            return stale;
        }

        RunState completed = Approved.Complete(Approved.Pass(ReactivateRule.Gone(state), pending.Gate), facts.Now);
        Change settled = ReactivateRule.Settled(state, completed, "approval", note: null, facts);
        return settled with
        {
            Events = [.. settled.Events, completed.Event(EventTypes.GateApproved, facts.Now, null, Approved.Payload(pending.Gate, "run_completion", command.Automatic)), completed.Event(EventTypes.RunCompleted, facts.Now)],
            Governance = [.. settled.Governance, state.Record(facts.Now) with { Decision = "gate_approved", GateId = pending.Gate, Action = command.Automatic ? "automatic" : "person" }],
        };
    }
}

/// <summary>What a passed gate leads to.</summary>
internal static class Approved
{
    /// <summary>Why nothing can be approved in this status, or null. A run that is blocked is one that a person has to look at.</summary>
    internal static Problem? Refusal(RunState state, bool isAutomatic, string command) =>
        state.Status is RunStatus.Paused || (state.Status is RunStatus.Blocked && !isAutomatic) ? null : Refuse.Status(state, command, isAutomatic ? "paused" : "paused or blocked");

    /// <summary>Why a gate cannot be approved like this, or null.</summary>
    internal static Problem? Refusal(RunConfiguration configuration, string? gate, bool isAutomatic, bool isRun) => gate is null || configuration.Gates.GetValueOrDefault(gate) is not { } wanted ? null
        : isAutomatic && wanted.Credentialed ? new(RunCodes.CredentialedGate, $"Gate \"{gate}\" is credentialed: only a person approves it.") { Field = $"gates.{gate}.credentialed" }
        : wanted.Actions.Count > 0 && !isRun ? new(RunCodes.GateActionsNotRun, $"Gate \"{gate}\" wants {wanted.Actions.Count} commands run on approval, and they were not.") { Field = $"gates.{gate}.gate_actions" }
        : null;

    /// <summary>The run with a gate passed.</summary>
    internal static RunState Pass(RunState state, string? gate) => state with
    {
        PhaseGateStatus = gate is null ? state.PhaseGateStatus : state.PhaseGateStatus.With(gate, "passed"),
        LastGateFailure = null,
        NonProgressCount = 0,
        NonProgressSignature = null,
    };

    /// <summary>The run in another phase.</summary>
    internal static RunState Enter(RunState state, RunConfiguration configuration, string phase, DateTimeOffset now) => state with
    {
        Phase = phase,
        PhaseEnteredAt = now,
        PendingPhaseTransition = null,
        QueuedPhaseTransition = null,
        NextRecommendedRole = configuration.FindPhase(phase)?.EntryRole,
    };

    /// <summary>The run at its end.</summary>
    internal static RunState Complete(RunState state, DateTimeOffset now) => state with
    {
        Status = RunStatus.Completed,
        CompletedAt = now,
        PendingRunCompletion = null,
        QueuedRunCompletion = null,
        NextRecommendedRole = null,
    };

    /// <summary>What an event says of a gate.</summary>
    internal static JsonObject Payload(string? gate, string type, bool? automatic = null)
    {
        JsonObject payload = new() { ["gate_id"] = gate, ["gate_type"] = type };
        if (automatic is { } by)
        {
            payload["automatic"] = by;
        }

        return payload;
    }
}
