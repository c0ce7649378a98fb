namespace Proofs.Gates;

/// <summary>What the feature-key gate does with commits of two or more different parents. A subject line makes no merge.</summary>
public enum MergeHandling
{
    /// <summary>They need the key like any other commit.</summary>
    Check,

    /// <summary>They are not checked; the verdict counts them.</summary>
    Skip,
}
