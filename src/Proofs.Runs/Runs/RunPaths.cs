namespace Proofs.Runs.Runs;

/// <summary>Where a run's files are, relative to the project with '/' between the parts. Source: AgentXchain protocol v7, files on disk.</summary>
internal static class RunPaths
{
    internal const string Configuration = "agentxchain.json";
    internal const string Folder = ".agentxchain";
    internal const string State = ".agentxchain/state.json";
    internal const string History = ".agentxchain/history.jsonl";
    internal const string Ledger = ".agentxchain/decision-ledger.jsonl";
    internal const string RepoDecisions = ".agentxchain/repo-decisions.jsonl";
    internal const string Events = ".agentxchain/events.jsonl";
    internal const string Journal = ".agentxchain/journal.jsonl";
    internal const string Tampered = ".agentxchain/tampered";
    internal const string Session = ".agentxchain/session.json";
    internal const string Lock = ".agentxchain/locks/accept-turn.lock";
    internal const string DispatchIndex = ".agentxchain/dispatch/index.json";
    internal const string Rejected = ".agentxchain/dispatch/rejected";
    internal const string HookAudit = ".agentxchain/hook-audit.jsonl";
    internal const string HookAnnotations = ".agentxchain/hook-annotations.jsonl";
    internal const string Talk = "TALK.md";
    internal const string Reviews = ".agentxchain/reviews";
    internal const string Proposals = ".agentxchain/proposed";
    internal const string ProposalJournals = ".agentxchain/transactions/proposal";
    internal const string RunHistory = ".agentxchain/run-history.jsonl";
    internal const string HumanEscalations = ".agentxchain/human-escalations.jsonl";
    internal const string HumanTasks = "HUMAN_TASKS.md";

    /// <summary>The bundle of a turn.</summary>
    internal static string Bundle(string turnId) => $".agentxchain/dispatch/turns/{Safe(turnId)}";

    /// <summary>Where a worker leaves things for a turn.</summary>
    internal static string Staging(string turnId) => $".agentxchain/staging/{Safe(turnId)}";

    /// <summary>Where a worker leaves the result of a turn.</summary>
    internal static string StagedResult(string turnId) => $"{Staging(turnId)}/turn-result.json";

    /// <summary>The work tree before a turn.</summary>
    internal static string Snapshot(string turnId) => $"{SnapshotFolder(turnId)}/tree";

    /// <summary>The folder of that.</summary>
    internal static string SnapshotFolder(string turnId) => $".agentxchain/dispatch/snapshots/{Safe(turnId)}";

    /// <summary>Where a result that was not taken is kept.</summary>
    internal static string RejectedResult(string turnId, int attempt, DateTimeOffset at) => $"{Rejected}/{Safe(turnId)}-attempt-{attempt}-{ProtocolTime.Format(at).Replace(':', '-').Replace('.', '-')}.json";

    /// <summary>Whether a path can be that of a record: below the run's folder, or a log for people.</summary>
    internal static bool IsRecord(string? path) => path is Talk or HumanTasks || path?.StartsWith(Folder + "/", StringComparison.Ordinal) is true;

    /// <summary>Whether a folder belongs to one turn alone.</summary>
    internal static bool IsTurnFolder(string? path) => path?.Split('/') is [Folder, "dispatch", "turns" or "snapshots", var bundle] ? IsId(bundle) : path?.Split('/') is [Folder, "staging", var staging] && IsId(staging);

    /// <summary>What a turn proposed.</summary>
    internal static string Proposal(string turnId) => $"{Proposals}/{Safe(turnId)}";

    /// <summary>What was found and what is to stand where a turn's proposal is being applied.</summary>
    internal static string ProposalJournal(string turnId) => $"{ProposalJournals}/{Safe(turnId)}.json";

    /// <summary>Whether an id can be the name of a folder.</summary>
    internal static bool IsId(string? id) => id is { Length: > 0 and <= 128 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    /// <summary>An id as the name of a folder; ids in files that others wrote may be anything.</summary>
    /// <exception cref="ArgumentException">It is no name of a folder.</exception>
    private static string Safe(string id) => IsId(id) ? id : throw new ArgumentException($"\"{id}\" is no id of a turn.", nameof(id));
}
