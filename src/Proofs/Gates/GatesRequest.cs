namespace Proofs.Gates;

/// <summary>What somebody asks the gates. Null means "not given"; an empty text was given and proves nothing.</summary>
public sealed record GatesRequest
{
    /// <summary>A work tree, a folder in one, or a git folder.</summary>
    public required string RepositoryPath { get; init; }

    /// <summary>The one gate to run, see <see cref="GateIds"/>; null runs every gate that has input or that the policy lists.</summary>
    public string? OnlyGate { get; init; }

    /// <summary>Full id of the commit that head must contain.</summary>
    public string? RequiredBaseline { get; init; }

    /// <summary>Full ids of the commits that an agent says it made.</summary>
    public IReadOnlyList<string>? ReportedCommits { get; init; }

    /// <summary>
    /// What somebody wrote where ids of commits belong, such as the lines of a report. One that is no full id is a claim that does not hold, not a
    /// wrong request.
    /// </summary>
    public IReadOnlyList<string>? ReportedTexts { get; init; }

    /// <summary>Whether the <c>Reported-Commit</c> trailers of the range's commits report commits too.</summary>
    public bool ReportedTrailers { get; init; }

    /// <summary>The value that the trailer must have.</summary>
    public string? FeatureKey { get; init; }

    /// <summary>A regular expression that the whole value must match; no look-around, no back references.</summary>
    public string? FeatureKeyPattern { get; init; }

    /// <summary>Name of the trailer; <c>Feature-Key</c> when neither this nor the policy says otherwise.</summary>
    public string? Trailer { get; init; }

    /// <summary>The proofs that must be there; null when none are asked for.</summary>
    public ProofsRequest? Proofs { get; init; }

    /// <summary>Gates that must give a verdict even if they have no input; beside those that have one or that the policy lists.</summary>
    public IReadOnlyList<string> RequiredGates { get; init; } = [];

    /// <summary>Revision before the change; null takes the merge base with <see cref="StartedFrom"/>.</summary>
    public string? Base { get; init; }

    /// <summary>Full name of the reference that the change started from; null takes <c>refs/remotes/origin/HEAD</c>.</summary>
    public string? StartedFrom { get; init; }

    /// <summary>Revision after the change; null takes HEAD.</summary>
    public string? Head { get; init; }

    /// <summary>What to do with merges; null leaves it to the policy, and to <see cref="MergeHandling.Check"/> without one.</summary>
    public MergeHandling? Merges { get; init; }

    /// <summary>What is known of the pull request when an App opened it; null when somebody else did, or nobody asked.</summary>
    public AppPullRequest? App { get; init; }

    /// <summary>Path of the policy in the base commit; null takes <c>.github/proofs.yml</c> if it is there.</summary>
    public string? PolicyPath { get; init; }
}
