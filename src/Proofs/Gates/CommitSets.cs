using Proofs.Evidence;
using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>Makes the sets that results tell of.</summary>
internal static class CommitSets
{
    /// <summary>The set of these commits.</summary>
    internal static CommitSet Of(ICollection<CommitId> ids) => new(ids.Count, () =>
    {
        CommitId[] sorted = new CommitId[ids.Count];
        ids.CopyTo(sorted, 0);
        Array.Sort(sorted);
        return CommitSetDigest.Of(Array.ConvertAll(sorted, id => id.ToString()));
    });

    /// <summary>The set of ids as they were claimed, of either object format.</summary>
    internal static CommitSet OfClaims(IEnumerable<string> ids)
    {
        string[] distinct = [.. ids.Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new(distinct.Length, () => CommitSetDigest.Of(distinct));
    }
}
