namespace Proofs.Verdicts;

public static partial class ReasonCodes
{
    /// <summary>The program met a condition it has no answer for; this is a defect.</summary>
    public static ReasonCode InternalError { get; } = new("internal_error", Lane.Internal, "The program met a condition it has no answer for; this is a defect.",
        "Run again with --verbose and report what it prints.");

    /// <summary>The run was stopped before it reached a verdict.</summary>
    public static ReasonCode Interrupted { get; } = new("interrupted", Lane.Interrupted, "The run was stopped before it reached a verdict.",
        "Run it again.");

    /// <summary>The native library libgit2 is not on this machine.</summary>
    public static ReasonCode Libgit2Missing { get; } = new("libgit2_missing", Lane.Unavailable, "The native library libgit2 is not on this machine.",
        "apt-get install -y libgit2-1.5 (Debian 12), libgit2-1.7 (Ubuntu 24.04).");

    /// <summary>libgit2 is there, but not in version 1.5, 1.6 or 1.7; others lay out memory differently and obey grafts.</summary>
    public static ReasonCode Libgit2Unsupported { get; } = new("libgit2_unsupported", Lane.Unavailable, "libgit2 is there, but not in version 1.5, 1.6 or 1.7; others lay out memory differently and obey grafts.",
        "apt-get install -y libgit2-1.5 (Debian 12), libgit2-1.7 (Ubuntu 24.04).");

    /// <summary>The gates cannot run in a build on this machine.</summary>
    public static ReasonCode PlatformUnsupported { get; } = new("platform_unsupported", Lane.Unavailable, "The gates cannot run in a build on this machine.",
        "Build with the .NET SDK 10 on linux-x64 with libgit2 (apt-get install -y libgit2-1.5, or libgit2-1.7), or judge with the action or the command line alone.");

    /// <summary>The repository is there, but this user may not read it or it is no regular file tree.</summary>
    public static ReasonCode RepositoryUnreadable { get; } = new("repository_unreadable", Lane.Unavailable, "The repository is there, but this user may not read it or it is no regular file tree.",
        "Give the user read access, or run as the repository's owner.");

    /// <summary>The folder is in no repository of its own, and the one around it belongs to another user.</summary>
    public static ReasonCode RepositoryForeign { get; } = new("repository_foreign", Lane.Unavailable, "The folder is in no repository of its own, and the one around it belongs to another user.",
        "If that repository is meant, name its own folder with --repo DIR.");

    /// <summary>Reading the repository made no progress for too long; a file in it may be a pipe or on a dead network drive.</summary>
    public static ReasonCode RepositoryStalled { get; } = new("repository_stalled", Lane.Unavailable, "Reading the repository made no progress for too long; a file in it may be a pipe or on a dead network drive.",
        "Clone the repository afresh and run again.");

    /// <summary>The folder is in no git repository.</summary>
    public static ReasonCode NotAGitRepo { get; } = new("not_a_git_repo", Lane.Data, "The folder is in no git repository.",
        "Go into a repository, or name one; in a workflow, run actions/checkout first, without `path`.");

    /// <summary>There is a git repository, but its files do not make sense.</summary>
    public static ReasonCode RepositoryCorrupt { get; } = new("repository_corrupt", Lane.Data, "There is a git repository, but its files do not make sense.",
        "Clone it again, or run `git fsck` in it.");

    /// <summary>The policy file in the base commit breaks its schema.</summary>
    public static ReasonCode PolicyInvalid { get; } = new("policy_invalid", Lane.Data, "The policy file in the base commit breaks its schema.",
        "Mend the file on the base branch; README.md shows a policy with every key.");

    /// <summary>The policy file that was named is not in the base commit.</summary>
    public static ReasonCode PolicyMissing { get; } = new("policy_missing", Lane.Data, "The policy file that was named is not in the base commit.",
        "Name a path that exists in the base commit, or name no policy.");

    /// <summary>The payload of the CI event is not what its kind of event has.</summary>
    public static ReasonCode EventInvalid { get; } = new("event_invalid", Lane.Data, "The payload of the CI event is not what its kind of event has.",
        "Run the action by its event on GitHub; GITHUB_EVENT_PATH names the payload.");

    /// <summary>The command line cannot be understood.</summary>
    public static ReasonCode UsageError { get; } = new("usage_error", Lane.Usage, "The command line cannot be understood.",
        "See `proofs --help`.");

    /// <summary>No gate has any input, so there is nothing to judge.</summary>
    public static ReasonCode NothingRequested { get; } = new("nothing_requested", Lane.Usage, "No gate has any input, so there is nothing to judge.",
        "Give a required baseline, a reported commit, a feature key or a pattern, or list gates in the policy, which counts once it is in the base.");

    /// <summary>A claim must name a commit by its full lower-case id; names, short ids and expressions can be made to point elsewhere.</summary>
    public static ReasonCode CommitIdNotFull { get; } = new("commit_id_not_full", Lane.Usage, "A claim must name a commit by its full lower-case id; names, short ids and expressions can be made to point elsewhere.",
        "Give what `git rev-parse --verify NAME^{commit}` prints.");

    /// <summary>The feature key that was asked for can be no trailer value: it has blanks at its ends, line breaks or invisible characters.</summary>
    public static ReasonCode FeatureKeyInvalidFormat { get; } = new("feature_key_invalid_format", Lane.Usage, "The feature key that was asked for can be no trailer value: it has blanks at its ends, line breaks or invisible characters.",
        "Give the key as it stands in the trailer.");

    /// <summary>The feature key pattern is no regular expression, or uses what a linear-time match cannot do (look-around, back references).</summary>
    public static ReasonCode FeatureKeyPatternInvalid { get; } = new("feature_key_pattern_invalid", Lane.Usage, "The feature key pattern is no regular expression, or uses what a linear-time match cannot do (look-around, back references).",
        "Mend the pattern; it is anchored at both ends.");

    /// <summary>A trailer name consists of letters, digits and hyphens.</summary>
    public static ReasonCode TrailerNameInvalid { get; } = new("trailer_name_invalid", Lane.Usage, "A trailer name consists of letters, digits and hyphens.",
        "Give a name such as Feature-Key.");

    /// <summary>The revision uses a form that searches (`:/text`, `rev:path`, `^{/text}`), asks a reflog or configuration (`@{…}`), or is malformed.</summary>
    public static ReasonCode RevisionUnsupported { get; } = new("revision_unsupported", Lane.Usage, "The revision uses a form that searches (`:/text`, `rev:path`, `^{/text}`), asks a reflog or configuration (`@{…}`), or is malformed.",
        "Give a branch, a tag or an id, with ~N or ^N behind it.");

    /// <summary>The abbreviated id stands for more than one object.</summary>
    public static ReasonCode RevisionAmbiguous { get; } = new("revision_ambiguous", Lane.Usage, "The abbreviated id stands for more than one object.",
        "Give the full id.");

    /// <summary>The folder that was named does not exist.</summary>
    public static ReasonCode WorktreeMissing { get; } = new("worktree_missing", Lane.Usage, "The folder that was named does not exist.",
        "Name an existing folder with --repo DIR.");

    /// <summary>The message file cannot be read.</summary>
    public static ReasonCode MessageFileUnreadable { get; } = new("message_file_unreadable", Lane.Usage, "The message file cannot be read.",
        "Name an existing file of at most 64 MiB with --message-file FILE.");

    /// <summary>The output file cannot be written.</summary>
    public static ReasonCode OutputUnwritable { get; } = new("output_unwritable", Lane.Usage, "The output file cannot be written.",
        "Name a file in an existing, writable folder with --output FILE.");

    /// <summary>There is no reason code of that name.</summary>
    public static ReasonCode UnknownReasonCode { get; } = new("unknown_reason_code", Lane.Usage, "There is no reason code of that name.",
        "`proofs explain` lists them all.");

    /// <summary>Something could not be reported, and reporting was required.</summary>
    public static ReasonCode ReportIncomplete { get; } = new("report_incomplete", Lane.Unavailable, "Something could not be reported, and reporting was required.",
        "See the message for what; without `require-report: true` it is a warning.");

    /// <summary>The program was not run by an event of GitHub Actions, or its payload is not there.</summary>
    public static ReasonCode EventMissing { get; } = new("event_missing", Lane.Usage, "The program was not run by an event of GitHub Actions, or its payload is not there.",
        "Outside of GitHub Actions leave its variables unset, or use `proofs gate`.");

    /// <summary>The event says what is to be judged, so the inputs must not.</summary>
    public static ReasonCode RangeGivenByEvent { get; } = new("range_given_by_event", Lane.Usage, "The event says what is to be judged, so the inputs must not.",
        "Leave base and head out where the event is a pull request, a merge group or a push.");

    /// <summary>The event does not say what is to be judged.</summary>
    public static ReasonCode EventWithoutRange { get; } = new("event_without_range", Lane.Usage, "The event does not say what is to be judged.",
        "Give both, base and head (origin/NAME for a branch), or judge on pull_request, merge_group or the push of a branch.");

    /// <summary>An input of the action has a value that it cannot have.</summary>
    public static ReasonCode InputInvalid { get; } = new("input_invalid", Lane.Usage, "An input of the action has a value that it cannot have.",
        "Mend the input in the workflow; action.yml tells what each can be.");

    private static IEnumerable<ReasonCode> Refusals() =>
    [
        InternalError, Interrupted, Libgit2Missing, Libgit2Unsupported, PlatformUnsupported, RepositoryUnreadable, RepositoryForeign, ReportIncomplete,
        RepositoryStalled, NotAGitRepo, RepositoryCorrupt, PolicyInvalid, PolicyMissing, EventInvalid,
        UsageError, NothingRequested, CommitIdNotFull, FeatureKeyInvalidFormat, FeatureKeyPatternInvalid,
        TrailerNameInvalid, RevisionUnsupported, RevisionAmbiguous, WorktreeMissing, MessageFileUnreadable,
        OutputUnwritable, UnknownReasonCode, EventMissing, RangeGivenByEvent, EventWithoutRange, InputInvalid,
    ];
}
