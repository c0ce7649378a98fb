using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>The turn is no accepted turn of the run.</summary>
    public static ReasonCode TurnNotAccepted { get; } = new("turn_not_accepted", Lane.Usage, "The turn is no accepted turn of the run.",
        "Accept the turn first; the history lists those that are.");

    /// <summary>What the turn changed is in a commit already.</summary>
    public static ReasonCode TurnAlreadyCheckpointed { get; } = new("turn_already_checkpointed", Lane.Usage, "What the turn changed is in a commit already.",
        "Nothing; the ledger has the commit.");

    /// <summary>The turn only proposed changes, and they are not applied.</summary>
    public static ReasonCode ProposalNotApplied { get; } = new("proposal_not_applied", Lane.Usage, "The turn only proposed changes, and they are not applied.",
        "Apply the proposal, then make the checkpoint.");

    /// <summary>The turn changed no file that a commit could hold.</summary>
    public static ReasonCode CheckpointEmpty { get; } = new("checkpoint_empty", Lane.Usage, "The turn changed no file that a commit could hold.",
        "Nothing; such a turn needs no checkpoint.");

    /// <summary>The checkpoint's commit is no full commit id.</summary>
    public static ReasonCode CheckpointCommitInvalid { get; } = new("checkpoint_commit_invalid", Lane.Usage, "The checkpoint's commit is no full commit id.",
        "Give all 40 or 64 lower-case hexadecimal digits.");

    private static IEnumerable<ReasonCode> Checkpoints() => [TurnNotAccepted, TurnAlreadyCheckpointed, ProposalNotApplied, CheckpointEmpty, CheckpointCommitInvalid];
}
