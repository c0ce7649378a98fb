using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs;

/// <summary>What a decision needs to know beside the state and the command; everything that somebody has to look up outside.</summary>
/// <param name="Now">The time of the decision.</param>
public sealed record RunFacts(DateTimeOffset Now)
{
    /// <summary>The history of the run, oldest first.</summary>
    public IReadOnlyList<HistoryEntry> History { get; init; } = [];

    /// <summary>The ids of the decisions in the run's ledger.</summary>
    public IReadOnlySet<string> DecisionIds { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// Reads a text file of the project as it is now: a path relative to the project, '/' between the parts, in; the text out, or null when there
    /// is no such regular file inside the project. Gives the same answer for the same path during one decision.
    /// </summary>
    public Func<string, string?> ReadFile { get; init; } = _ => null;

    /// <summary>What the work tree is, for a turn that begins.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>What the run's own rules decided so far, as far as it is about proposals and checkpoints; oldest first.</summary>
    public IReadOnlyList<LedgerRecord> Governance { get; init; } = [];

    /// <summary>
    /// What a path relative to the project holds now: <c>sha256:</c> and the digest of a regular file, <c>absent</c>, or null when that cannot be told
    /// or it is something else (a link, a folder). No link is followed.
    /// </summary>
    public Func<string, string?> DigestOf { get; init; } = _ => null;

    /// <summary>The digest of the work tree's snapshot, for a turn that begins.</summary>
    public string? TreeSha256 { get; init; }

    /// <summary>What really changed since the turn's baseline, or null when nobody could look.</summary>
    public ObservedArtifact? Observed { get; init; }

    /// <summary>How the work tree differs from what it was before the turn, or null when there is no tree to look at.</summary>
    public TreeFacts? Tree { get; init; }

    /// <summary>What running the declared verification again came to, or null when it was not run.</summary>
    public VerificationReplay? Replay { get; init; }

    /// <summary>The files among the run's terms (its configuration and the files that its hooks run) that are not what they were when it began.</summary>
    public IReadOnlyList<string> ChangedTerms { get; init; } = [];
}
