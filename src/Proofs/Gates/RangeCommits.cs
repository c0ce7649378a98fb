using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>The commits of a range that is known for certain.</summary>
internal sealed class RangeCommits(CommitId[] ids)
{
    private HashSet<CommitId>? _all;

    /// <summary>Each once, youngest first as far as dates are right.</summary>
    internal CommitId[] Ids => ids;

    /// <summary>How many they are, and which; the digest is computed once, whoever tells it.</summary>
    internal CommitSet Set { get; } = CommitSets.Of(ids);

    /// <summary>Whether a commit is one of them.</summary>
    internal bool Contains(CommitId id)
    {
        if (_all is null)
        {
            _all = new(ids.Length, CommitIdComparer.Instance);
            foreach (CommitId each in ids)
            {
                _all.Add(each);
            }
        }

        return _all.Contains(id);
    }
}
