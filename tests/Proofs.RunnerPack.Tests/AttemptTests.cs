using System.Text.Json.Nodes;
using Proofs.Packs;

namespace Proofs.RunnerPack.Tests;

/// <summary>How often a proof of real dispatch is begun.</summary>
public sealed class AttemptTests
{
    private static readonly JsonArray Overloaded = [.. Enumerable.Repeat(529, 3).Select(status => new JsonObject { ["status"] = status })];

    [Fact]
    public async Task What_may_go_away_is_tried_again_and_recorded()
    {
        Payload payload = await ApiDispatchProof.LoopbackAsync(new Runner(), Overloaded);

        Assert.Equal("pass", payload.Result);
        Assert.Equal(2, payload.AttemptsUsed);
        Assert.Equal([("fail", true, "provider_overloaded"), ("pass", false, null)], payload.AttemptHistory.Select(attempt => (attempt.Result, attempt.Retryable, attempt.RootCause?.Code)));
    }

    [Fact]
    public async Task Three_attempts_are_all()
    {
        Payload payload = await ApiDispatchProof.LoopbackAsync(new Runner(), Overloaded, Overloaded, Overloaded, Overloaded);

        Assert.Equal(("fail", 3, "provider_overloaded"), (payload.Result, payload.AttemptsUsed, payload.RootCause?.Code));
        Assert.All(payload.AttemptHistory, attempt => Assert.Equal("fail", attempt.Result));
    }

    [Theory]
    [InlineData(401, "auth_failure")]
    [InlineData(400, "invalid_request")]
    public async Task What_stays_is_not_tried_again(int status, string code)
    {
        Payload payload = await ApiDispatchProof.LoopbackAsync(new Runner(), new JsonArray(new JsonObject { ["status"] = status }));

        Assert.Equal(("fail", 1, code), (payload.Result, payload.AttemptsUsed, payload.RootCause?.Code));
        Assert.NotEmpty(payload.RootCause!.Next);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_begun()
    {
        Payload payload = await MultiPhaseWriteProof.LiveAsync(new Runner(), key: " ");

        Assert.Equal(("skip", 0, null), (payload.Result, payload.AttemptsUsed, payload.RootCause));
        Assert.Contains("ANTHROPIC_API_KEY", payload.SkipReason, StringComparison.Ordinal);
        Assert.All(payload.Claims, claim => Assert.Equal("not_evaluated", claim.Result));
    }
}
