using Proofs.Gates;

namespace Proofs.MSBuild;

/// <summary>Every gate that is named, that has input, or that the base commit's policy lists: one walk, one result document.</summary>
public sealed class AllGates : GateTask
{
    /// <summary>Gates that must give a verdict: <c>baseline</c>, <c>integrity</c>, <c>feature-key</c>.</summary>
    public string? Gates { get; set; }

    /// <summary>Full id of the commit that head must contain.</summary>
    public string? RequiredBaseline { get; set; }

    /// <summary>Full ids of the commits that were reported, separated by semicolons, commas or blanks.</summary>
    public string? ReportedCommits { get; set; }

    /// <summary>The value that every commit's trailer must have.</summary>
    public string? FeatureKey { get; set; }

    /// <summary>A regular expression that every value must match as a whole.</summary>
    public string? FeatureKeyPattern { get; set; }

    private protected override GatesRequest Ask(GatesRequest common) => common with
    {
        RequiredGates = Words(Gates),
        RequiredBaseline = Maybe(RequiredBaseline),
        ReportedCommits = Maybe(ReportedCommits) is { } reported ? Words(reported) : null,
        FeatureKey = Maybe(FeatureKey),
        FeatureKeyPattern = Maybe(FeatureKeyPattern),
    };
}
