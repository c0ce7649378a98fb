using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>Files changed that the turn does not list.</summary>
    public static ReasonCode ArtifactMismatch { get; } = new("artifact_mismatch", Lane.Fail, "Files changed that the turn does not list.",
        "List every changed file in files_changed, or put the files back as they were.");

    /// <summary>The turn lists a file that did not change.</summary>
    public static ReasonCode ClaimedFileUnchanged { get; } = new("claimed_file_unchanged", Lane.Fail, "The turn lists a file that did not change.",
        "Take it out of the result, or do what the result says; files are listed one by one, folders are not.");

    /// <summary>A file changed whose name no result can list.</summary>
    public static ReasonCode PathNotDeclarable { get; } = new("path_not_declarable", Lane.Fail, "A file changed whose name no result can list.",
        "Name the file in valid UTF-8 without control characters and backslashes, or take it away.");

    /// <summary>A file changed that only the run itself or a person may change.</summary>
    public static ReasonCode ReservedPathChanged { get; } = new("reserved_path_changed", Lane.Fail, "A file changed that only the run itself or a person may change.",
        "Put the file back as it was before the turn.");

    /// <summary>The turn made or changed a symbolic link, or lists a file behind one.</summary>
    public static ReasonCode SymbolicLinkRefused { get; } = new("symbolic_link_refused", Lane.Fail, "The turn made or changed a symbolic link, or lists a file behind one.",
        "Use regular files; what lies behind a link is nobody's to claim.");

    /// <summary>The turn left something that is no regular file of its own.</summary>
    public static ReasonCode SpecialFileRefused { get; } = new("special_file_refused", Lane.Fail, "The turn left something that is no regular file of its own.",
        "Take away the pipe, socket or device, make the file readable, and copy files instead of giving them a second name.");

    /// <summary>A turn that only reviews changed the work tree beyond plans and reviews.</summary>
    public static ReasonCode ReviewChangedProduct { get; } = new("review_changed_product", Lane.Fail, "A turn that only reviews changed the work tree beyond plans and reviews.",
        "Put the files back as they were and raise an objection instead.");

    /// <summary>A turn that may only propose changed the work tree.</summary>
    public static ReasonCode ProposalChangedTree { get; } = new("proposal_changed_tree", Lane.Fail, "A turn that may only propose changed the work tree.",
        "Put the files back as they were and put the changes into proposed_changes.");

    /// <summary>A branch, a tag or HEAD moved during the turn.</summary>
    public static ReasonCode WorkerCommitted { get; } = new("worker_committed", Lane.Fail, "A branch, a tag or HEAD moved during the turn.",
        "Move them back (git reset --soft keeps the files) and leave committing to the run; the artifact type is workspace.");

    /// <summary>The settings of git changed during the turn.</summary>
    public static ReasonCode GitSettingsChanged { get; } = new("git_settings_changed", Lane.Fail, "The settings of git changed during the turn.",
        "Put the configuration, hooks and exclusions below .git back, and take back assume-unchanged and skip-worktree.");

    /// <summary>The artifact is the work tree, but nothing that the project keeps changed.</summary>
    public static ReasonCode EmptyWorkspaceArtifact { get; } = new("empty_workspace_artifact", Lane.Fail, "The artifact is the work tree, but nothing that the project keeps changed.",
        "Do the work in files that the project keeps, or use artifact type review; what .gitignore leaves out is no work.");

    /// <summary>Running the verification again left files that the turn does not list.</summary>
    public static ReasonCode UndeclaredVerificationOutputs { get; } = new("undeclared_verification_outputs", Lane.Fail, "Running the verification again left files that the turn does not list.",
        "List them in verification.produced_files as artifact or ignore, or have .gitignore leave them out.");

    /// <summary>A file that the verification left and that is to be ignored is not as it was.</summary>
    public static ReasonCode VerificationProducedFilesCleanup { get; } = new("verification_produced_files_cleanup", Lane.Fail, "A file that the verification left and that is to be ignored is not as it was.",
        "Put the file back as it was before the turn, or list it as artifact.");

    /// <summary>The work tree changed while the turn was being accepted.</summary>
    public static ReasonCode AcceptanceDrift { get; } = new("acceptance_drift", Lane.Fail, "The work tree changed while the turn was being accepted.",
        "End whatever still writes there, and accept the turn again.");

    /// <summary>HEAD does not name the commit that the work was accepted on.</summary>
    public static ReasonCode CheckpointHeadMoved { get; } = new("checkpoint_head_moved", Lane.Undetermined, "HEAD does not name the commit that the work was accepted on.",
        "See who committed or switched branches; go back to that commit, or commit the files by hand.");

    /// <summary>Something else is staged for a file that is to be committed.</summary>
    public static ReasonCode CheckpointStagedChanges { get; } = new("checkpoint_staged_changes", Lane.Undetermined, "Something else is staged for a file that is to be committed.",
        "Unstage the file (git restore --staged) and try again.");

    /// <summary>A file does not hold what was accepted.</summary>
    public static ReasonCode CheckpointFileChanged { get; } = new("checkpoint_file_changed", Lane.Fail, "A file does not hold what was accepted.",
        "See who changed it since; put back what was accepted, or give the change a turn of its own.");

    /// <summary>The project is in no git repository that can be read.</summary>
    public static ReasonCode CheckpointNoRepository { get; } = new("checkpoint_no_repository", Lane.Unavailable, "The project is in no git repository that can be read.",
        "Nothing, where the project keeps no history; otherwise mend the repository.");

    /// <summary>The commit could not be written.</summary>
    public static ReasonCode CheckpointFailed { get; } = new("checkpoint_failed", Lane.Unavailable, "The commit could not be written.",
        "Mend what the message names (space on the disk, rights, the repository) and try again.");

    private static IEnumerable<ReasonCode> WorkTree() =>
    [
        ArtifactMismatch, ClaimedFileUnchanged, PathNotDeclarable, ReservedPathChanged, SymbolicLinkRefused, SpecialFileRefused,
        ReviewChangedProduct, ProposalChangedTree, WorkerCommitted, GitSettingsChanged, EmptyWorkspaceArtifact, UndeclaredVerificationOutputs,
        VerificationProducedFilesCleanup, AcceptanceDrift,
        CheckpointHeadMoved, CheckpointStagedChanges, CheckpointFileChanged, CheckpointNoRepository, CheckpointFailed,
    ];
}
