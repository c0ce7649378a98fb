using Proofs.Runs.Work;
using TestKit.Models;

namespace Proofs.Workers.Tests.Api;

/// <summary>What is made of a model's words when there is no result in them, or only half of one.</summary>
public sealed class ModelWordsTests
{
    [Theory]
    [InlineData("anthropic", "max_tokens", false)]
    [InlineData("openai", "length", false)]
    [InlineData("anthropic", "refusal", true)]
    [InlineData("openai", "content_filter", true)]
    [InlineData("anthropic", "tool_use", true)]
    [InlineData("openai", "tool_calls", true)]
    [InlineData("anthropic", "something_new", true)]
    public async Task An_answer_that_did_not_end_by_itself_is_no_result_however_good_it_looks(string provider, string stop, bool isRetryable)
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says(Desk.Result, 10, 10, stop));
        WorkResult done = await desk.Work(Desk.For(provider, server.Address));
        Assert.Equal(("turn_result_extraction_failure", isRetryable), (done.Failure!.Class, done.Failure.IsRetryable));
        Assert.NotNull(done.Failure.Cost!.Usd);
        Assert.Equal(isRetryable, done.Failure.Recovery is null);
    }

    [Fact]
    public async Task Words_without_a_result_are_quoted_in_the_failure()
    {
        using Desk desk = new();
        using ModelServer server = new(ModelAnswer.Says("I would rather not.", 10, 10));
        WorkResult done = await desk.Work(Desk.Anthropic(server.Address));
        Assert.Equal(("turn_result_extraction_failure", true), (done.Failure!.Class, done.Failure.IsRetryable));
        Assert.Contains("I would rather not.", done.Failure.Reason, StringComparison.Ordinal);
    }
}
