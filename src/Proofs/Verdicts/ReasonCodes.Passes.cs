namespace Proofs.Verdicts;

public static partial class ReasonCodes
{
    /// <summary>The required commit is head or one of its ancestors.</summary>
    public static ReasonCode BaselineOk { get; } = new("baseline_ok", Lane.Pass, "The required commit is head or one of its ancestors.",
        "Nothing to do.");

    /// <summary>Every reported commit exists and lies in the range.</summary>
    public static ReasonCode IntegrityOk { get; } = new("integrity_ok", Lane.Pass, "Every reported commit exists and lies in the range.",
        "Nothing to do.");

    /// <summary>Every commit in the range carries exactly one acceptable feature key.</summary>
    public static ReasonCode FeatureKeyOk { get; } = new("feature_key_ok", Lane.Pass, "Every commit in the range carries exactly one acceptable feature key.",
        "Nothing to do.");

    /// <summary>Every reported commit is in the history of head; without a base nobody can say that it is this change's work.</summary>
    public static ReasonCode IntegrityAncestryOnly { get; } = new("integrity_ancestry_only", Lane.Pass, "Every reported commit is in the history of head; without a base nobody can say that it is this change's work.",
        "Give the base for the full answer.");

    /// <summary>The event reports that a branch or tag was deleted, so there is no change to judge.</summary>
    public static ReasonCode ReferenceDeleted { get; } = new("reference_deleted", Lane.Pass, "The event reports that a branch or tag was deleted, so there is no change to judge.",
        "Nothing to do.");

    /// <summary>No commit needed a key: each is by an App that the policy exempts and GitHub verified, or a merge that was skipped.</summary>
    public static ReasonCode FeatureKeyAppExempt { get; } = new("feature_key_app_exempt", Lane.Pass, "No commit needed a key: each is by an App that the policy exempts and GitHub verified, or a merge that was skipped.",
        "Nothing to do.");

    /// <summary>Every required proof is there, holds, and has the grade of evidence that is required.</summary>
    public static ReasonCode ProofsOk { get; } = new("proofs_ok", Lane.Pass, "Every required proof is there, holds, and has the grade of evidence that is required.",
        "Nothing to do.");

    private static IEnumerable<ReasonCode> Passes() =>
    [
        BaselineOk, IntegrityOk, FeatureKeyOk, FeatureKeyAppExempt, IntegrityAncestryOnly, ReferenceDeleted, ProofsOk,
    ];
}
