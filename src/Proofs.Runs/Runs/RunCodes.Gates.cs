using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>The phase that was asked for does not exist.</summary>
    public static ReasonCode UnknownPhase { get; } = new("unknown_phase", Lane.Fail, "The phase that was asked for does not exist.",
        "Ask for a phase that stands in the configuration's routing.");

    /// <summary>The phase that was asked for is not the one right behind the run's.</summary>
    public static ReasonCode PhaseNotNext { get; } = new("phase_not_next", Lane.Fail, "The phase that was asked for is not the one right behind the run's.",
        "Ask for the next phase; no run goes back or leaves a phase out. In the last phase set run_completion_request instead.");

    /// <summary>The run's end was asked for before its last phase.</summary>
    public static ReasonCode NotFinalPhase { get; } = new("not_final_phase", Lane.Fail, "The run's end was asked for before its last phase.",
        "Go through the phases that are left; ask for the end in the last one.");

    /// <summary>A file that the gate wants is not there.</summary>
    public static ReasonCode GateFileMissing { get; } = new("gate_file_missing", Lane.Fail, "A file that the gate wants is not there.",
        "Write the file that the message names and ask again.");

    /// <summary>The gate wants a verification that passes, and the turn has none.</summary>
    public static ReasonCode GateVerificationMissing { get; } = new("gate_verification_missing", Lane.Fail, "The gate wants a verification that passes, and the turn has none.",
        "Run the tests, mend what they find, and let a turn with a passing verification ask again.");

    /// <summary>A file that the gate wants does not say what it has to.</summary>
    public static ReasonCode GateFileFailing { get; } = new("gate_file_failing", Lane.Fail, "A file that the gate wants does not say what it has to.",
        "Do what the message says, in text that a reader of the rendered page sees: nothing in HTML comments or code fences counts, and markup that may hide text is refused.");

    /// <summary>A file that the gate wants is too long to be read.</summary>
    public static ReasonCode GateFileTooLarge { get; } = new("gate_file_too_large", Lane.Fail, "A file that the gate wants is too long to be read.",
        "Shorten it to a megabyte at most; a document that people are to approve is shorter.");

    /// <summary>The configuration wants a file read in a way that does not exist.</summary>
    public static ReasonCode GateSemanticsUnknown { get; } = new("gate_semantics_unknown", Lane.Fail, "The configuration wants a file read in a way that does not exist.",
        "Name one of the built-in meanings, section_check, or none for the artifact in workflow_kit.");

    /// <summary>The role that owns a file had no accepted turn in the phase.</summary>
    public static ReasonCode GateOwnerMissing { get; } = new("gate_owner_missing", Lane.Fail, "The role that owns a file had no accepted turn in the phase.",
        "Give the role that the message names a turn in this phase.");

    /// <summary>A person has to approve.</summary>
    public static ReasonCode HumanApprovalRequired { get; } = new("human_approval_required", Lane.Undetermined, "A person has to approve.",
        "Look at what the run has come to and approve it, or write an approval_policy that does.");

    /// <summary>The approval policy approves the gate.</summary>
    public static ReasonCode ApprovedByPolicy { get; } = new("approved_by_policy", Lane.Pass, "The approval policy approves the gate.",
        "Nothing.");

    private static IEnumerable<ReasonCode> Gates() =>
    [
        UnknownPhase, PhaseNotNext, NotFinalPhase, GateFileMissing, GateVerificationMissing, GateFileFailing, GateFileTooLarge, GateSemanticsUnknown,
        GateOwnerMissing, HumanApprovalRequired, ApprovedByPolicy,
    ];
}
