using Proofs.Git.WorkTrees;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Replays;
using Proofs.Runs.Runs.Storage;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Runs;

public sealed partial class RunnerInterface
{
    /// <summary>The last look at the tree; what did not change since is not read again.</summary>
    private TreeSnapshot? _tree;

    private TreeSnapshot Look() => _tree = WorkTreeReader.Take(Root, _time, _tree, OwnFiles.Grows);

    /// <summary>The run with the tree as it is now, for a turn that begins.</summary>
    /// <param name="run">The run.</param>
    /// <param name="turnId">The turn.</param>
    /// <param name="snapshot">What keeps the tree for the acceptance.</param>
    private LoadedRun WithTree(LoadedRun run, string turnId, out FileEffect snapshot)
    {
        TreeSnapshot tree = Look();
        byte[] written = tree.Write();
        snapshot = new(RunPaths.Snapshot(turnId), At: null, written);
        return run with { Facts = run.Facts with { Baseline = Observation.BaselineOf(tree, run.Facts.Now), TreeSha256 = TreeSnapshot.DigestOf(written) } };
    }

    /// <summary>The run with what the tree is now, for a turn whose work has begun already: what it is compared with stays.</summary>
    private LoadedRun WithBaseline(LoadedRun run) => run with { Facts = run.Facts with { Baseline = Observation.BaselineOf(Look(), run.Facts.Now) } };

    /// <summary>The tree before a turn's first attempt; null when nobody looked.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="problem">Why it cannot be had although somebody looked, or null.</param>
    private TreeSnapshot? Before(Turn turn, out Problem? problem)
    {
        problem = null;
        if (turn.TreeSha256 is null)
        {
            return null;
        }

        byte[]? written = _folder.Read(RunPaths.Snapshot(turn.TurnId));
        TreeSnapshot? before = written is not null && TreeSnapshot.DigestOf(written) == turn.TreeSha256 ? TreeSnapshot.Read(written) : null;
        problem = before is null ? RecordSet.Tampered(RunPaths.Snapshot(turn.TurnId)) : null;
        return before;
    }

    /// <summary>Looks at what a turn did.</summary>
    /// <param name="run">The run.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="staged">Its result.</param>
    /// <param name="before">The tree before it.</param>
    /// <param name="cancellation">Stops the verification.</param>
    /// <param name="judged">The tree that the decision is about.</param>
    private LoadedRun Observe(LoadedRun run, Turn turn, byte[] staged, TreeSnapshot before, CancellationToken cancellation, out TreeSnapshot judged)
    {
        TurnResult? result = TurnValidation.Validate(staged, run.State, Configuration, turn.TurnId, run.Facts).TurnResult;
        ObservedBeside beside = Beside(run, turn);
        VerificationReplay? replay = null;
        if (result is not null && Configuration.RequiresReproducibleVerification)
        {
            TreeSnapshot tried = Look();
            replay = new VerificationReplayer(Root, Configuration, _time).ReplayAsync(result, cancellation).GetAwaiter().GetResult();
            // One that was stopped says nothing about the work.
            cancellation.ThrowIfCancellationRequested();
            beside = beside with { ReplayOutputs = [.. TreeDifference.Of(tried, Look()).Select(change => change.Path)] };
        }

        TreeFacts tree = Observation.Of(before, judged = Look(), turn, beside);
        if (result is not null && VerificationCleanup.Files(tree, result) is { Count: > 0 } left)
        {
            WorkTreeRestorer.Restore(Root, before, left);
            tree = Observation.Of(before, judged = Look(), turn, beside);
        }

        return run with { Facts = run.Facts with { Tree = tree, Replay = replay } };
    }

    private ObservedBeside Beside(LoadedRun run, Turn turn) => new()
    {
        History = run.Facts.History,
        Siblings = [.. run.State.ActiveTurns.Values.Where(other => other.TurnId != turn.TurnId).Select(other => Sibling(run, other))],
        OwnCommits = run.Facts.Governance.Skip(turn.GovernanceLines).Select(line => line.Commit).OfType<string>().TakeLast(1).ToHashSet(StringComparer.Ordinal),
        OwnWrites = ProposalStates.Written(run.Facts, turn.GovernanceLines).Concat(Adopted(run)).ToDictionary(StringComparer.Ordinal),
    };

    /// <summary>The files of the run's terms, which are as the run has them: what changed of them was adopted by a person.</summary>
    private IEnumerable<KeyValuePair<string, string>> Adopted(LoadedRun run) => run.Facts.ChangedTerms.Count > 0
        ? []
        : TermsReader.Candidates(Configuration).Append(RunPaths.Configuration).Distinct(StringComparer.Ordinal).Select(path => KeyValuePair.Create(path, run.Facts.DigestOf(path) is { } digest && digest != ProposalChange.Absent ? digest : "deleted"));

    private SiblingTurn Sibling(LoadedRun run, Turn turn)
    {
        WriteAuthority authority = Configuration.Roles.GetValueOrDefault(turn.AssignedRole)?.WriteAuthority ?? WriteAuthority.ReviewOnly;
        TurnResult? result = _folder.TryRead(RunPaths.StagedResult(turn.TurnId)) is { } staged ? TurnValidation.Validate(staged, run.State, Configuration, turn.TurnId, run.Facts).TurnResult : null;
        return new(turn.TurnId, authority, Before(turn, out _)) { Declared = result is null ? null : TreeRule.Declared(result) };
    }
}
