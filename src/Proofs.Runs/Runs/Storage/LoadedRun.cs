using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Storage;

/// <summary>A run as its records have it.</summary>
/// <param name="State">The state, with what the records beside it know better.</param>
/// <param name="Facts">What a decision about it needs to know beside.</param>
/// <param name="Decisions">The decisions of its ledger; lines of other shapes are left out.</param>
internal sealed record LoadedRun(RunState State, RunFacts Facts, IReadOnlyList<LedgerDecision> Decisions)
{
    /// <summary>The run of a state.</summary>
    internal static LoadedRun Of(RecordSet records, RunFacts facts) => Of(records.State, records.History, records.Decisions, records.RepoDecisions, facts);

    /// <summary>The run of a state.</summary>
    /// <param name="state">The state as it was read.</param>
    /// <param name="all">The accepted turns of all runs.</param>
    /// <param name="ledger">The ledger of all runs.</param>
    /// <param name="lasting">The decisions that outlive their runs.</param>
    /// <param name="facts">What is known beside the records.</param>
    internal static LoadedRun Of(RunState state, IReadOnlyList<HistoryEntry> all, IReadOnlyList<LedgerDecision> ledger, IReadOnlyList<RepoDecision> lasting, RunFacts facts)
    {
        // Other runners do not write the run to a turn or a decision; its turn tells.
        HistoryEntry[] history = [.. all.Where(entry => entry.RunId is null || entry.RunId == state.RunId).Select(entry => entry.RunId is null ? entry with { RunId = state.RunId } : entry)];
        HashSet<string> turns = history.Select(entry => entry.TurnId).ToHashSet(StringComparer.Ordinal);
        LedgerDecision[] decisions = [.. ledger.Where(line => line.Id.Length > 0 && (line.RunId is { } run ? run == state.RunId : line.TurnId is { } turn && turns.Contains(turn)))];
        return new(Adoption.Of(state, history, lasting), facts with { History = history, DecisionIds = decisions.Select(line => line.Id).ToHashSet(StringComparer.Ordinal), Governance = GovernanceLines.Of(ledger, state.RunId) }, decisions);
    }
}
