namespace Proofs.Gates;

/// <summary>The identifiers of the gates, as they stand on the command line, in the policy and in results.</summary>
public static class GateIds
{
    /// <summary>Is the required commit in the history of head?</summary>
    public const string Baseline = "baseline";

    /// <summary>Does every reported commit exist, as work of this change?</summary>
    public const string Integrity = "integrity";

    /// <summary>Does every commit of the change carry its feature key?</summary>
    public const string FeatureKey = "feature-key";

    /// <summary>Are the required proofs there, and do they hold?</summary>
    public const string Proofs = "proofs";

    /// <summary>All gates, in the order in which results list them.</summary>
    public static IReadOnlyList<string> All { get; } = [Baseline, Integrity, FeatureKey, Proofs];
}
