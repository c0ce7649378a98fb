using Proofs.Evidence;
using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>Makes the sets that results tell of.</summary>
internal static class CommitSets
{
    /// <summary>The set of these commits.</summary>
    internal static CommitSet Of(CommitId[] ids) => new(ids.Length, () =>
    {
        // Places are sorted, because sorting numbers is compiled ahead and sorting our own type is compiled in every process.
        int[] order = new int[ids.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (one, other) => ids[one].CompareTo(ids[other]));
        using CommitSetDigest digest = new();
        Span<byte> hex = stackalloc byte[CommitId.Size * 2];
        foreach (int place in order)
        {
            ids[place].WriteHex(hex);
            digest.Add(hex);
        }

        return digest.Finish();
    });

    /// <summary>The set of ids as they were claimed, of either object format.</summary>
    internal static CommitSet OfClaims(IEnumerable<string> ids)
    {
        string[] distinct = [.. ids.Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new(distinct.Length, () => CommitSetDigest.Of(distinct));
    }
}
