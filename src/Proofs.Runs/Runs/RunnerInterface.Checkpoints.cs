using Proofs.Runs.Runs.Operations;
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

            (string? commit, Problem? failed) = write(new(entry.TurnId, entry.Role, entry.Phase, paths));
            return failed is not null ? new() { Refusal = failed, State = run.State } : Apply(run, new Checkpoint(entry.TurnId, commit ?? string.Empty), "turn_checkpointed", entry.TurnId);
        });
    }
}

/// <summary>What a checkpoint is to hold.</summary>
/// <param name="TurnId">The turn.</param>
/// <param name="Role">Whose turn it was.</param>
/// <param name="Phase">The phase it was in.</param>
/// <param name="Paths">What it changed, relative to the project; agents chose the names.</param>
public sealed record CheckpointOrder(string TurnId, string? Role, string? Phase, IReadOnlyList<string> Paths);
