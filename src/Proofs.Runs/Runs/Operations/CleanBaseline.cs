using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>A turn that changes the work tree begins with a clean one; otherwise nobody could say whose the changes are.</summary>
internal static class CleanBaseline
{
    /// <summary>Why a turn cannot begin on this work tree, or null.</summary>
    internal static Problem? Refusal(RunFacts facts)
    {
        if (facts.Baseline is not { Kind: "git_worktree", Clean: false } baseline)
        {
            return null;
        }

        string[] dirty = [.. baseline.DirtySnapshot.Keys.Where(path => !IsOwn(path)).Order(StringComparer.Ordinal)];
        if (dirty.Length == 0)
        {
            return null;
        }

        HashSet<string> done = facts.Governance.Where(each => each.Decision == GovernanceLines.Checkpointed).Select(each => each.TurnId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        HashSet<string> accepted = facts.History.Where(entry => !done.Contains(entry.TurnId) && !CheckpointRule.IsMarked(entry)).SelectMany(entry => CheckpointRule.Paths(entry, facts)).ToHashSet(StringComparer.Ordinal);
        string list = string.Join(", ", dirty.Take(5)) + (dirty.Length > 5 ? $" and {dirty.Length - 5} more" : string.Empty);
        return Array.TrueForAll(dirty, accepted.Contains)
            ? new(RunCodes.CheckpointRequired, $"What accepted turns changed is not committed: {list}.") { Path = dirty[0] }
            : new(RunCodes.DirtyBaseline, $"The work tree has changes of nobody's turn: {list}.") { Path = dirty[0] };
    }

    /// <summary>What the run itself writes is nobody's work.</summary>
    private static bool IsOwn(string path) => path == "TALK.md" || path == "HUMAN_TASKS.md" || path.StartsWith(".agentxchain/", StringComparison.Ordinal);
}
