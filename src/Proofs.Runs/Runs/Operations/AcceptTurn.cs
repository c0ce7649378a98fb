using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;
using Proofs.Verdicts;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Takes a turn's result, when it holds. Source: AgentXchain protocol v7, acceptTurn.</summary>
/// <param name="TurnId">The turn, or null for the only one.</param>
/// <param name="Result">What the worker left: JSON in UTF-8.</param>
public sealed record AcceptTurn(string? TurnId, ReadOnlyMemory<byte> Result) : RunCommand
{
    /// <summary>Whether a person has settled the conflict that the turn is in.</summary>
    public bool HumanMerge { get; init; }

    /// <summary>What the worker saw of its own work, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DispatchRecord? Dispatch { get; init; }
}

/// <summary>Decides <see cref="AcceptTurn"/>.</summary>
internal static class AcceptRule
{
    internal static Ruling Decide(RunState state, RunConfiguration configuration, AcceptTurn command, RunFacts facts)
    {
        if (command.TurnId is { } asked && facts.History.Any(entry => entry.TurnId == asked && (entry.RunId is null || entry.RunId == state.RunId) && entry.Status != HistoryEntry.Reissued))
        {
            return new Problem(RunCodes.TurnAlreadyAccepted, $"Turn {asked} is in the history already.") { Referenced = asked };
        }

        if (Refuse.Target(state, command.TurnId, out Turn turn) is { } missing)
        {
            return missing;
        }

        if (state.Status is not RunStatus.Active)
        {
            return Refuse.Status(state, "accept a turn", "active");
        }

        if (Readiness(turn, command.HumanMerge) is { } early)
        {
            return early;
        }

        if (AdoptTermsRule.Refusal(facts) is { } changed)
        {
            return Fail(state, turn, changed, validation: null, facts);
        }

        ValidationResult validation = TurnValidation.Validate(command.Result, state, configuration, turn.TurnId, facts);
        if (validation.TurnResult is not { } result)
        {
            string found = string.Join(" ", validation.Problems.Select(problem => problem.Message));
            return Fail(state, turn, new(RunCodes.ValidationFailed, $"The result fails at stage {validation.FailedStage}: {found}") { Detail = validation.Problems[0].Reason.Id }, validation, facts);
        }

        // Only now it is known what the turn lists.
        facts = facts.Tree is { } tree ? facts with { Observed = ObservedWork.Of(tree, TreeRule.Declared(result)) } : facts;
        Acceptance acceptance = new(state, configuration, turn, result, facts);
        if (RepoDecisions.Refusal(acceptance) is { } overridden)
        {
            return Fail(state, turn, overridden, validation, facts);
        }

        if (TreeRule.Refusal(acceptance) is { } untrue)
        {
            return Fail(state, turn, untrue, validation, facts);
        }

        if (GateStep.Coverage(acceptance) is { } uncovered)
        {
            return Fail(state, turn, uncovered, validation, facts);
        }

        if (Policies.Refusal(acceptance) is { } violated)
        {
            return violated.Reason == RunCodes.PolicyEscalation ? Policies.Escalate(acceptance, violated, validation) : Fail(state, turn, violated, validation, facts);
        }

        FileConflict? conflict = Conflicts.Find(acceptance);
        return conflict?.ConflictingFiles.Count > 0 && !command.HumanMerge ? Conflicts.Record(acceptance, conflict, validation) : Accept(acceptance, command, validation, conflict);
    }

    private static Change Accept(Acceptance acceptance, AcceptTurn command, ValidationResult validation, FileConflict? overlap)
    {
        HistoryEntry entry = Entries.History(acceptance, command.HumanMerge, overlap, command.Dispatch);
        acceptance.Facts = acceptance.Facts with { History = [.. acceptance.Facts.History, entry] };
        RunState accepted = acceptance.State with
        {
            ActiveTurns = acceptance.State.ActiveTurns.Without(acceptance.Turn.TurnId),
            AcceptedSequence = entry.AcceptedSequence,
            LastCompletedTurnId = entry.TurnId,
        };
        acceptance.State = Budgets.Release(Budgets.Charge(accepted, acceptance.Configuration, acceptance.Turn, acceptance.Result.Cost, acceptance.Facts.Now), acceptance.Turn.TurnId);
        acceptance.Events.AddRange(validation.Normalizations.Select(each => Normalized(acceptance, each)));
        acceptance.Events.Add(acceptance.State.Event(EventTypes.TurnAccepted, acceptance.Facts.Now, acceptance.Turn, new JsonObject { ["accepted_sequence"] = entry.AcceptedSequence, ["result_status"] = entry.Status }));
        if (command.HumanMerge)
        {
            acceptance.Events.Add(acceptance.State.Event(EventTypes.ConflictResolved, acceptance.Facts.Now, acceptance.Turn, new JsonObject { ["resolution"] = "human_merge" }));
        }

        acceptance.Warnings.AddRange(validation.Warnings);
        acceptance.Warnings.AddRange(Policies.Warnings(acceptance));
        IReadOnlyList<RepoDecision>? lasting = RepoDecisions.Apply(acceptance);
        DelegationStep.Run(acceptance, entry);
        GateStep.Run(acceptance, entry);
        Aftermath.Run(acceptance);
        NextRole.Recommend(acceptance);
        IReadOnlyList<RunFile> kept = ProposalStates.Keep(acceptance, entry);
        return new(acceptance.State)
        {
            History = [entry],
            Decisions = Entries.Ledger(acceptance),
            Governance = acceptance.Governance,
            Files = kept,
            Events = acceptance.Events,
            RepoDecisions = lasting,
            Warnings = acceptance.Warnings,
            Validation = validation,
            Gate = acceptance.Gate,
        };
    }

    /// <summary>The refusal of a result of work that nobody was asked for.</summary>
    internal static Problem NotDispatched(Turn turn) =>
        new(RunCodes.TurnNotDispatched, $"Turn {turn.TurnId} is {Word.Of(turn.Status)}: nobody was asked to do it yet.") { Field = $"active_turns.{turn.TurnId}.status" };

    /// <summary>Why the turn cannot be accepted as it stands, or null.</summary>
    private static Problem? Readiness(Turn turn, bool isMerged) => turn.Status switch
    {
        TurnStatus.Assigned or TurnStatus.Retrying => NotDispatched(turn),
        TurnStatus.Conflicted when !isMerged => new(RunCodes.TurnConflicted, $"Turn {turn.TurnId} is in conflict with turns accepted since it began: reject it, or accept it once a person has merged it.") { Field = $"active_turns.{turn.TurnId}.status" },
        not TurnStatus.Conflicted when isMerged => new(RunCodes.NoConflict, $"Turn {turn.TurnId} is in no conflict; there is nothing to merge.") { Field = $"active_turns.{turn.TurnId}.status" },
        TurnStatus.Failed or TurnStatus.FailedStart or TurnStatus.Stalled => MoveTurnRule.Illegal(turn, "accepted"),
        _ => null,
    };

    private static Ruling Fail(RunState state, Turn turn, Problem problem, ValidationResult? validation, RunFacts facts)
    {
        RunState failed = state.With(turn with { Status = TurnStatus.FailedAcceptance });
        JsonObject payload = new() { ["error_code"] = problem.Reason.Id, ["stage"] = validation?.FailedStage, ["message"] = problem.Message };
        return Ruling.RefuseAndRecord(problem, new(failed) { Events = [failed.Event(EventTypes.AcceptanceFailed, facts.Now, turn, payload)], Validation = validation });
    }

    private static RunEvent Normalized(Acceptance acceptance, Normalization each) => acceptance.State.Event(EventTypes.StagedResultAutoNormalized, acceptance.Facts.Now, acceptance.Turn, new JsonObject
    {
        ["rule"] = each.Rule,
        ["field"] = each.Field,
        ["original_value"] = each.Original?.DeepClone(),
        ["normalized_value"] = each.Normalized?.DeepClone(),
    });
}
