using System.Text.RegularExpressions;
using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>
/// Which commits need no key because an App that the policy exempts made them. Every commit of the pull request must be verified, because
/// anybody can write an App's name and address into a commit.
/// </summary>
internal static partial class AppExemption
{
    /// <summary>What GitHub itself commits as, and signs, for an App or for somebody at its pages.</summary>
    private const string GitHubItself = "web-flow";

    /// <summary>Decides.</summary>
    /// <param name="pull">The pull request.</param>
    /// <param name="range">The commits under test.</param>
    /// <returns>The exempt commits, or the finding that says why there is none.</returns>
    internal static (IReadOnlySet<CommitId> Exempt, Finding? Refused) Decide(AppPullRequest pull, IEnumerable<CommitId> range)
    {
        HashSet<CommitId> listed = new(CommitIdComparer.Instance);
        HashSet<CommitId> exempt = new(CommitIdComparer.Instance);
        HashSet<CommitId> byOthers = new(CommitIdComparer.Instance);
        string? why = pull.Problem;
        foreach (AppCommit commit in pull.Commits)
        {
            if (!CommitId.TryParse(commit.Id, out CommitId id))
            {
                why ??= "GitHub lists something that is no commit id.";
                continue;
            }

            listed.Add(id);
            why ??= commit.IsVerified ? null : $"GitHub did not verify the signature of commit {id}.";
            (IsBy(pull.Slug, commit) ? exempt : byOthers).Add(id);
        }

        foreach (CommitId id in range)
        {
            why ??= listed.Contains(id) ? null : $"GitHub does not list commit {id} as one of the pull request.";
        }

        exempt.ExceptWith(byOthers);
        return why is null
            ? (exempt, null)
            : (new HashSet<CommitId>(), new(ReasonCodes.AppNotVerified, $"The policy exempts the App {pull.Slug}, but its commits were judged like any other: {why}", Fix: ReasonCodes.AppNotVerified.Fix));
    }

    /// <summary>
    /// The author's address proves nothing, so the committer's, which the signature vouches for, must be the App's or GitHub's. GitHub also signs
    /// what people merge at its pages under the name of the pull request's author; such a commit has marks that an App's own has not.
    /// </summary>
    private static bool IsBy(string slug, AppCommit commit)
    {
        string login = slug + "[bot]";
        bool isAttributed = commit.Author == login && commit.AuthorType == "Bot";
        return isAttributed && (commit.Committer == login || (commit.Committer == GitHubItself && commit.Parents == 1 && !IsMerged(commit.Message)));
    }

    private static bool IsMerged(string message) =>
        message.Contains("Co-authored-by:", StringComparison.OrdinalIgnoreCase) || SquashTitle().IsMatch(message);

    /// <summary>A title that ends with the number of a pull request.</summary>
    [GeneratedRegex(@"\A[^\n]*\(#[0-9]+\)[ \t\r]*(\n|\z)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 5000)]
    private static partial Regex SquashTitle();
}
