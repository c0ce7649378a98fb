namespace Proofs.Gates;

/// <summary>
/// A pull request that a GitHub App opened, with what GitHub says of its commits. Its author comes from the event, never from the text of a commit.
/// </summary>
/// <param name="Slug">The App's name in GitHub's addresses, without <c>[bot]</c>.</param>
/// <param name="Commits">All of its commits; empty when they could not be asked for.</param>
/// <param name="Problem">Why the list cannot be relied upon, or null.</param>
public sealed record AppPullRequest(string Slug, IReadOnlyList<AppCommit> Commits, string? Problem = null);

/// <summary>What GitHub says of one commit. Source: docs.github.com, "List commits on a pull request".</summary>
/// <param name="Id">Its full id.</param>
/// <param name="Author">Login of the account that the author's address belongs to; anybody can write an address.</param>
/// <param name="AuthorType">The kind of that account: <c>User</c>, <c>Bot</c> or <c>Organization</c>.</param>
/// <param name="Committer">Login of the account that the committer's address belongs to, which a verified signature fits.</param>
/// <param name="IsVerified">Whether GitHub verified its signature.</param>
/// <param name="Parents">How many parents it has.</param>
/// <param name="Message">Its message; hostile text.</param>
public sealed record AppCommit(string Id, string? Author, string? AuthorType, string? Committer, bool IsVerified, int Parents, string Message);
