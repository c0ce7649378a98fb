namespace Proofs.Runs.Runs;

/// <summary>What two looks at the work tree, before a turn and after it, came to. Paths are those of a snapshot of the tree.</summary>
public sealed record TreeFacts
{
    /// <summary>The commit that the tree was before the turn (<c>git:</c> and its id), <c>workspace:dirty</c>, or null without git.</summary>
    public string? BaselineRef { get; init; }

    /// <summary>The same for what it is now.</summary>
    public string? AcceptedRef { get; init; }

    /// <summary>The commit that HEAD names now, or null.</summary>
    public string? Head { get; init; }

    /// <summary>Every file that differs, ordered ordinally by path, without what the run itself writes.</summary>
    public IReadOnlyList<FileChange> Changes { get; init; } = [];

    /// <summary>The symbolic links that are there now.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>The references, HEAD among them, that moved, appeared or are gone, and that the run itself did not move.</summary>
    public IReadOnlyList<string> MovedReferences { get; init; } = [];

    /// <summary>What of git's own settings changed: configuration, hooks, exclusions, files that git is told not to look at.</summary>
    public IReadOnlyList<string> GitSettings { get; init; } = [];

    /// <summary>By changed file: the turn at work at the same time, or accepted since, that it is put down to.</summary>
    public IReadOnlyDictionary<string, string> Siblings { get; init; } = Empty.Of<string>();

    /// <summary>Files that appeared or changed while the verification was run again.</summary>
    public IReadOnlyList<string> ReplayOutputs { get; init; } = [];
}

/// <summary>A file that differs between two looks.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Marker"><c>sha256:</c> and the digest of its content now, <c>deleted</c> or <c>unreadable</c>.</param>
/// <param name="How">In which way it differs.</param>
public sealed record FileChange(string Path, string Marker, ChangeKind How)
{
    /// <summary>Whether the project had said before the turn that it does not keep such files: what building and installing leaves.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>Whether it is a symbolic link now.</summary>
    public bool IsLink { get; init; }

    /// <summary>Whether it is nothing that can be kept as a file: a pipe, a socket, a device, unreadable, or another name of a file that has one already.</summary>
    public bool IsOdd { get; init; }
}

/// <summary>In which way a file differs between two looks.</summary>
public enum ChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is another one.</summary>
    Modified,

    /// <summary>It is gone.</summary>
    Deleted,
}
