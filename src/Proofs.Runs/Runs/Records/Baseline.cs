namespace Proofs.Runs.Runs.Records;

/// <summary>What the work tree was before a turn.</summary>
public sealed record Baseline
{
    /// <summary><c>git_worktree</c> or <c>no_git</c>.</summary>
    public string Kind { get => field ?? "no_git"; init; }

    /// <summary>The commit that head named.</summary>
    public string? HeadRef { get; init; }

    /// <summary>Whether nothing differed from it.</summary>
    public bool Clean { get; init; }

    /// <summary>When it was looked at.</summary>
    public DateTimeOffset? CapturedAt { get; init; }

    /// <summary>By path that differed: <c>sha256:</c> and its digest, <c>deleted</c> or <c>unreadable</c>.</summary>
    public IReadOnlyDictionary<string, string> DirtySnapshot { get => field ?? Empty.Of<string>(); init; }
}
