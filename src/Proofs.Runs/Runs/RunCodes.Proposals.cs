using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>The turn has no proposal in this run.</summary>
    public static ReasonCode ProposalNotFound { get; } = new("proposal_not_found", Lane.Usage, "The turn has no proposal in this run.",
        "List the proposals and name the turn of one of them.");

    /// <summary>Files that the proposal changes are not what they were when it was made.</summary>
    public static ReasonCode ProposalConflict { get; } = new("proposal_conflict", Lane.Fail, "Files that the proposal changes are not what they were when it was made.",
        "Reject the proposal and let a turn make it again on the files as they are, or put the files that the message names back.");

    /// <summary>The proposal is applied already.</summary>
    public static ReasonCode ProposalAlreadyApplied { get; } = new("proposal_already_applied", Lane.Usage, "The proposal is applied already.",
        "Nothing; to take its changes back, let a turn propose that.");

    /// <summary>The proposal was rejected.</summary>
    public static ReasonCode ProposalAlreadyRejected { get; } = new("proposal_already_rejected", Lane.Usage, "The proposal was rejected.",
        "Let a turn propose it again.");

    /// <summary>Applying the proposal was cut off and is not settled.</summary>
    public static ReasonCode ProposalUnsettled { get; } = new("proposal_unsettled", Lane.Undetermined, "Applying the proposal was cut off and is not settled.",
        "Look at the files that the proposal changes, put them as you want them, and reject the proposal.");

    /// <summary>The proposal is not what was recorded when its turn was accepted.</summary>
    public static ReasonCode ProposalTampered { get; } = new("proposal_tampered", Lane.Fail, "The proposal is not what was recorded when its turn was accepted.",
        "Find out who changed the file that the message names, reject the proposal, and let a turn make it again.");

    /// <summary>A path of the proposal leads through a link, or names something that is no file.</summary>
    public static ReasonCode ProposalPathUnsafe { get; } = new("proposal_path_unsafe", Lane.Fail, "A path of the proposal leads through a link, or names something that is no file.",
        "Take the link or folder away, or reject the proposal.");

    /// <summary>A proposal is to be applied by itself, and nobody allowed that.</summary>
    public static ReasonCode ProposalNotAutomatic { get; } = new("proposal_not_automatic", Lane.Undetermined, "A proposal is to be applied by itself, and nobody allowed that.",
        "Look at the proposal and apply it, run with --apply-proposals, or set approval_policy.proposals to auto.");

    /// <summary>The proposal could not be written; every file is as it was.</summary>
    public static ReasonCode ProposalNotWritten { get; } = new("proposal_not_written", Lane.Unavailable, "The proposal could not be written; every file is as it was.",
        "Make room on the disk or allow the write that the message names, and apply it again.");

    private static IEnumerable<ReasonCode> Proposals() =>
    [
        ProposalNotFound, ProposalConflict, ProposalAlreadyApplied, ProposalAlreadyRejected, ProposalUnsettled, ProposalTampered, ProposalPathUnsafe,
        ProposalNotAutomatic, ProposalNotWritten,
    ];
}
