using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>Says why history that cannot be read leaves an answer open.</summary>
internal static class Unreadable
{
    /// <summary>The finding for unreadable commits.</summary>
    /// <param name="repository">The repository, for telling a shallow clone from a broken one.</param>
    /// <param name="blockers">The unreadable commits; none known means that nobody can say which.</param>
    /// <param name="what">What stays open.</param>
    internal static Finding Describe(GitRepository repository, IReadOnlyList<UnreadCommit> blockers, string what)
    {
        ReasonCode reason = blockers.Any(node => node.Status == ReadStatus.Corrupt) ? ReasonCodes.ObjectCorrupt
            : repository.IsShallow ? ReasonCodes.HistoryTruncated
            : ReasonCodes.ObjectMissing;
        UnreadCommit? first = blockers.OrderBy(commit => commit.Status == ReadStatus.Corrupt ? 0 : 1).ThenBy(commit => commit.Id).FirstOrDefault();
        string cause = first is null ? "history is incomplete"
            : first.Status == ReadStatus.Corrupt ? $"commit {first.Id} cannot be read or is malformed"
            : $"commit {first.Id} is not in this clone{(repository.IsShallow ? ", which is shallow" : string.Empty)}";
        return new(reason, $"{what}: {cause}.", first?.Id.ToString(), reason.Fix);
    }
}
