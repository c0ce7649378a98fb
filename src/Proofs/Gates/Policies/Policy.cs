using Proofs.Git;

namespace Proofs.Gates.Policies;

/// <summary>What a repository demands of itself, as read from the base commit. Null means "not said".</summary>
internal sealed record Policy
{
    /// <summary>Where a policy lies when nobody says otherwise.</summary>
    internal const string DefaultPath = ".github/proofs.yml";

    /// <summary>A policy that demands nothing.</summary>
    internal static Policy None { get; } = new();

    /// <summary>The gates that must run, whatever their input.</summary>
    internal IReadOnlyList<string> Gates { get; init; } = [];

    internal string? Trailer { get; init; }

    internal FeatureKeyPattern? Pattern { get; init; }

    internal IReadOnlySet<string>? Values { get; init; }

    /// <summary>The Apps whose verified commits need no key, by their names in GitHub's addresses.</summary>
    internal IReadOnlySet<string> ExemptApps { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    internal MergeHandling? Merges { get; init; }

    /// <summary>The exempt commits, with the reason for each.</summary>
    internal IReadOnlyDictionary<CommitId, string> Exempt { get; init; } = new Dictionary<CommitId, string>();
}
