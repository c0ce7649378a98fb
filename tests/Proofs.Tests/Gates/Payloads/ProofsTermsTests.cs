using Proofs.Gates;
using Proofs.Gates.Payloads;

namespace Proofs.Tests.Gates.Payloads;

/// <summary>What can be asked of proofs, and what cannot be meant.</summary>
public sealed class ProofsTermsTests
{
    private static readonly ProofsRequest Fine = new() { Required = ["one-turn"], Path = "p" };

    [Fact]
    public void Of_two_requirements_of_one_proof_the_higher_grade_counts()
    {
        ProofsTerms terms = ProofsTerms.Of(new() { Required = ["a=loopback", "b", "a=live", "a"], Path = "p" });
        Assert.Equal(["a=live", "b"], terms.Required.Select(required => required.ToString()));
        Assert.Equal(TimeSpan.FromDays(7), terms.MaxAge);
    }

    [Theory]
    [InlineData("7d", 7 * 24 * 60)]
    [InlineData("12h", 12 * 60)]
    [InlineData("30m", 30)]
    [InlineData("0d", null)]
    [InlineData("d", null)]
    [InlineData("7", null)]
    [InlineData("-1d", null)]
    [InlineData("1.5d", null)]
    [InlineData("7 d", null)]
    [InlineData("7D", null)]
    [InlineData("7w", null)]
    [InlineData("9999999d", null)]
    [InlineData("", null)]
    [InlineData("٧d", null)]
    public void An_age_is_a_number_and_a_unit(string text, int? minutes)
    {
        ProofsRequest request = Fine with { MaxAge = text };
        Assert.Equal(minutes is null ? "usage_error" : null, ProofsTerms.Check(request)?.Reason.Id);
        if (minutes is { } expected)
        {
            Assert.Equal(TimeSpan.FromMinutes(expected), ProofsTerms.Of(request).MaxAge);
        }
    }

    [Theory]
    [InlineData("one-turn", true)]
    [InlineData("my-own-proof2=custom_endpoint", true)]
    [InlineData("one-turn=best", false)]
    [InlineData("one-turn=", false)]
    [InlineData("one-turn=live=live", false)]
    [InlineData("One-Turn", false)]
    [InlineData("-one", false)]
    [InlineData("one-", false)]
    [InlineData("one--turn", false)]
    [InlineData("1turn", false)]
    [InlineData("../x", false)]
    [InlineData("", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void A_requirement_is_a_name_and_perhaps_a_grade(string text, bool isFine) =>
        Assert.Equal(isFine ? null : "usage_error", ProofsTerms.Check(Fine with { Required = [text] })?.Reason.Id);

    [Fact]
    public void What_cannot_be_meant_is_refused()
    {
        Assert.Null(ProofsTerms.Check(Fine));
        Assert.Null(ProofsTerms.Check(null));
        Assert.Null(ProofsTerms.Check(Fine with { Commit = new('a', 40), RunId = "1", RunAttempt = "2", Attestations = "f" }));
        ProofsRequest[] wrong = [Fine with { Path = null }, Fine with { Path = string.Empty }, Fine with { RunId = string.Empty }, Fine with { RunAttempt = "1" }, Fine with { RunId = "1", RunAttempt = "0" }, Fine with { RunId = "1", RunAttempt = "x" }, Fine with { Attestations = string.Empty }];
        Assert.All(wrong, request => Assert.Equal("usage_error", ProofsTerms.Check(request)?.Reason.Id));
        Assert.All(new[] { string.Empty, "HEAD", "abc" }, commit => Assert.Equal("commit_id_not_full", ProofsTerms.Check(Fine with { Commit = commit })?.Reason.Id));
    }
}
