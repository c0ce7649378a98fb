namespace Proofs.Runs.Runs.Proposals;

/// <summary>Where a proposal stands.</summary>
public enum ProposalStatus
{
    /// <summary>Somebody has to apply or reject it.</summary>
    Pending,

    /// <summary>Applying it has begun and is not settled.</summary>
    Applying,

    /// <summary>Its changes are in the work tree.</summary>
    Applied,

    /// <summary>Nobody applies it any more.</summary>
    Rejected,
}
