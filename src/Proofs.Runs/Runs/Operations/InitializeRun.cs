using System.Text.Json;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Begins a run. Source: AgentXchain protocol v7, initRun.</summary>
/// <param name="RunId">The new run's id: <c>run_</c> and 16 hexadecimal digits.</param>
public sealed record InitializeRun(string RunId) : RunCommand
{
    /// <summary>Who begins it and why.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>What an earlier run hands on.</summary>
    public JsonElement? InheritedContext { get; init; }

    /// <summary>Whether a run that is completed or blocked may be left behind.</summary>
    public bool AllowTerminalRestart { get; init; }
}

/// <summary>Decides <see cref="InitializeRun"/>.</summary>
internal static class InitializeRule
{
    internal static Ruling Decide(RunState state, RunConfiguration configuration, InitializeRun command, RunFacts facts)
    {
        bool isEmpty = state.Status is RunStatus.Idle || (state.Status is RunStatus.Blocked && state.RunId is null && state.ActiveTurns.Count == 0);
        if (!isEmpty && !(command.AllowTerminalRestart && state.Status is RunStatus.Completed or RunStatus.Blocked))
        {
            return state.Status is RunStatus.Completed
                ? new Problem(RunCodes.InvalidStateTransition, "Cannot initialize run: it is already completed.") { Field = "status", Actual = "completed" }
                : new Problem(RunCodes.InvalidStateTransition, $"Cannot initialize run: status is \"{Word.Of(state.Status)}\".") { Field = "status", Actual = Word.Of(state.Status) };
        }

        Phase? first = configuration.Routing.Count > 0 ? configuration.Routing[0] : null;
        RunState begun = new()
        {
            ProjectId = configuration.Project.Id,
            RunId = command.RunId,
            Status = RunStatus.Active,
            Phase = first?.Name ?? state.Phase,
            CreatedAt = facts.Now,
            PhaseEnteredAt = facts.Now,
            NextRecommendedRole = first?.EntryRole,
            PhaseGateStatus = configuration.Gates.Keys.ToDictionary(gate => gate, _ => "pending", StringComparer.Ordinal),
            AcceptedIntegrationRef = facts.Baseline is { HeadRef: { } head, Clean: true } ? $"git:{head}" : facts.Baseline is null ? null : "workspace:dirty",
            BudgetStatus = new() { RemainingUsd = configuration.Budget?.PerRunMaxUsd },
            Provenance = command.Provenance ?? new() { Trigger = "manual" },
            InheritedContext = command.InheritedContext,
            RepoDecisions = state.RepoDecisions,
            Unknown = state.Unknown,
        };

        // The turns that a blocked run still had are gone with it; the ledger keeps which they were.
        LedgerRecord[] left = isEmpty ? [] : [state.Record(facts.Now) with { Decision = "run_left_behind", Reasons = [$"{command.RunId} takes the place of {state.RunId}, which was {Word.Of(state.Status)}.", .. state.ActiveTurns.Values.Select(turn => $"Turn {turn.TurnId} of {turn.AssignedRole} was {Word.Of(turn.Status)}.")] }];
        return new Change(begun)
        {
            Events = [begun.Event(EventTypes.RunStarted, facts.Now), begun.Event(EventTypes.PhaseEntered, facts.Now)],
            Governance = left,
        };
    }
}
