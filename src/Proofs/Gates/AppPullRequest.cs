namespace Proofs.Gates;

/// <summary>A pull request that a GitHub App opened. Its author comes from the event, never from the text of a commit.</summary>
/// <param name="Slug">The App's name in GitHub's addresses, without <c>[bot]</c>.</param>
/// <param name="Ask">Asks GitHub about the pull request's commits; called only when the policy exempts this App and a commit lacks its key.</param>
public sealed record AppPullRequest(string Slug, Func<AppCommits> Ask);

/// <summary>What GitHub said of a pull request's commits.</summary>
/// <param name="Commits">All of them; empty when they could not be asked for.</param>
/// <param name="Problem">Why the answer cannot be relied upon, or null.</param>
public sealed record AppCommits(IReadOnlyList<AppCommit> Commits, string? Problem = null);

/// <summary>What GitHub said of one commit.</summary>
/// <param name="Id">Its full id.</param>
/// <param name="IsVerified">Whether GitHub verified its signature.</param>
/// <param name="IsByApp">Whether GitHub attributes it to the App, and it was committed by the App or by GitHub itself.</param>
public sealed record AppCommit(string Id, bool IsVerified, bool IsByApp);
