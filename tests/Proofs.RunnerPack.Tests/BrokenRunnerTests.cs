using Proofs.Packs;
using Proofs.RunnerPack;

namespace Proofs.RunnerPack.Tests;

/// <summary>The proofs can fail: for every claim there is a runner that turns it red, and it alone.</summary>
public sealed class BrokenRunnerTests
{
    public static TheoryData<string, string, string> Rows
    {
        get
        {
            TheoryData<string, string, string> rows = [];
            foreach (BrokenRunner broken in BrokenRunnerTable.All)
            {
                rows.Add(broken.Proof, broken.Claim, broken.Does);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_broken_runner_turns_exactly_its_claim_red(string proof, string claim, string does)
    {
        Payload payload = await BrokenRunnerTable.All.Single(broken => broken.Proof == proof && broken.Claim == claim && broken.Does == does).TellAsync();

        Assert.Equal([claim], payload.Claims.Where(each => each.Result == "fail").Select(each => each.Id));
        Assert.Equal("fail", payload.Result);
        Assert.NotNull(payload.RootCause);
        Assert.DoesNotContain(payload.Errors, error => error.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_claim_has_a_runner_that_breaks_it() => Assert.Equal(
        ReadmeTests.Proofs.SelectMany(proof => proof.Says.Select(claim => $"{proof.Proof}: {claim.Id}")).Order(StringComparer.Ordinal),
        BrokenRunnerTable.All.Select(broken => broken.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
