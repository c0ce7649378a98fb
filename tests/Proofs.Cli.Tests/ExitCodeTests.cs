using Proofs.Verdicts;

namespace Proofs.Cli.Tests;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(Outcome.Pass, 0)]
    [InlineData(Outcome.Fail, 1)]
    [InlineData(Outcome.Undetermined, 2)]
    public void A_verdict_answers(Outcome outcome, int code) => Assert.Equal(code, ExitCodes.Of(outcome));

    [Theory]
    [InlineData("usage_error", 64)]
    [InlineData("feature_key_missing", 64)]
    [InlineData("policy_invalid", 65)]
    [InlineData("libgit2_unsupported", 69)]
    [InlineData("internal_error", 70)]
    [InlineData("interrupted", 130)]
    public void A_refusal_answers(string reason, int code) => Assert.Equal(code, ExitCodes.Of(new Refusal(ReasonCodes.Find(reason)!, string.Empty)));

    [Fact]
    public void No_refusal_answers_like_a_verdict() =>
        Assert.All(ReasonCodes.All, reason => Assert.True(ExitCodes.Of(new Refusal(reason, string.Empty)) >= 64, reason.Id));
}
