using Proofs.Gates;

namespace Proofs.MSBuild;

/// <summary>Does every commit of the change carry exactly one acceptable feature key?</summary>
public sealed class FeatureKeyGate : GateTask
{
    /// <summary>The value that every commit's trailer must have.</summary>
    public string? FeatureKey { get; set; }

    /// <summary>A regular expression that every value must match as a whole.</summary>
    public string? FeatureKeyPattern { get; set; }

    private protected override GatesRequest Ask(GatesRequest common) =>
        common with { OnlyGate = GateIds.FeatureKey, FeatureKey = Maybe(FeatureKey), FeatureKeyPattern = Maybe(FeatureKeyPattern) };
}
