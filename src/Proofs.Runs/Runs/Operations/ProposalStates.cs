using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Where proposals stand, as the ledger has it.</summary>
internal static class ProposalStates
{
    /// <summary>Where a turn's proposal stands; null when it made none.</summary>
    internal static (ProposalStatus Status, LedgerRecord Made, LedgerRecord Last)? Of(string? turnId, RunFacts facts)
    {
        (ProposalStatus, LedgerRecord, LedgerRecord)? state = null;
        foreach (LedgerRecord each in facts.Governance.Where(each => each.TurnId == turnId && turnId is not null))
        {
            state = (each.Decision, state) switch
            {
                (GovernanceLines.Proposed, null) => (ProposalStatus.Pending, each, each),
                // What is applied or rejected stays so, whatever a line says.
                (_, null or (ProposalStatus.Applied or ProposalStatus.Rejected, _, _)) => state,
                (GovernanceLines.ApplyBegun, var (_, made, _)) => (ProposalStatus.Applying, made, each),
                (GovernanceLines.ApplyUndone, var (_, made, _)) => (ProposalStatus.Pending, made, each),
                (GovernanceLines.Applied, var (_, made, _)) => (ProposalStatus.Applied, made, each),
                (GovernanceLines.Rejected, var (_, made, _)) => (ProposalStatus.Rejected, made, each),
                _ => state,
            };
        }

        return state;
    }

    /// <summary>The turns of the run that made a proposal, oldest first.</summary>
    internal static IEnumerable<string> Turns(RunFacts facts) => facts.Governance.Where(each => each.Decision == GovernanceLines.Proposed).Select(each => each.TurnId).OfType<string>().Distinct(StringComparer.Ordinal);

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
