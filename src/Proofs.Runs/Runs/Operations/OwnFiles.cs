using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Operations;

/// <summary>The files that the run itself writes, and those that decide about it.</summary>
internal static class OwnFiles
{
    /// <summary>
    /// Records that change while turns are at work, because other turns are accepted and events happen. That nobody else wrote them is for the
    /// run's journal to tell, which knows what they have to hold.
    /// </summary>
    private static readonly HashSet<string> Records = new(
        [
            RunPaths.Journal, RunPaths.State, RunPaths.History, RunPaths.Ledger, RunPaths.RepoDecisions, RunPaths.Events, RunPaths.Session, RunPaths.Talk, RunPaths.HumanTasks,
            RunPaths.RunHistory, RunPaths.HookAudit, RunPaths.HookAnnotations, RunPaths.HumanEscalations, ".agentxchain/notification-audit.jsonl",
        ],
        StringComparer.Ordinal);

    private static readonly string[] Folders = [".agentxchain/dispatch", ".agentxchain/locks", ".agentxchain/transactions", ".agentxchain/reports", RunPaths.Tampered];

    /// <summary>Whether the run writes a file while a turn is at work, or others do on its behalf.</summary>
    /// <param name="path">A path of a snapshot.</param>
    /// <param name="turnId">The turn: its own staging folder is for it alone.</param>
    internal static bool IsRecord(string path, string turnId) =>
        Records.Contains(path)
        || Array.Exists(Folders, folder => ProjectPath.IsBelow(path, folder))
        || path.StartsWith(".agentxchain/dispatch-progress", StringComparison.Ordinal)
        || IsOfTurn(path, ".agentxchain/staging/", turnId)
        || IsOfTurn(path, ".agentxchain/proposed/", turnId)
        || IsReviewOfOther(path, turnId);

    /// <summary>Whether it is a record that grows with each turn. The journal vouches for its bytes; to digest it with each look would make each turn cost more than the one before.</summary>
    internal static bool Grows(string path) => path is RunPaths.Journal or RunPaths.History or RunPaths.Ledger or RunPaths.Events;

    /// <summary>Whether it is where a turn leaves its own result.</summary>
    internal static bool IsStaged(string path, string turnId) => ProjectPath.IsBelow(path, ".agentxchain/staging/" + turnId) || ProjectPath.IsBelow(path, ".agentxchain/proposed/" + turnId);

    /// <summary>Whether no turn may change it.</summary>
    internal static bool IsReserved(string path, string turnId, RunConfiguration configuration) =>
        ProjectPath.IsReserved(path, turnId) || configuration.Hooks.Values.SelectMany(hooks => hooks).Any(hook => Names(hook, path));

    /// <summary>What the run keeps of another turn's review.</summary>
    private static bool IsReviewOfOther(string path, string turnId) =>
        path.StartsWith(RunPaths.Reviews + "/turn_", StringComparison.Ordinal) && path.EndsWith("-review.md", StringComparison.Ordinal) && !path.StartsWith($"{RunPaths.Reviews}/{turnId}-", StringComparison.Ordinal);

    /// <summary>Another turn's.</summary>
    private static bool IsOfTurn(string path, string folder, string turnId) =>
        path.StartsWith(folder, StringComparison.Ordinal) && path.IndexOf('/', folder.Length) > 0 && !ProjectPath.IsBelow(path, folder + turnId);

    /// <summary>Any word of a hook's command may name a file of the project.</summary>
    private static bool Names(Hook hook, string path) =>
        hook.Command.Any(word => ProjectPath.TryNormalize(word, out string named) && (named == path || ProjectPath.IsBelow(path, named)));
}
