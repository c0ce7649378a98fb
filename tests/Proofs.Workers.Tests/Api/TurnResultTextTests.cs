using System.Text.Json.Nodes;
using Proofs.Runs.Work;
using Proofs.Workers.Api;
using TestKit.Models;

namespace Proofs.Workers.Tests.Api;

/// <summary>Finding a turn's result in a model's words.</summary>
public sealed class TurnResultTextTests
{
    [Theory]
    [InlineData("""{"schema_version":"1.0","a":1}""")]
    [InlineData("\uFEFF  {\"schema_version\":\"1.0\",\"a\":1}\n")]
    [InlineData("Here it is:\n```json\n{\"schema_version\":\"1.0\",\"a\":1}\n```\nDone.")]
    [InlineData("```\n{\"schema_version\":\"1.0\",\"a\":1}\n```")]
    [InlineData("```json\r\n{\"schema_version\":\"1.0\",\r\n\"a\":1}\r\n```\r\n")]
    [InlineData("Here: {\"schema_version\":\"1.0\",\"a\":1} That is all.")]
    [InlineData("```sh\nls\n```\n{\"schema_version\":\"1.0\",\"a\":1}")]
    public void It_is_the_whole_text_or_the_first_fence_or_what_the_braces_hold(string text)
    {
        Assert.Null(TurnResultText.Find(text, out JsonObject? result));
        Assert.Equal("1.0", result!["schema_version"]!.GetValue<string>());
        Assert.Equal(1, result["a"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("I would rather not.")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"version":"1.0"}""")]
    [InlineData("""{"result":{"schema_version":"1.0"}}""")]
    [InlineData("""{"schema_version":"1.0","a":""")]
    [InlineData("""{"schema_version":"1.0"} and {"schema_version":"1.0"}""")]
    [InlineData("""{"schema_version":"1.0","schema_version":"1.0"}""")]
    [InlineData("""{"schema_version":"1.0","cost":{"usd":1,"usd":0}}""")]
    [InlineData("""{"schema_version":"1.0","\u0061":1,"a":2}""")]
    [InlineData("""{"schema_version":"1.0","a":"\ud800"}""")]
    [InlineData("""{"schema_version":"1.0",}""")]
    [InlineData("""{"schema_version":"1.0"/* so */}""")]
    [InlineData("```json\n{\"schema_version\":\"1.0\",\"a\":1,\"a\":2}\n```")]
    [InlineData("```json\n{\"schema_version\":\"1.0\",\"a\":1}\n```\n```json\n{\"schema_version\":\"1.0\",\"a\":2}\n```")]
    public void What_is_none_or_could_be_read_in_two_ways_is_refused(string text)
    {
        Assert.NotNull(TurnResultText.Find(text, out JsonObject? result));
        Assert.Null(result);
    }

    [Fact]
    public void Depth_without_end_is_refused() => Assert.NotNull(TurnResultText.Find("""{"schema_version":"1.0","a":""" + new string('[', 100_000) + new string(']', 100_000) + "}", out _));

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
