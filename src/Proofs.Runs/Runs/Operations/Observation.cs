using Proofs.Git.WorkTrees;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>What two looks at the work tree tell about a turn.</summary>
internal static class Observation
{
    /// <summary>Compares the tree with what it was before a turn.</summary>
    /// <param name="before">The tree when the turn's first attempt was dispatched: what a rejected attempt left is still the turn's.</param>
    /// <param name="now">The tree now.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="beside">What else is known.</param>
    internal static TreeFacts Of(TreeSnapshot before, TreeSnapshot now, Turn turn, ObservedBeside beside)
    {
        FileChange[] changes =
        [
            .. TreeDifference.Of(before, now).Where(change => !OwnFiles.IsRecord(change.Path, turn.TurnId)
                && !OwnFiles.IsStaged(change.Path, turn.TurnId)
                && beside.OwnWrites.GetValueOrDefault(change.Path) != change.Marker),
        ];
        return new()
        {
            BaselineRef = Reference(before),
            AcceptedRef = Reference(now),
            Head = now.Git?.Head,
            Changes = changes,
            Links = [.. now.Entries.Where(entry => entry.Kind == TreeEntryKind.Link).Select(entry => entry.Path)],
            MovedReferences = GitDifference.References(before.Git, now.Git, beside.OwnCommits),
            GitSettings = GitDifference.Settings(before.Git, now.Git),
            Siblings = SiblingWork.Attribute(changes, turn, beside),
            ReplayOutputs = beside.ReplayOutputs,
        };
    }

    /// <summary>The tree before a turn, as the state keeps it.</summary>
    internal static Baseline BaselineOf(TreeSnapshot tree, DateTimeOffset now) => new()
    {
        Kind = tree.Git is null ? "no_git" : "git_worktree",
        HeadRef = tree.Git?.Head,
        Clean = tree.Git is not null && tree.Dirty.Count == 0,
        CapturedAt = now,
        DirtySnapshot = tree.Dirty,
    };

    private static string? Reference(TreeSnapshot tree) => tree.Git switch
    {
        null => null,
        { Head: { } head } when tree.Dirty.Count == 0 => "git:" + head,
        _ => "workspace:dirty",
    };
}

/// <summary>What an observation needs to know beside the two looks.</summary>
internal sealed record ObservedBeside
{
    /// <summary>The turns at work at the same time, each with the tree as it was before it.</summary>
    internal IReadOnlyList<SiblingTurn> Siblings { get; init; } = [];

    /// <summary>The history of the run.</summary>
    internal IReadOnlyList<HistoryEntry> History { get; init; } = [];

    /// <summary>The ids of the commits that the run itself made since the first look.</summary>
    internal IReadOnlySet<string> OwnCommits { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>By file that the run itself wrote since the first look (a proposal that was applied): its marker.</summary>
    internal IReadOnlyDictionary<string, string> OwnWrites { get; init; } = Empty.Of<string>();

    /// <summary>Files that appeared or changed while the verification was run again.</summary>
    internal IReadOnlyList<string> ReplayOutputs { get; init; } = [];
}

/// <summary>A turn at work at the same time.</summary>
/// <param name="TurnId">The turn.</param>
/// <param name="Authority">What its role may write.</param>
/// <param name="Before">The tree as it was before it, or null when nobody looked.</param>
internal sealed record SiblingTurn(string TurnId, WriteAuthority Authority, TreeSnapshot? Before)
{
    /// <summary>What it says it changed, when it has staged a result.</summary>
    internal IReadOnlySet<string>? Declared { get; init; }
}
