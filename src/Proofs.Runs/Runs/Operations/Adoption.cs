using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>A state as this runner goes on with it, whoever wrote it.</summary>
internal static class Adoption
{
    /// <summary>Completes a state from the records beside it.</summary>
    /// <param name="state">As it was read.</param>
    /// <param name="history">The history of its run.</param>
    /// <param name="lasting">The decisions that outlive their runs, as their own file has them.</param>
    internal static RunState Of(RunState state, IReadOnlyList<HistoryEntry> history, IReadOnlyList<RepoDecision> lasting)
    {
        // Other runners count assignments and acceptances in one; going on from the largest number keeps every comparison right.
        int accepted = history.Select(entry => entry.AcceptedSequence).Concat(state.ActiveTurns.Values.Select(turn => turn.AssignedSequence)).Append(state.AcceptedSequence).Max();
        HashSet<string> known = lasting.Select(decision => decision.Id).ToHashSet(StringComparer.Ordinal);
        return state with { AcceptedSequence = accepted, RepoDecisions = [.. lasting, .. state.RepoDecisions.Where(decision => !known.Contains(decision.Id))] };
    }
}
