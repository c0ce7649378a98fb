using Proofs.Packs;

namespace Proofs.CliPack.Tests;

/// <summary>What PROOFS_REQUIRE does to a payload.</summary>
public sealed class RequirementsTests
{
    [Theory]
    [InlineData("skip", null, "skip", null)]
    [InlineData("skip", "", "skip", null)]
    [InlineData("skip", "cli-auto-approve", "skip", null)]
    [InlineData("skip", "cli-auto-approve=loopback", "skip", null)]
    [InlineData("skip", "api-dispatch=live", "skip", null)]
    [InlineData("skip", "cli-auto-approve=live", "fail", "required_proof_skipped")]
    [InlineData("skip", " one-turn , cli-auto-approve=live,", "fail", "required_proof_skipped")]
    [InlineData("pass", "cli-auto-approve=live", "pass", null)]
    [InlineData("pass", "cli-auto-aprove=live", "fail", "requirement_unknown")]
    [InlineData("pass", "cli-auto-approve=alive", "fail", "requirement_unknown")]
    [InlineData("pass", "cli-auto-approve=live=live", "fail", "requirement_unknown")]
    [InlineData("skip", "cli-auto-approve=live;one-turn", "fail", "requirement_unknown")]
    public void A_skip_that_is_asked_for_fails_and_so_does_what_no_proof_is(string result, string? asked, string expected, string? code)
    {
        Payload told = Story.Skip(Surroundings.Begin("cli-auto-approve", "live", "tests"), CliAutoApproveProof.Says, "There is no key.") with { Result = result };
        Payload held = Requirements.Apply(told, asked);
        Assert.Equal((expected, code), (held.Result, held.RootCause?.Code));
        Assert.Equal(expected == "fail" ? null : "There is no key.", held.SkipReason);
    }

    [Fact]
    public void Why_it_was_skipped_stands_in_the_failure()
    {
        Payload told = Story.Skip(Surroundings.Begin("cli-auto-approve", "live", "tests"), CliAutoApproveProof.Says, "There is no key.");
        Assert.Contains("There is no key.", Requirements.Apply(told, "cli-auto-approve=live").RootCause!.Message, StringComparison.Ordinal);
    }
}
