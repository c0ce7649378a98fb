using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>
/// Which commits need no key because an App that the policy exempts made them. Every commit of the pull request must be verified, because
/// anybody can write an App's name and address into a commit.
/// </summary>
internal static class AppExemption
{
    /// <summary>Decides.</summary>
    /// <param name="slug">The App.</param>
    /// <param name="range">The commits under test.</param>
    /// <param name="answer">What GitHub said.</param>
    /// <returns>The exempt commits, or the finding that says why there is none.</returns>
    internal static (IReadOnlySet<CommitId> Exempt, Finding? Refused) Decide(string slug, IEnumerable<CommitId> range, AppCommits answer)
    {
        HashSet<CommitId> listed = new(CommitIdComparer.Instance);
        HashSet<CommitId> exempt = new(CommitIdComparer.Instance);
        string? why = answer.Problem;
        foreach (AppCommit commit in answer.Commits)
        {
            if (!CommitId.TryParse(commit.Id, out CommitId id))
            {
                why ??= "GitHub lists something that is no commit id.";
                continue;
            }

            listed.Add(id);
            why ??= commit.IsVerified ? null : $"GitHub did not verify the signature of commit {id}.";
            if (commit.IsByApp)
            {
                exempt.Add(id);
            }
        }

        foreach (CommitId id in range)
        {
            why ??= listed.Contains(id) ? null : $"GitHub does not list commit {id} as one of the pull request.";
        }

        return why is null
            ? (exempt, null)
            : (new HashSet<CommitId>(), new(ReasonCodes.AppNotVerified, $"The policy exempts the App {slug}, but its commits were judged like any other: {why}", Fix: ReasonCodes.AppNotVerified.Fix));
    }
}
