using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Says that what an accepted turn changed is in a commit. Source: AgentXchain protocol v7, checkpoint-turn; here the history is never rewritten.</summary>
/// <param name="TurnId">The turn, or null for the last accepted one that needs it.</param>
/// <param name="Commit">The commit: 40 or 64 lower-case hexadecimal digits.</param>
public sealed record CheckpointTurn(string? TurnId, string Commit) : RunCommand;

/// <summary>Decides <see cref="CheckpointTurn"/>.</summary>
internal static class CheckpointRule
{
    /// <summary>What histories of other runners have on a turn that is in a commit.</summary>
    private const string ForeignMark = "checkpoint_sha";

    internal static Ruling Decide(RunState state, CheckpointTurn command, RunFacts facts)
    {
        if (Refusal(state, command.TurnId, facts, out HistoryEntry entry, out IReadOnlyList<string> paths) is { } refused)
        {
            return refused;
        }

        if (command.Commit is not { Length: 40 or 64 } || command.Commit.AsSpan().IndexOfAnyExcept("0123456789abcdef") >= 0)
        {
            return new Problem(RunCodes.CheckpointCommitInvalid, $"\"{command.Commit}\" is no full commit id.") { Field = "commit", Actual = command.Commit };
        }

        // A run that is over does not change and has no more events; that its last turn is in a commit is still worth a line.
        bool isOver = state.Status is RunStatus.Completed;
        RunState after = isOver ? state : state with { AcceptedIntegrationRef = $"git:{command.Commit}" };
        Turn turn = new() { TurnId = entry.TurnId, AssignedRole = entry.Role! };
        JsonObject payload = new() { ["checkpoint_sha"] = command.Commit, ["files"] = paths.Count };
        return new Change(after)
        {
            Events = isOver ? [] : [after.Event(EventTypes.TurnCheckpointed, facts.Now, turn, payload)],
            Governance = [state.Record(facts.Now, turn) with { Decision = GovernanceLines.Checkpointed, Phase = entry.Phase, Commit = command.Commit }],
        };
    }

    /// <summary>Why a turn can have no checkpoint, or null.</summary>
    /// <param name="state">The run.</param>
    /// <param name="turnId">The turn, or null for the last accepted one that needs it.</param>
    /// <param name="facts">The facts.</param>
    /// <param name="entry">The turn.</param>
    /// <param name="paths">What it changed in the work tree.</param>
    internal static Problem? Refusal(RunState state, string? turnId, RunFacts facts, out HistoryEntry entry, out IReadOnlyList<string> paths)
    {
        HistoryEntry? found = facts.History.LastOrDefault(each => each.RunId == state.RunId && each.Status != HistoryEntry.Reissued && (turnId is null ? !IsDone(each, facts) && Paths(each, facts).Count > 0 : each.TurnId == turnId));
        entry = found ?? new();
        paths = found is null ? [] : Paths(found, facts);
        return found is null ? new(RunCodes.TurnNotAccepted, turnId is null ? "No accepted turn needs a checkpoint." : $"Turn \"{turnId}\" is no accepted turn of the run.") { Referenced = turnId }
            : IsDone(found, facts) ? new(RunCodes.TurnAlreadyCheckpointed, $"What turn {found.TurnId} changed is in a commit already.") { Referenced = found.TurnId }
            : IsOpenProposal(found, facts) ? new(RunCodes.ProposalNotApplied, $"Turn {found.TurnId} only proposed changes, and they are not applied.") { Referenced = found.TurnId }
            : paths.Count == 0 ? new(RunCodes.CheckpointEmpty, $"Turn {found.TurnId} changed no file.") { Referenced = found.TurnId }
            : null;
    }

    /// <summary>Whether another runner says that what the turn changed is in a commit.</summary>
    internal static bool IsMarked(HistoryEntry entry) => entry.Unknown?.ContainsKey(ForeignMark) is true;

    private static bool IsDone(HistoryEntry entry, RunFacts facts) => IsMarked(entry) || facts.Governance.Any(each => each.Decision == GovernanceLines.Checkpointed && each.TurnId == entry.TurnId && each.RunId == entry.RunId);

    /// <summary>What the turn changed in the work tree, itself or by its proposal.</summary>
    internal static IReadOnlyList<string> Paths(HistoryEntry entry, RunFacts facts) => entry.ProposedFiles is { Count: > 0 } proposed
        ? IsOpenProposal(entry, facts) ? [] : proposed
        : entry.ObservedArtifact?.FilesChanged ?? entry.FilesChanged;

    /// <summary>Whether a turn that was accepted later changed a file as well and is in a commit already: what it was before is in no commit any more.</summary>
    internal static bool IsSuperseded(HistoryEntry entry, string path, RunFacts facts) => facts.History.Any(later =>
        later.RunId == entry.RunId && later.AcceptedSequence > entry.AcceptedSequence && IsDone(later, facts) && Paths(later, facts).Contains(path, StringComparer.Ordinal));

    /// <summary>The commits that a turn's work may stand on: the run's last one, and the one that it was accepted on.</summary>
    internal static IReadOnlyList<string> Heads(HistoryEntry entry, RunFacts facts) => entry.ObservedArtifact?.Head is not { } accepted
        ? []
        : [.. facts.Governance.Where(line => line.Decision == GovernanceLines.Checkpointed && line.RunId == entry.RunId).Select(line => line.Commit).OfType<string>().TakeLast(1).Append(accepted).Distinct(StringComparer.Ordinal)];

    private static bool IsOpenProposal(HistoryEntry entry, RunFacts facts) => entry.ProposedFiles is { Count: > 0 } && ProposalStates.Of(entry.TurnId, facts)?.Status is not ProposalStatus.Applied;
}
