using Proofs.Evidence;
using TestKit;

namespace Proofs.Tests.Evidence;

public sealed class CommitSetDigestTests
{
    [Fact]
    public void Is_what_rev_list_sort_and_sha256sum_give()
    {
        using GitRepo repo = GitRepo.Create();
        for (int i = 0; i < 20; i++)
        {
            repo.Commit("Work");
        }

        string[] ids = repo.Git("rev-list", "HEAD").Split('\n');
        RunResult plain = TestKit.Run.Program("sh", ["-c", "git rev-list HEAD | LC_ALL=C sort | sha256sum"], repo.Path);
        Assert.Equal(plain.Out.Split(' ')[0], CommitSetDigest.Of(ids.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Of_nothing_is_the_digest_of_no_bytes() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", CommitSetDigest.Of([]));

    [Theory]
    [InlineData("b", "a")]
    [InlineData("a", "a")]
    public void Ids_out_of_order_or_twice_are_refused(string first, string second) =>
        Assert.Throws<ArgumentException>(() => CommitSetDigest.Of([first, second]));
}
