namespace Proofs.Git.WorkTrees;

/// <summary>What is to be committed: exactly these files, with exactly this content.</summary>
/// <param name="TurnId">The turn whose work it is; ends up in the trailer <c>Proofs-Turn</c>.</param>
/// <param name="Subject">One line that says what was done; line ends and control characters in it become blanks.</param>
/// <param name="Files">By path below the project's folder: <c>sha256:</c> and the digest of the content that was accepted, or <c>deleted</c>.</param>
public sealed record Checkpoint(string TurnId, string Subject, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The commit that HEAD has to name, 40 lower-case hexadecimal digits; null on a branch without a commit.</summary>
    public string? ExpectedHead { get; init; }

    /// <summary>Who commits.</summary>
    public string AuthorName { get; init; } = "Proofs";

    /// <summary>The address of who commits.</summary>
    public string AuthorEmail { get; init; } = "proofs@localhost";

    /// <summary>When; the seconds count. With the same time the same commit comes out.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>Why nothing was committed.</summary>
public enum CheckpointRefusal
{
    /// <summary>It was committed.</summary>
    None,

    /// <summary>The folder is in no repository that can be read.</summary>
    NoRepository,

    /// <summary>HEAD does not name the commit that it should, or moved meanwhile.</summary>
    HeadMoved,

    /// <summary>Something else is staged for one of the files, or it is in a merge conflict.</summary>
    Staged,

    /// <summary>One of the files does not hold what was accepted, is no regular file, or lies behind a link.</summary>
    FileChanged,

    /// <summary>One of the paths can be in no commit.</summary>
    PathRefused,

    /// <summary>The commit that HEAD names holds all of that already.</summary>
    NothingToCommit,

    /// <summary>The disk or the repository did not take it.</summary>
    NotWritten,
}

/// <summary>What became of a checkpoint.</summary>
/// <param name="CommitId">The commit, 40 lower-case hexadecimal digits, or null when there is none.</param>
/// <param name="Refusal">Why there is none.</param>
/// <param name="Message">What was looked at and what is wrong, or null. May quote hostile text.</param>
public sealed record CheckpointOutcome(string? CommitId, CheckpointRefusal Refusal, string? Message)
{
    /// <summary>Whether an earlier call had committed it.</summary>
    public bool WasThere { get; init; }
}
