using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Where proposals stand, as the ledger has it.</summary>
internal static class ProposalStates
{
    /// <summary>Where a turn's proposal stands; null when it made none.</summary>
    internal static ProposalState? Of(string turnId, RunFacts facts) => facts.Governance.Where(each => each.TurnId == turnId).Aggregate((ProposalState?)null, Next);

    /// <summary>Where every proposal of the run stands, by turn, oldest first.</summary>
    internal static IReadOnlyDictionary<string, ProposalState> All(RunFacts facts)
    {
        OrderedDictionary<string, ProposalState> all = new(StringComparer.Ordinal);
        foreach (LedgerRecord each in facts.Governance)
        {
            if (each.TurnId is { } turn && Next(all.GetValueOrDefault(turn), each) is { } state)
            {
                all[turn] = state;
            }
        }

        return all;
    }

    /// <summary>By path: what proposals made of it that were applied behind a line of the ledger, as a file's marker.</summary>
    internal static IReadOnlyDictionary<string, string> Written(RunFacts facts, int since)
    {
        HashSet<string?> later = facts.Governance.Skip(since).Where(line => line.Decision == GovernanceLines.Applied).Select(line => line.TurnId).ToHashSet(StringComparer.Ordinal);
        Dictionary<string, string> written = new(StringComparer.Ordinal);
        foreach ((string turn, ProposalState state) in All(facts).Where(each => each.Value.Status is ProposalStatus.Applied && later.Contains(each.Key)))
        {
            foreach (ProposalChange change in ApplyProposalRule.Unchanged(turn, state.Made, facts, out ProposalSnapshot snapshot) is null ? snapshot.Changes : [])
            {
                written[change.Path] = change.After == ProposalChange.Absent ? "deleted" : change.After;
            }
        }

        return written;
    }

    /// <summary>What is applied or rejected stays so, whatever a later line says.</summary>
    private static ProposalState? Next(ProposalState? state, LedgerRecord line) => (state, line.Decision) switch
    {
        (null, GovernanceLines.Proposed) => new(ProposalStatus.Pending, line, line),
        (null or { Status: ProposalStatus.Applied or ProposalStatus.Rejected }, _) => state,
        (_, GovernanceLines.ApplyBegun) => state with { Status = ProposalStatus.Applying, Last = line },
        (_, GovernanceLines.ApplyUndone) => state with { Status = ProposalStatus.Pending, Last = line },
        (_, GovernanceLines.Applied) => state with { Status = ProposalStatus.Applied, Last = line },
        (_, GovernanceLines.Rejected) => state with { Status = ProposalStatus.Rejected, Last = line },
        _ => state,
    };

    /// <summary>What an accepted turn proposes: the files that keep it, and the ledger's word for them.</summary>
    internal static IReadOnlyList<RunFile> Keep(Acceptance acceptance, HistoryEntry entry)
    {
        List<RunFile> files = [];
        if (acceptance.Result.ProposedChanges is { Count: > 0 } proposed)
        {
            ProposalSnapshot snapshot = ProposalSnapshot.Of(entry, acceptance.Turn, proposed, acceptance.Facts);
            byte[] written = snapshot.Write();
            string folder = RunPaths.Proposal(entry.TurnId);
            files.AddRange(proposed.Where(change => change.Action != "delete").Select(change => new RunFile($"{folder}/{change.Path}", System.Text.Encoding.UTF8.GetBytes(change.Content ?? string.Empty))));
            files.Add(new($"{folder}/{ProposalSnapshot.PageName}", ProposalPage.Write(snapshot, entry)));
            files.Add(new($"{folder}/{ProposalSnapshot.FileName}", written));
            acceptance.Governance.Add(acceptance.State.Record(acceptance.Facts.Now, acceptance.Turn) with { Decision = GovernanceLines.Proposed, Phase = entry.Phase, Digest = ProposalSnapshot.Digest(written) });
        }

        if (ReviewPage.Of(entry, acceptance.RuntimeType) is { } review)
        {
            files.Add(review);
        }

        return files;
    }
}

/// <summary>Where a proposal stands.</summary>
/// <param name="Status">Where.</param>
/// <param name="Made">The ledger's word for its being made.</param>
/// <param name="Last">The ledger's last word on it.</param>
internal sealed record ProposalState(ProposalStatus Status, LedgerRecord Made, LedgerRecord Last);
