namespace Proofs.Verdicts;

public static partial class ReasonCodes
{
    /// <summary>The baseline gate was asked for without saying which commit is required.</summary>
    public static ReasonCode RequiredBaselineMissing { get; } = new("required_baseline_missing", Lane.Fail, "The baseline gate was asked for without saying which commit is required.",
        "Give the full id of the required baseline, or do not ask for the gate.");

    /// <summary>The required commit does not exist in this repository, or the id names no commit.</summary>
    public static ReasonCode RequiredCommitMissing { get; } = new("required_commit_missing", Lane.Fail, "The required commit does not exist in this repository, or the id names no commit.",
        "Check the id; a commit of another repository or a rewritten branch does not count.");

    /// <summary>The required commit is not in the history of head.</summary>
    public static ReasonCode BaselineNotMet { get; } = new("baseline_not_met", Lane.Fail, "The required commit is not in the history of head.",
        "Merge or rebase onto the required commit.");

    /// <summary>The integrity gate was asked for without any reported commit.</summary>
    public static ReasonCode ReportedCommitMissing { get; } = new("reported_commit_missing", Lane.Fail, "The integrity gate was asked for without any reported commit.",
        "Give the full id of each commit that was reported, or do not ask for the gate.");

    /// <summary>The reported commit does not exist in this repository, or the id names no commit.</summary>
    public static ReasonCode ReportedCommitNotFound { get; } = new("reported_commit_not_found", Lane.Fail, "The reported commit does not exist in this repository, or the id names no commit.",
        "Ask for the id of the commit that was really made; `git rev-parse HEAD` prints it.");

    /// <summary>The reported commit exists, but head does not reach it.</summary>
    public static ReasonCode ReportedNotAncestor { get; } = new("reported_not_ancestor", Lane.Fail, "The reported commit exists, but head does not reach it.",
        "Bring the commit into the branch (`git merge ID` or `git cherry-pick ID`) and report what head reaches.");

    /// <summary>The reported commit was already in the base, so it is not this change's work.</summary>
    public static ReasonCode ReportedAlreadyInBase { get; } = new("reported_already_in_base", Lane.Fail, "The reported commit was already in the base, so it is not this change's work.",
        "Report a commit of `git rev-list BASE..HEAD`.");

    /// <summary>The feature-key gate was asked for with neither a key nor a pattern; when nothing else was asked, the command is refused (exit 64).</summary>
    public static ReasonCode FeatureKeyMissing { get; } = new("feature_key_missing", Lane.Fail, "The feature-key gate was asked for with neither a key nor a pattern; when nothing else was asked, the command is refused (exit 64).",
        "Give a feature key or a pattern, or set feature_key.pattern in the policy.");

    /// <summary>There is no commit to check between base and head; an empty check proves nothing.</summary>
    public static ReasonCode NoCommitsInRange { get; } = new("no_commits_in_range", Lane.Fail, "There is no commit to check between base and head; an empty check proves nothing.",
        "Check base and head; the range is `git rev-list BASE..HEAD`, and without a base it begins where head left origin/HEAD.");

    /// <summary>A commit carries no feature key in its trailer block.</summary>
    public static ReasonCode FeatureKeyMissingInCommits { get; } = new("feature_key_missing_in_commits", Lane.Fail, "A commit carries no feature key in its trailer block.",
        "git commit --amend --no-edit --trailer 'Feature-Key: KEY'");

    /// <summary>A commit carries the feature key more than once.</summary>
    public static ReasonCode FeatureKeyNotSingle { get; } = new("feature_key_not_single", Lane.Fail, "A commit carries the feature key more than once.",
        "Amend the commit so that exactly one line carries the key.");

    /// <summary>A commit carries the feature key without a value.</summary>
    public static ReasonCode FeatureKeyEmpty { get; } = new("feature_key_empty", Lane.Fail, "A commit carries the feature key without a value.",
        "Amend the commit so that the trailer has a value.");

    /// <summary>The feature key's value is no valid text in the commit's encoding.</summary>
    public static ReasonCode FeatureKeyInvalidUtf8 { get; } = new("feature_key_invalid_utf8", Lane.Fail, "The feature key's value is no valid text in the commit's encoding.",
        "Amend the commit; write the value in UTF-8.");

    /// <summary>The feature key's value holds characters nobody can see.</summary>
    public static ReasonCode FeatureKeyInvisibleCharacters { get; } = new("feature_key_invisible_characters", Lane.Fail, "The feature key's value holds characters nobody can see.",
        "Amend the commit; type the value instead of pasting it.");

    /// <summary>The feature key's value holds characters that look like others.</summary>
    public static ReasonCode FeatureKeyConfusableCharacters { get; } = new("feature_key_confusable_characters", Lane.Fail, "The feature key's value holds characters that look like others.",
        "Amend the commit; type the value instead of pasting it.");

    /// <summary>The feature key's value is not the key that was asked for.</summary>
    public static ReasonCode FeatureKeyMismatch { get; } = new("feature_key_mismatch", Lane.Fail, "The feature key's value is not the key that was asked for.",
        "Amend the commit with the right key.");

    /// <summary>The feature key's value does not match the pattern as a whole.</summary>
    public static ReasonCode FeatureKeyPatternMismatch { get; } = new("feature_key_pattern_mismatch", Lane.Fail, "The feature key's value does not match the pattern as a whole.",
        "Amend the commit with a key of the demanded form.");

    /// <summary>The feature key's value is not one of those the policy lists.</summary>
    public static ReasonCode FeatureKeyValueNotAllowed { get; } = new("feature_key_value_not_allowed", Lane.Fail, "The feature key's value is not one of those the policy lists.",
        "Amend the commit with one of the listed values.");

    /// <summary>The change breaks the policy: once it is in the base, nothing could be judged any more, not even what mends it.</summary>
    public static ReasonCode PolicyBrokenByChange { get; } = new("policy_broken_by_change", Lane.Fail, "The change breaks the policy: once it is in the base, nothing could be judged any more, not even what mends it.",
        "Mend the file in this change; README.md shows a policy with every key.");

    /// <summary>The proofs gate was asked for without saying which proofs are required.</summary>
    public static ReasonCode RequiredProofsMissing { get; } = new("required_proofs_missing", Lane.Fail, "The proofs gate was asked for without saying which proofs are required.",
        "Name the proofs, or do not ask for the gate: `--require NAME=GRADE` at `proofs verify payload`, `required-proofs` at the action, `ProofsRequiredProofs` in a build.");

    /// <summary>The evidence lies in what is judged: its file or its very bytes are in the repository, or the attestations lie in the work tree or beside the payloads.</summary>
    public static ReasonCode EvidenceSelfIssued { get; } = new("evidence_self_issued", Lane.Fail, "The evidence lies in what is judged: its file or its very bytes are in the repository, or the attestations lie in the work tree or beside the payloads.",
        "Take payloads from the job that ran the proofs (actions/download-artifact into runner.temp) and never commit them.");

    /// <summary>A file in the folder of payloads is no proofs.proof/v1 document, so that nobody knows what it says.</summary>
    public static ReasonCode ProofPayloadInvalid { get; } = new("proof_payload_invalid", Lane.Fail, "A file in the folder of payloads is no proofs.proof/v1 document, so that nobody knows what it says.",
        "Let the proofs write the folder anew; nothing but payloads may end in .json there.");

    /// <summary>The file with a payload's SHA-256 is missing, or it is the digest of something else.</summary>
    public static ReasonCode ProofDigestMismatch { get; } = new("proof_digest_mismatch", Lane.Fail, "The file with a payload's SHA-256 is missing, or it is the digest of something else.",
        "Take both files from one run of the proofs: NAME.json and NAME.json.sha256.");

    /// <summary>A payload contradicts itself or its file's name.</summary>
    public static ReasonCode ProofContradictory { get; } = new("proof_contradictory", Lane.Fail, "A payload contradicts itself or its file's name.",
        "Let the proof write its payload anew; one that nobody edited does not contradict itself.");

    /// <summary>A payload claims a higher grade of evidence than the dispatches in it bear out.</summary>
    public static ReasonCode ProofGradeOverstated { get; } = new("proof_grade_overstated", Lane.Fail, "A payload claims a higher grade of evidence than the dispatches in it bear out.",
        "Run the proof against what the grade names; live needs, of each dispatch, the worker api_proxy, the provider's own host and an id of its own.");

    /// <summary>A required proof failed.</summary>
    public static ReasonCode ProofFailed { get; } = new("proof_failed", Lane.Fail, "A required proof failed.",
        "See root_cause in the payload, mend it and run the proof again.");

    /// <summary>There is no payload of a required proof.</summary>
    public static ReasonCode ProofMissing { get; } = new("proof_missing", Lane.Fail, "There is no payload of a required proof.",
        "Run the proof in this workflow and bring its payload to the folder that is looked at.");

    /// <summary>A required proof was skipped, and a skip is no pass.</summary>
    public static ReasonCode ProofSkipped { get; } = new("proof_skipped", Lane.Fail, "A required proof was skipped, and a skip is no pass.",
        "See skip_reason in the payload, give the proof what it lacks and run it again.");

    /// <summary>A required proof passed, but not with the grade of evidence that is required.</summary>
    public static ReasonCode ProofGradeTooLow { get; } = new("proof_grade_too_low", Lane.Fail, "A required proof passed, but not with the grade of evidence that is required.",
        "Run the proof with the grade that is required, or require less.");

    /// <summary>A payload is about another commit than the one that is judged.</summary>
    public static ReasonCode ProofCommitMismatch { get; } = new("proof_commit_mismatch", Lane.Fail, "A payload is about another commit than the one that is judged.",
        "Check out the commit that is judged and run the proofs there.");

    /// <summary>A payload names another tree than its commit has in this repository.</summary>
    public static ReasonCode ProofTreeMismatch { get; } = new("proof_tree_mismatch", Lane.Fail, "A payload names another tree than its commit has in this repository.",
        "Check out the commit that is judged and run the proofs there.");

    /// <summary>A proof ran in a work tree that was not as its commit has it, or nobody knows.</summary>
    public static ReasonCode ProofWorktreeDirty { get; } = new("proof_worktree_dirty", Lane.Fail, "A proof ran in a work tree that was not as its commit has it, or nobody knows.",
        "Run the proofs in a clean checkout; `git status --porcelain` prints nothing there.");

    /// <summary>A payload comes from another run of the workflow, from another repository's, or from none.</summary>
    public static ReasonCode ProofRunMismatch { get; } = new("proof_run_mismatch", Lane.Fail, "A payload comes from another run of the workflow, from another repository's, or from none.",
        "Run the proofs in the same workflow run of this repository, or do not ask for the run: `proofs-run: any` at the action.");

    /// <summary>A payload comes from another attempt at the workflow run.</summary>
    public static ReasonCode ProofRunAttemptMismatch { get; } = new("proof_run_attempt_mismatch", Lane.Fail, "A payload comes from another attempt at the workflow run.",
        "Run all jobs again instead of the failed ones alone, or do not ask for the run: `proofs-run: any` at the action.");

    /// <summary>A payload is older than what is accepted.</summary>
    public static ReasonCode ProofTooOld { get; } = new("proof_too_old", Lane.Fail, "A payload is older than what is accepted.",
        "Run the proofs again, or accept more with `--max-age`, `proofs-max-age` or `ProofsMaxAge`.");

    /// <summary>A payload says that its proof ended at a time that has not come yet.</summary>
    public static ReasonCode ProofFromFuture { get; } = new("proof_from_future", Lane.Fail, "A payload says that its proof ended at a time that has not come yet.",
        "Set the clocks of both machines and run the proofs again.");

    private static IEnumerable<ReasonCode> Failures() =>
    [
        RequiredBaselineMissing, RequiredCommitMissing, BaselineNotMet, ReportedCommitMissing, ReportedCommitNotFound,
        ReportedNotAncestor, ReportedAlreadyInBase, FeatureKeyMissing, NoCommitsInRange, FeatureKeyMissingInCommits,
        FeatureKeyNotSingle, FeatureKeyEmpty, FeatureKeyInvalidUtf8, FeatureKeyInvisibleCharacters, FeatureKeyConfusableCharacters,
        FeatureKeyMismatch, FeatureKeyPatternMismatch, FeatureKeyValueNotAllowed, PolicyBrokenByChange,
        RequiredProofsMissing, EvidenceSelfIssued, ProofPayloadInvalid, ProofDigestMismatch, ProofContradictory, ProofGradeOverstated,
        ProofFailed, ProofMissing, ProofSkipped, ProofGradeTooLow, ProofCommitMismatch, ProofTreeMismatch,
        ProofWorktreeDirty, ProofRunMismatch, ProofRunAttemptMismatch, ProofTooOld, ProofFromFuture,
    ];
}
