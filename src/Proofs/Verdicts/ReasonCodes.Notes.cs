namespace Proofs.Verdicts;

public static partial class ReasonCodes
{
    /// <summary>The gate did not run, because it had no input or another one was asked for alone; it proves nothing.</summary>
    public static ReasonCode NotRequested { get; } = new("not_requested", Lane.Note, "The gate did not run, because it had no input or another one was asked for alone; it proves nothing.",
        "Give the gate its input, or list it in the policy.");

    /// <summary>An option would have loosened the base commit's policy; the policy was applied.</summary>
    public static ReasonCode InputOverriddenByPolicy { get; } = new("input_overridden_by_policy", Lane.Note, "An option would have loosened the base commit's policy; the policy was applied.",
        "Drop the option, or change the policy on the base branch.");

    /// <summary>The change under test alters the policy; the base commit's policy was applied.</summary>
    public static ReasonCode PolicyChangedInRange { get; } = new("policy_changed_in_range", Lane.Note, "The change under test alters the policy; the base commit's policy was applied.",
        "Review the policy change; it takes effect once it is in the base.");

    /// <summary>Merge commits were not checked, as asked for.</summary>
    public static ReasonCode MergesSkipped { get; } = new("merges_skipped", Lane.Note, "Merge commits were not checked, as asked for.",
        "Let merges be checked (`merges: check`); a merge can bring changes of its own.");

    /// <summary>The policy exempts a commit by its id.</summary>
    public static ReasonCode CommitExempt { get; } = new("commit_exempt", Lane.Note, "The policy exempts a commit by its id.",
        "Remove the entry from the policy when it is no longer needed.");

    /// <summary>The policy exempts the App that opened the pull request, and GitHub verified its commit.</summary>
    public static ReasonCode AppCommitExempt { get; } = new("app_commit_exempt", Lane.Note, "The policy exempts the App that opened the pull request, and GitHub verified its commit.",
        "Remove the App from the policy when it is no longer needed.");

    /// <summary>The policy exempts the App that opened the pull request, but GitHub's answer does not vouch for every commit, so all were judged.</summary>
    public static ReasonCode AppNotVerified { get; } = new("app_not_verified", Lane.Note, "The policy exempts the App that opened the pull request, but GitHub's answer does not vouch for every commit, so all were judged.",
        "Give the action a token that may read pull requests, and let nobody but the App push to its branch.");

    /// <summary>The pull request's head is another commit by now; the verdict is about the one that the event named.</summary>
    public static ReasonCode HeadMoved { get; } = new("head_moved", Lane.Note, "The pull request's head is another commit by now; the verdict is about the one that the event named.",
        "Wait for the run of the new head; only its verdict counts there.");

    /// <summary>The event names no commit before the change, so the base was taken from a reference of the checkout, which an earlier step could have moved.</summary>
    public static ReasonCode BaseFromCheckout { get; } = new("base_from_checkout", Lane.Note, "The event names no commit before the change, so the base was taken from a reference of the checkout, which an earlier step could have moved.",
        "Judge before any step that runs what the push brings, and make the check of pull requests and the merge queue the one that is required.");

    /// <summary>The repository holds replace refs or grafts; they were ignored, the real commits were read.</summary>
    public static ReasonCode ReplacementsIgnored { get; } = new("replacements_ignored", Lane.Note, "The repository holds replace refs or grafts; they were ignored, the real commits were read.",
        "`git replace -d` and removing info/grafts make other tools see the same history.");

    /// <summary>The repository borrows objects from another one; only what head reaches counts.</summary>
    public static ReasonCode AlternatesPresent { get; } = new("alternates_present", Lane.Note, "The repository borrows objects from another one; only what head reaches counts.",
        "`git repack -a -d` makes it self-contained.");

    /// <summary>A payload of a required proof was skipped; another one that suffices passed.</summary>
    public static ReasonCode ProofSkipCovered { get; } = new("proof_skip_covered", Lane.Note, "A payload of a required proof was skipped; another one that suffices passed.",
        "Nothing to do; run the skipped one too when it can be.");

    private static IEnumerable<ReasonCode> Notes() =>
    [
        NotRequested, InputOverriddenByPolicy, PolicyChangedInRange, MergesSkipped, CommitExempt, AppCommitExempt, AppNotVerified, HeadMoved, BaseFromCheckout,
        ReplacementsIgnored, AlternatesPresent, ProofSkipCovered,
    ];
}
