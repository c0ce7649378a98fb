using Proofs.Git;
using TestKit;

namespace Proofs.Tests.Git;

public sealed class HistoryTests
{
    [Fact]
    public void A_commit_that_cannot_be_read_again_keeps_the_range_open()
    {
        using GitRepo repo = GitRepo.Create();
        CommitId first = Id(repo.Commit("Begin"));
        string vanishing = repo.Commit("Work");
        CommitId head = Id(repo.Commit("More work"));
        Assert.Null(Libgit2.EnsureLoaded());
        using ObjectDatabase objects = ObjectDatabase.Open(Path.Combine(repo.DotGit, "objects"))!;
        using History history = new(objects, CancellationToken.None);
        Assert.Empty(history.Range(first, head, null).Blockers);
        LooseObject.Delete(repo, vanishing);
        List<CommitId> shown = [];
        RangeFacts again = history.Range(first, head, (id, _) => shown.Add(id));
        Assert.Equal([new UnreadCommit(Id(vanishing), ReadStatus.Missing)], again.Blockers);
        Assert.Equal([head], shown);
    }

    [Fact]
    public void More_common_ancestors_than_are_worth_a_walk_are_many_and_not_unknown()
    {
        using GitRepo repo = GitRepo.Create();
        string root = repo.Commit("Begin");
        string[] middle = [.. Enumerable.Range(0, 20).Select(i => repo.WriteCommit(System.Text.Encoding.ASCII.GetBytes($"Middle {i}\n"), [root]))];
        CommitId one = Id(repo.WriteCommit("One\n"u8.ToArray(), middle));
        CommitId other = Id(repo.WriteCommit("Other\n"u8.ToArray(), middle));
        Assert.Null(Libgit2.EnsureLoaded());
        using ObjectDatabase objects = ObjectDatabase.Open(Path.Combine(repo.DotGit, "objects"))!;
        using History history = new(objects, CancellationToken.None);
        Assert.True(history.BestCommonAncestors(history.Range(one, other, null))!.Count > 1);
    }

    private static CommitId Id(string text)
    {
        Assert.True(CommitId.TryParse(text, out CommitId id));
        return id;
    }
}
