using Proofs.Git.WorkTrees;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Why the work of a turn could not be committed, in the run's words.</summary>
internal static class CheckpointProblems
{
    /// <summary>The refusal, or null when it was committed.</summary>
    internal static Problem? Of(CheckpointOutcome outcome) => outcome.Refusal switch
    {
        CheckpointRefusal.None or CheckpointRefusal.NothingToCommit => null,
        CheckpointRefusal.HeadMoved => new(RunCodes.CheckpointHeadMoved, outcome.Message!),
        CheckpointRefusal.Staged => new(RunCodes.CheckpointStagedChanges, outcome.Message!),
        CheckpointRefusal.FileChanged or CheckpointRefusal.PathRefused => new(RunCodes.CheckpointFileChanged, outcome.Message!),
        CheckpointRefusal.NoRepository => new(RunCodes.CheckpointNoRepository, outcome.Message!),
        _ => new(RunCodes.CheckpointFailed, outcome.Message!),
    };
}
