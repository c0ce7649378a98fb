namespace Proofs.Verdicts;

public static partial class ReasonCodes
{
    /// <summary>The repository uses SHA-256 object ids, which libgit2 1.5 to 1.7 cannot read.</summary>
    public static ReasonCode ObjectFormatUnsupported { get; } = new("object_format_unsupported", Lane.Undetermined, "The repository uses SHA-256 object ids, which libgit2 1.5 to 1.7 cannot read.",
        "Gate a SHA-1 clone of the repository; there is no other way yet.");

    /// <summary>The repository declares an extension that this program does not know, so its files may mean something else.</summary>
    public static ReasonCode RepositoryExtensionUnsupported { get; } = new("repository_extension_unsupported", Lane.Undetermined, "The repository declares an extension that this program does not know, so its files may mean something else.",
        "Clone the repository afresh with plain git settings.");

    /// <summary>Head names no commit, so there is no history to look for the baseline in.</summary>
    public static ReasonCode RuntimeCommitMissing { get; } = new("runtime_commit_missing", Lane.Undetermined, "Head names no commit, so there is no history to look for the baseline in.",
        "Commit first, or name a head that exists.");

    /// <summary>Head names no commit in this repository.</summary>
    public static ReasonCode BranchHeadMissing { get; } = new("branch_head_missing", Lane.Undetermined, "Head names no commit in this repository.",
        "In a workflow fetch it: `fetch-depth: 0` at actions/checkout. Elsewhere commit first, or name a head that exists (origin/NAME for a branch that is not checked out).");

    /// <summary>The base is the all-zero id that git reports for a new branch; the range cannot be known from it.</summary>
    public static ReasonCode BaseZeroId { get; } = new("base_zero_id", Lane.Undetermined, "The base is the all-zero id that git reports for a new branch; the range cannot be known from it.",
        "Name the branch this one started from as the base, for example origin/main.");

    /// <summary>No base was given and refs/remotes/origin/HEAD does not name one, or the base that was given does not exist here.</summary>
    public static ReasonCode BaseBranchMissing { get; } = new("base_branch_missing", Lane.Undetermined, "No base was given and refs/remotes/origin/HEAD does not name one, or the base that was given does not exist here.",
        "In a workflow: `fetch-depth: 0` at actions/checkout. Elsewhere name the base, for example origin/main; `git remote set-head origin --auto` sets what is taken without it.");

    /// <summary>The base commit is not in this clone.</summary>
    public static ReasonCode BaseCommitMissing { get; } = new("base_commit_missing", Lane.Undetermined, "The base commit is not in this clone.",
        "Fetch the whole history: `fetch-depth: 0` at actions/checkout, or `git fetch --unshallow`.");

    /// <summary>Head and origin/HEAD have no single best common ancestor.</summary>
    public static ReasonCode MergeBaseAmbiguous { get; } = new("merge_base_ambiguous", Lane.Undetermined, "Head and origin/HEAD have no single best common ancestor.",
        "Name the base.");

    /// <summary>This clone is shallow and the answer may lie beyond its boundary.</summary>
    public static ReasonCode HistoryTruncated { get; } = new("history_truncated", Lane.Undetermined, "This clone is shallow and the answer may lie beyond its boundary.",
        "Fetch the whole history: `fetch-depth: 0` at actions/checkout, or `git fetch --unshallow`.");

    /// <summary>A commit that the history refers to is missing although the clone does not say it is shallow.</summary>
    public static ReasonCode ObjectMissing { get; } = new("object_missing", Lane.Undetermined, "A commit that the history refers to is missing although the clone does not say it is shallow.",
        "Run `git fsck`, then fetch again or clone afresh.");

    /// <summary>An object cannot be read, does not hash to its id, or is no well-formed commit.</summary>
    public static ReasonCode ObjectCorrupt { get; } = new("object_corrupt", Lane.Undetermined, "An object cannot be read, does not hash to its id, or is no well-formed commit.",
        "Run `git fsck`, then fetch again or clone afresh.");

    /// <summary>The base commit's tree or policy file is not in this clone, so the policy cannot be known.</summary>
    public static ReasonCode PolicyUnreadable { get; } = new("policy_unreadable", Lane.Undetermined, "The base commit's tree or policy file is not in this clone, so the policy cannot be known.",
        "Check out with `fetch-depth: 0` and without `filter: tree:0`; `filter: blob:none` will do where the change leaves the policy alone. In a clone: `git fetch --refetch --no-filter`.");

    /// <summary>The commit declares an encoding that cannot be read with certainty.</summary>
    public static ReasonCode CommitEncodingUnsupported { get; } = new("commit_encoding_unsupported", Lane.Undetermined, "The commit declares an encoding that cannot be read with certainty.",
        "Amend the commit with `git -c i18n.commitEncoding=UTF-8 commit --amend`.");

    /// <summary>Nobody can tell whether the evidence lies in what is judged: trees are not in this clone, or a .git above the evidence cannot be followed.</summary>
    public static ReasonCode EvidenceOriginUnknown { get; } = new("evidence_origin_unknown", Lane.Undetermined, "Nobody can tell whether the evidence lies in what is judged: trees are not in this clone, or a .git above the evidence cannot be followed.",
        "Check out with `fetch-depth: 0` and without `filter: tree:0`, and bring the evidence to a folder outside of every checkout.");

    /// <summary>The attestations cannot be read, or are not what `gh attestation verify --format json` prints.</summary>
    public static ReasonCode AttestationsUnreadable { get; } = new("attestations_unreadable", Lane.Undetermined, "The attestations cannot be read, or are not what `gh attestation verify --format json` prints.",
        "Write them in the workflow: `gh attestation verify FILE --repo OWNER/NAME --format json` for each payload, all through `jq -s add`.");

    /// <summary>A live proof is required, and no verified attestation says that its payload comes from this repository's workflow at this commit.</summary>
    public static ReasonCode EvidenceUnsigned { get; } = new("evidence_unsigned", Lane.Undetermined, "A live proof is required, and no verified attestation says that its payload comes from this repository's workflow at this commit.",
        "Attest the payloads where they are made (actions/attest), verify them with `gh attestation verify` and name the result.");

    private static IEnumerable<ReasonCode> Undetermineds() =>
    [
        ObjectFormatUnsupported, RepositoryExtensionUnsupported, RuntimeCommitMissing, BranchHeadMissing, BaseZeroId,
        BaseBranchMissing, BaseCommitMissing, MergeBaseAmbiguous, HistoryTruncated, ObjectMissing,
        ObjectCorrupt, PolicyUnreadable, CommitEncodingUnsupported, EvidenceOriginUnknown, AttestationsUnreadable,
        EvidenceUnsigned,
    ];
}
