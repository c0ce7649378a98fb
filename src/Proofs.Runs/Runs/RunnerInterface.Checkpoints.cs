using Proofs.Git.WorkTrees;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Proposals;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs;

public sealed partial class RunnerInterface
{
    /// <summary>Puts what an accepted turn changed into a commit and records which. Source: AgentXchain protocol v7, checkpoint-turn.</summary>
    /// <param name="write">
    /// Writes the commit, under the run's lock. It gives the commit that holds the files as they are now, an existing one when nothing differs from it,
    /// or why there is none.
    /// </param>
    /// <param name="turnId">The turn, or null for the last accepted one that needs it.</param>
    public RunnerResult CheckpointTurn(Func<CheckpointOrder, (string? Commit, Problem? Refusal)> write, string? turnId = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        return Locked(run =>
        {
            if (CheckpointRule.Refusal(run.State, turnId, run.Facts, out HistoryEntry entry, out IReadOnlyList<string> paths) is { } refused)
            {
                return new() { Refusal = refused, State = run.State };
            }

            Dictionary<string, string> files = paths.Where(path => !CheckpointRule.IsSuperseded(entry, path, run.Facts)).ToDictionary(path => path, path => Marker(entry, path, run.Facts), StringComparer.Ordinal);
            (string? commit, Problem? failed) = write(new(entry.TurnId, entry.Role, entry.Phase, files) { Heads = CheckpointRule.Heads(entry, run.Facts) });

            return failed is not null ? new() { Refusal = failed, State = run.State } : Apply(run, new CheckpointTurn(entry.TurnId, commit ?? string.Empty), "turn_checkpointed", entry.TurnId);
        });
    }

    /// <summary>Puts what an accepted turn changed into a commit on top of HEAD, as it was accepted: no hook, filter or signature of the repository takes part.</summary>
    /// <param name="turnId">The turn, or null for the last accepted one that needs it.</param>
    public RunnerResult CheckpointTurn(string? turnId = null) => CheckpointTurn(Commit, turnId);

    /// <summary>Puts what every accepted turn changed into commits, where the project is a git repository; there is nothing to do where it is none.</summary>
    public RunnerResult CheckpointAll()
    {
        RunnerResult done;
        do
        {
            done = CheckpointTurn();
        }
        while (done.Ok);

        return done.Refusal.Reason == RunCodes.TurnNotAccepted || done.Refusal.Reason == RunCodes.CheckpointNoRepository ? LoadState() : done;
    }

    private (string? Commit, Problem? Refusal) Commit(CheckpointOrder order)
    {
        Checkpoint checkpoint = new(order.TurnId, $"{order.Phase}: {order.Role}", order.Files) { At = Now };

        // Where nobody knows on what it was accepted, it is what is there.
        string?[] heads = order.Heads.Count > 0 ? [.. order.Heads] : [Look().Git?.Head];
        CheckpointOutcome outcome = heads.Select(head => CheckpointWriter.Write(Root, checkpoint with { ExpectedHead = head })).FirstOrDefault(each => each.Refusal is not CheckpointRefusal.HeadMoved)
            ?? CheckpointWriter.Write(Root, checkpoint with { ExpectedHead = heads[0] });

        // Somebody committed all of it by hand: then that is the commit.
        string? there = outcome.Refusal is CheckpointRefusal.NothingToCommit or CheckpointRefusal.HeadMoved && Look() is { Git.Head: { } now } tree && order.Files.All(file => IsCommitted(tree, file.Key, file.Value)) ? now : null;
        return (outcome.CommitId ?? there, there is null ? CheckpointProblems.Of(outcome) : null);
    }

    /// <summary>Whether the commit that HEAD names holds of a file what was accepted.</summary>
    private static bool IsCommitted(TreeSnapshot tree, string path, string marker) => !tree.Dirty.ContainsKey(path) && (tree.Find(path)?.Marker ?? "deleted") == marker;

    /// <summary>What was accepted of a file; of one that a proposal brought, what it is now.</summary>
    private static string Marker(HistoryEntry entry, string path, RunFacts facts) =>
        entry.ObservedArtifact?.FileMarkers.GetValueOrDefault(path) ?? (facts.DigestOf(path) is { } digest && digest != ProposalChange.Absent ? digest : "deleted");
}

/// <summary>What a checkpoint is to hold.</summary>
/// <param name="TurnId">The turn.</param>
/// <param name="Role">Whose turn it was.</param>
/// <param name="Phase">The phase it was in.</param>
/// <param name="Files">By file that it changed, relative to the project: <c>sha256:</c> and the digest of what was accepted, or <c>deleted</c>; agents chose the names.</param>
public sealed record CheckpointOrder(string TurnId, string? Role, string? Phase, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The commits of which HEAD has to name one, the likeliest first; empty when nobody knows on what the work was accepted.</summary>
    public IReadOnlyList<string> Heads { get; init; } = [];
}
