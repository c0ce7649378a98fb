using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Lets a run go on once what it waited for is settled. Source: AgentXchain protocol v7, reactivateRun.</summary>
public sealed record ReactivateRun : RunCommand
{
    /// <summary>Where the word came from, or null.</summary>
    public string? Via { get; init; }

    /// <summary>How it was settled, or null.</summary>
    public string? Note { get; init; }
}

/// <summary>Decides <see cref="ReactivateRun"/>.</summary>
internal static class ReactivateRule
{
    internal static Ruling Decide(RunState state, RunConfiguration configuration, ReactivateRun command, RunFacts facts)
    {
        if (state.Status is not (RunStatus.Blocked or RunStatus.Paused) || state.RunId is null)
        {
            return Refuse.Status(state, "reactivate the run", "blocked");
        }

        if (state.PendingPhaseTransition is not null || state.PendingRunCompletion is not null)
        {
            return new Problem(RunCodes.ApprovalPending, "A gate waits for approval; going on without it would pass it by.") { Field = state.PendingPhaseTransition is not null ? "pending_phase_transition" : "pending_run_completion" };
        }

        // Without a recommendation a person decides who is next; by reactivating one has.
        RunState active = Gone(state) with { Status = RunStatus.Active, NextRecommendedRole = configuration.FindPhase(state.Phase)?.EntryRole };
        return Settled(state, active, command.Via, command.Note, facts);
    }

    /// <summary>The run without what it waited for.</summary>
    internal static RunState Gone(RunState state) => state with { BlockedOn = null, BlockedReason = null, Escalation = null, NonProgressCount = 0, NonProgressSignature = null };

    /// <summary>What is written when a run goes on: that an escalation was settled, if it was one.</summary>
    internal static Change Settled(RunState state, RunState active, string? via, string? note, RunFacts facts)
    {
        bool wasEscalation = state.Escalation is not null || state.BlockedOn?.StartsWith("escalation:", StringComparison.Ordinal) is true;
        if (!wasEscalation)
        {
            return new(active);
        }

        JsonObject payload = new() { ["blocked_on"] = state.BlockedOn, ["via"] = via, ["note"] = note, ["escalation_id"] = state.Escalation?.EscalationId };
        return new(active)
        {
            Events = [active.Event(EventTypes.EscalationResolved, facts.Now, null, payload)],
            Governance = [state.Record(facts.Now) with { Decision = "escalation_resolved", Action = via, Reasons = [.. new[] { state.BlockedOn, note }.OfType<string>()] }],
        };
    }
}
