using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Storage;

namespace Proofs.Runs.Runs;

public sealed partial class RunnerInterface
{
    /// <summary>What the run's turns proposed, oldest first.</summary>
    /// <param name="problem">Why the run cannot be read, or null.</param>
    public IReadOnlyList<Proposal> ListProposals(out Problem? problem)
    {
        IReadOnlyList<Proposal> all = [];
        problem = Locked(run =>
        {
            all = [.. ProposalStates.All(run.Facts).Select(each => Tell(run.Facts, each.Key, each.Value))];
            return new() { State = run.State };
        }, settles: false).Refusal;
        return all;
    }

    /// <summary>What one turn proposed; null when it proposed nothing.</summary>
    /// <param name="turnId">The turn.</param>
    /// <param name="problem">Why there is nothing to show, or null.</param>
    public Proposal? ShowProposal(string turnId, out Problem? problem)
    {
        Proposal? proposal = ListProposals(out problem).FirstOrDefault(each => each.TurnId == turnId);
        problem ??= proposal is null ? ApplyProposalRule.NotFound(turnId) : null;
        return proposal;
    }

    /// <summary>
    /// Brings what a turn proposed into the work tree: every file of it or none. Files have to hold what they held before the turn, or already what
    /// the proposal brings; otherwise it is refused with proposal_conflict.
    /// </summary>
    /// <param name="turnId">The turn.</param>
    public RunnerResult ApplyProposal(string turnId) => Locked(run => Bring(run, new(turnId)));

    /// <summary>
    /// Applies the proposals that wait, oldest first, when that is allowed without a person and no turn is at work; stops at the first that cannot be.
    /// </summary>
    /// <param name="isAllowed">Whether whoever started the run allowed it (--apply-proposals); otherwise approval_policy.proposals has to be auto.</param>
    /// <returns>One result for each proposal that was tried; empty when nothing waits or nothing is allowed.</returns>
    public IReadOnlyList<RunnerResult> ApplyWaitingProposals(bool isAllowed = false)
    {
        if (!isAllowed && Configuration.ApprovalPolicy?.Proposals != ApprovalPolicy.AutomaticProposals)
        {
            return [];
        }

        List<RunnerResult> results = [];
        RunnerResult all = Locked(run =>
        {
            if (RecoverProposals(run) is { } unsettled)
            {
                return new() { Refusal = unsettled, State = run.State };
            }

            foreach (string turn in run.State.ActiveTurns.Count > 0 ? [] : ProposalStates.All(run.Facts).Where(each => each.Value.Status is ProposalStatus.Pending).Select(each => each.Key))
            {
                results.Add(Bring(run, new(turn) { Automatic = true, IsAllowed = isAllowed }));
                if (!results[^1].Ok)
                {
                    break;
                }
            }

            return new() { State = run.State };
        });
        return all.Ok ? results : [all];
    }

    /// <summary>Decides that nobody applies what a turn proposed.</summary>
    /// <param name="turnId">The turn.</param>
    /// <param name="reason">Why; kept in the ledger.</param>
    public RunnerResult RejectProposal(string turnId, string reason) => Locked(run =>
    {
        // One that cannot be settled is what a person may be rejecting.
        _ = RecoverProposals(run);
        if (Load(out Problem? problem) is not { } now)
        {
            return new() { Refusal = problem };
        }

        RunnerResult rejected = Apply(now, new RejectProposal(turnId, reason), "proposal_rejected", turnId);
        if (rejected.Ok)
        {
            _folder.DeleteFile(RunPaths.ProposalJournal(turnId));
        }

        return rejected;
    }, settles: false);

    /// <summary>Finishes what was cut off while a proposal was applied, or puts it back; under the lock, before anything else is decided.</summary>
    /// <returns>Why it cannot be settled, or null when nothing is left open.</returns>
    private Problem? RecoverProposals(LoadedRun run)
    {
        foreach ((string turn, ProposalState state) in ProposalStates.All(run.Facts).Where(each => each.Value.Status is ProposalStatus.Applying))
        {
            string path = RunPaths.ProposalJournal(turn);
            if (ApplyJournal.Read(_folder.Read(path), state.Last.Digest) is not { } journal)
            {
                return ApplyProposalRule.Tampered(path);
            }

            // One that was put back is settled as well.
            if (Settle(journal) is { Ok: false, Refusal: { } failed } && failed.Reason != RunCodes.ProposalConflict && failed.Reason != RunCodes.ProposalNotWritten)
            {
                return failed;
            }
        }

        return null;
    }

    private RunnerResult Bring(LoadedRun loaded, ApplyProposal command)
    {
        if (RecoverProposals(loaded) is { } unsettled)
        {
            return new() { Refusal = unsettled, State = loaded.State };
        }

        if (Load(out Problem? problem) is not { } run)
        {
            return new() { Refusal = problem };
        }

        if (ApplyProposalRule.Refusal(run.State, Configuration, command, run.Facts, out ProposalSnapshot snapshot) is { } refused)
        {
            return new() { Refusal = refused, State = run.State };
        }

        if (new ProposalFiles(Root).Prepare(snapshot) is not { } journal)
        {
            return new() { Refusal = ApplyProposalRule.Conflict([.. snapshot.Changes.Select(change => change.Path)]), State = run.State };
        }

        // The journal first, then the word for it in the ledger, then the files: a crash in between leaves nothing that cannot be told.
        byte[] content = journal.Write();
        _folder.Write(RunPaths.ProposalJournal(command.TurnId), content);
        RunnerResult begun = Apply(run, command with { JournalDigest = ProposalSnapshot.Digest(content) }, "proposal_apply_begun", command.TurnId);
        return begun.Ok ? Settle(journal) : begun;
    }

    private RunnerResult Settle(ApplyJournal journal)
    {
        Problem? failed = new ProposalFiles(Root).Apply(journal);
        if (Load(out Problem? problem) is not { } run)
        {
            return new() { Refusal = problem };
        }

        RunnerResult settled = Apply(run, new SettleProposal(journal.TurnId, failed is null), failed is null ? "proposal_applied" : "proposal_apply_undone", journal.TurnId);
        if (!settled.Ok)
        {
            return settled;
        }

        _folder.DeleteFile(RunPaths.ProposalJournal(journal.TurnId));
        return settled with { Refusal = failed };
    }

    private static Proposal Tell(RunFacts facts, string turnId, ProposalState state)
    {
        Problem? problem = ApplyProposalRule.Unchanged(turnId, state.Made, facts, out ProposalSnapshot snapshot);
        return new()
        {
            TurnId = turnId,
            Role = state.Made.Role,
            Status = state.Status,
            CreatedAt = state.Made.Timestamp,
            Reason = state.Status is ProposalStatus.Rejected ? state.Last.Reasons?.FirstOrDefault() : null,
            Changes = problem is null ? snapshot.Changes : [],
            Problem = problem,
        };
    }
}
