namespace Proofs.Git.WorkTrees;

/// <summary>What a repository's own files said at one moment.</summary>
public sealed record GitSnapshot
{
    /// <summary>What HEAD said, as it stands in the file: <c>ref: refs/heads/main</c>, or a commit's id.</summary>
    public required string HeadText { get; init; }

    /// <summary>The commit that HEAD finally named; null on a branch without a commit.</summary>
    public string? Head { get; init; }

    /// <summary>By full name: what a reference said.</summary>
    public IReadOnlyDictionary<string, string> References { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>By path below the git folder: the digest of what decides how git works there (configuration, hooks, info, alternates).</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The digest of what is staged: mode, id, stage and path of each entry, and nothing of what git only remembers of the files.</summary>
    public required string Index { get; init; }

    /// <summary>The paths that git was told not to look at (assume-unchanged, skip-worktree).</summary>
    public IReadOnlyList<string> Unwatched { get; init; } = [];
}
