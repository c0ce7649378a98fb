using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>The turn result is no JSON object that can be read.</summary>
    public static ReasonCode TurnResultUnreadable { get; } = new("turn_result_unreadable", Lane.Fail, "The turn result is no JSON object that can be read.",
        "Write one JSON object in UTF-8, at most 4 MiB and 64 levels deep, with every key once.");

    /// <summary>A required key of the turn result is missing.</summary>
    public static ReasonCode ResultFieldMissing { get; } = new("result_field_missing", Lane.Fail, "A required key of the turn result is missing.",
        "Add the key; PROMPT.md shows the whole object.");

    /// <summary>A key of the turn result holds the wrong kind of value.</summary>
    public static ReasonCode ResultFieldType { get; } = new("result_field_type", Lane.Fail, "A key of the turn result holds the wrong kind of value.",
        "Write the kind of value that the message names.");

    /// <summary>A key of the turn result holds a value that is not allowed.</summary>
    public static ReasonCode ResultFieldValue { get; } = new("result_field_value", Lane.Fail, "A key of the turn result holds a value that is not allowed.",
        "Write one of the values that the message names.");

    /// <summary>A placeholder of the template was left in the turn result.</summary>
    public static ReasonCode UnfilledPlaceholder { get; } = new("unfilled_placeholder", Lane.Fail, "A placeholder of the template was left in the turn result.",
        "Replace the text in angle brackets by what it asks for.");

    /// <summary>The cost of the turn is no amount of money or tokens.</summary>
    public static ReasonCode CostInvalid { get; } = new("cost_invalid", Lane.Fail, "The cost of the turn is no amount of money or tokens.",
        "Give usd as a number from 0 to 1000000000 and tokens as whole numbers from 0, or leave out what nobody knows.");

    /// <summary>No active turn is there for the result.</summary>
    public static ReasonCode ResultWithoutTurn { get; } = new("result_without_turn", Lane.Fail, "No active turn is there for the result.",
        "Name one of the active turns in .agentxchain/state.json.");

    /// <summary>The result belongs to another turn.</summary>
    public static ReasonCode TurnIdMismatch { get; } = new("turn_id_mismatch", Lane.Fail, "The result belongs to another turn.",
        "Write the result of the turn that is assigned; its id stands in ASSIGNMENT.json.");

    /// <summary>The result belongs to another run.</summary>
    public static ReasonCode RunIdMismatch { get; } = new("run_id_mismatch", Lane.Fail, "The result belongs to another run.",
        "Copy run_id from ASSIGNMENT.json.");

    /// <summary>The result comes from another role than the one that has the turn.</summary>
    public static ReasonCode RoleMismatch { get; } = new("role_mismatch", Lane.Fail, "The result comes from another role than the one that has the turn.",
        "Copy role from ASSIGNMENT.json.");

    /// <summary>The result comes from another runtime than the one that has the turn.</summary>
    public static ReasonCode RuntimeIdMismatch { get; } = new("runtime_id_mismatch", Lane.Fail, "The result comes from another runtime than the one that has the turn.",
        "Copy runtime_id from ASSIGNMENT.json.");

    /// <summary>A path in the result does not lie inside the project.</summary>
    public static ReasonCode PathOutsideProject { get; } = new("path_outside_project", Lane.Fail, "A path in the result does not lie inside the project.",
        "Write paths relative to the project, with '/' between the parts and without '..'.");

    /// <summary>The result claims a file that only the run itself or a person may change.</summary>
    public static ReasonCode ReservedPathViolation { get; } = new("reserved_path_violation", Lane.Fail, "The result claims a file that only the run itself or a person may change.",
        "Leave the file as it was and take it out of the result.");

    /// <summary>The configuration does not have the role of the turn.</summary>
    public static ReasonCode ResultRoleUnknown { get; } = new("result_role_unknown", Lane.Fail, "The configuration does not have the role of the turn.",
        "Define the role in agentxchain.json, or reject the turn.");

    /// <summary>The configuration does not have the runtime of the turn.</summary>
    public static ReasonCode ResultRuntimeUnknown { get; } = new("result_runtime_unknown", Lane.Fail, "The configuration does not have the runtime of the turn.",
        "Define the runtime in agentxchain.json with a type that the protocol knows, or reissue the turn.");

    /// <summary>The runtime of the turn cannot write, but its role has write authority.</summary>
    public static ReasonCode AuthorityNotForRuntime { get; } = new("authority_not_for_runtime", Lane.Fail, "The runtime of the turn cannot write, but its role has write authority.",
        "Give the role proposed or review_only authority, or a runtime that works in the project.");

    /// <summary>The role's authority does not allow this type of artifact.</summary>
    public static ReasonCode ArtifactTypeIllegal { get; } = new("artifact_type_illegal", Lane.Fail, "The role's authority does not allow this type of artifact.",
        "Use workspace, commit or patch with authoritative, patch with proposed and review with review_only authority.");

    /// <summary>A role that only reviews lists other files than plans and reviews.</summary>
    public static ReasonCode ReviewOnlyFileViolation { get; } = new("review_only_file_violation", Lane.Fail, "A role that only reviews lists other files than plans and reviews.",
        "Leave the product as it is; write below .planning/ or .agentxchain/reviews/ and object instead.");

    /// <summary>A role that only reviews proposes changes.</summary>
    public static ReasonCode ProposalWithoutAuthority { get; } = new("proposal_without_authority", Lane.Fail, "A role that only reviews proposes changes.",
        "Raise an objection instead of proposed_changes.");

    /// <summary>The artifact is the work tree, but no file is listed.</summary>
    public static ReasonCode WorkspaceWithoutFiles { get; } = new("workspace_without_files", Lane.Fail, "The artifact is the work tree, but no file is listed.",
        "List the changed files in files_changed, or use artifact type review when there are none.");

    /// <summary>The artifact is a review, but files of the product are listed.</summary>
    public static ReasonCode ReviewWithProductFiles { get; } = new("review_with_product_files", Lane.Fail, "The artifact is a review, but files of the product are listed.",
        "Use artifact type workspace for changed files.");

    /// <summary>A completed implementation turn lists no file of the product.</summary>
    public static ReasonCode ImplementationWithoutProduct { get; } = new("implementation_without_product", Lane.Fail, "A completed implementation turn lists no file of the product.",
        "List the implemented files in files_changed, or report the status blocked or failed.");

    /// <summary>A role with proposed authority completes its turn without proposing changes.</summary>
    public static ReasonCode ProposedChangesRequired { get; } = new("proposed_changes_required", Lane.Fail, "A role with proposed authority completes its turn without proposing changes.",
        "Put every file with its whole content into proposed_changes.");

    /// <summary>A proposed change cannot be applied as it stands.</summary>
    public static ReasonCode ProposedChangeInvalid { get; } = new("proposed_change_invalid", Lane.Fail, "A proposed change cannot be applied as it stands.",
        "Give every path once, and content with create and modify.");

    /// <summary>A command ended with another exit code than declared, but the verification is said to pass.</summary>
    public static ReasonCode UndeclaredExitCode { get; } = new("undeclared_exit_code", Lane.Fail, "A command ended with another exit code than declared, but the verification is said to pass.",
        "Report the status fail, mend what fails, or declare expected_exit_code where the command is meant to fail.");

    /// <summary>A file that the verification left is listed twice.</summary>
    public static ReasonCode ProducedFileRepeated { get; } = new("produced_file_repeated", Lane.Fail, "A file that the verification left is listed twice.",
        "List each path of produced_files once.");

    /// <summary>A file is to be ignored and is listed as changed.</summary>
    public static ReasonCode ProducedFileConflict { get; } = new("produced_file_conflict", Lane.Fail, "A file is to be ignored and is listed as changed.",
        "Give it the disposition artifact, or take it out of files_changed.");

    /// <summary>A test report shows no executed test, but the verification is said to pass.</summary>
    public static ReasonCode TestReportEmpty { get; } = new("test_report_empty", Lane.Fail, "A test report shows no executed test, but the verification is said to pass.",
        "Run the tests so that some are executed, or report the status skipped.");

    /// <summary>A test report shows a failure, but the verification is said to pass.</summary>
    public static ReasonCode TestReportFailed { get; } = new("test_report_failed", Lane.Fail, "A test report shows a failure, but the verification is said to pass.",
        "Mend what fails, or report the status fail.");

    /// <summary>A test report that the result names is not there.</summary>
    public static ReasonCode TestReportMissing { get; } = new("test_report_missing", Lane.Fail, "A test report that the result names is not there.",
        "Leave the report where the result says, in UTF-8, or take it out of the result.");

    /// <summary>A test report cannot be read.</summary>
    public static ReasonCode TestReportUnreadable { get; } = new("test_report_unreadable", Lane.Fail, "A test report cannot be read.",
        "Have the test runner write a whole TRX, JUnit or xunit file without a document type, of at most 16 million characters; name XML that is no report only when it is whole.");

    /// <summary>A test report claims other numbers than its own results add up to.</summary>
    public static ReasonCode TestReportInconsistent { get; } = new("test_report_inconsistent", Lane.Fail, "A test report claims other numbers than its own results add up to.",
        "Leave the report as the test runner wrote it.");

    /// <summary>The result asks for a change of phase and for the end of the run.</summary>
    public static ReasonCode MutuallyExclusiveRequests { get; } = new("mutually_exclusive_requests", Lane.Fail, "The result asks for a change of phase and for the end of the run.",
        "Ask for one of the two.");

    /// <summary>A role that only reviews has to object to something and did not.</summary>
    public static ReasonCode ChallengeRequirementViolated { get; } = new("challenge_requirement_violated", Lane.Fail, "A role that only reviews has to object to something and did not.",
        "Raise at least one objection, or set rules.challenge_required to false in agentxchain.json.");

    /// <summary>A turn that is not completed asks for a change of phase or for the end of the run.</summary>
    public static ReasonCode RequestWithoutCompletion { get; } = new("request_without_completion", Lane.Fail, "A turn that is not completed asks for a change of phase or for the end of the run.",
        "Report the status completed when the work is done; otherwise take the request out.");

    /// <summary>The phase that is asked for is not the next one.</summary>
    public static ReasonCode InvalidPhaseTransition { get; } = new("invalid_phase_transition", Lane.Fail, "The phase that is asked for is not the next one.",
        "Ask for the next phase, or for the end of the run in the last one.");

    /// <summary>The role that is to go on has no turn in this phase.</summary>
    public static ReasonCode IllegalNextRole { get; } = new("illegal_next_role", Lane.Fail, "The role that is to go on has no turn in this phase.",
        "Propose a role of the phase's allowed_next_roles, or human.");

    /// <summary>The result delegates more than five times.</summary>
    public static ReasonCode DelegationLimitExceeded { get; } = new("delegation_limit_exceeded", Lane.Fail, "The result delegates more than five times.",
        "Delegate at most five pieces of work in one turn.");

    /// <summary>The result delegates and asks for the end of the run.</summary>
    public static ReasonCode DelegationWithCompletion { get; } = new("delegation_with_completion", Lane.Fail, "The result delegates and asks for the end of the run.",
        "Wait for the delegated work before asking for the end of the run.");

    /// <summary>A turn that works off a delegation delegates.</summary>
    public static ReasonCode DelegationNested { get; } = new("delegation_nested", Lane.Fail, "A turn that works off a delegation delegates.",
        "Do the work, or report the status blocked.");

    /// <summary>A role delegates to itself.</summary>
    public static ReasonCode DelegationToSelf { get; } = new("delegation_to_self", Lane.Fail, "A role delegates to itself.",
        "Do the work in this turn, or delegate to another role.");

    /// <summary>The role that work is delegated to cannot have a turn in this phase.</summary>
    public static ReasonCode DelegationRoleIllegal { get; } = new("delegation_role_illegal", Lane.Fail, "The role that work is delegated to cannot have a turn in this phase.",
        "Delegate to a defined role of the phase's allowed_next_roles.");

    /// <summary>Two delegations of the result have the same id.</summary>
    public static ReasonCode DelegationIdRepeated { get; } = new("delegation_id_repeated", Lane.Fail, "Two delegations of the result have the same id.",
        "Number the delegations del-001, del-002 and so on.");

    /// <summary>Delegated work is to be left behind although decisions that it had to bring are missing.</summary>
    public static ReasonCode DelegationReviewIncomplete { get; } = new("delegation_review_incomplete", Lane.Fail, "Delegated work is to be left behind although decisions that it had to bring are missing.",
        "Delegate the missing decisions once more before going on.");

    private static IEnumerable<ReasonCode> Results() =>
    [
        TurnResultUnreadable, ResultFieldMissing, ResultFieldType, ResultFieldValue, UnfilledPlaceholder, CostInvalid,
        ResultWithoutTurn, TurnIdMismatch, RunIdMismatch, RoleMismatch, RuntimeIdMismatch,
        PathOutsideProject, ReservedPathViolation, ResultRoleUnknown, ResultRuntimeUnknown, AuthorityNotForRuntime, ArtifactTypeIllegal,
        ReviewOnlyFileViolation, ProposalWithoutAuthority, WorkspaceWithoutFiles, ReviewWithProductFiles, ImplementationWithoutProduct,
        ProposedChangesRequired, ProposedChangeInvalid,
        UndeclaredExitCode, ProducedFileRepeated, ProducedFileConflict, TestReportEmpty, TestReportFailed, TestReportMissing, TestReportUnreadable, TestReportInconsistent,
        MutuallyExclusiveRequests, ChallengeRequirementViolated, RequestWithoutCompletion, InvalidPhaseTransition, IllegalNextRole,
        DelegationLimitExceeded, DelegationWithCompletion, DelegationNested, DelegationToSelf, DelegationRoleIllegal, DelegationIdRepeated, DelegationReviewIncomplete,
    ];
}
