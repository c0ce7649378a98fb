using System.Text.Json.Nodes;
using Proofs.Workers.Results;

namespace Proofs.Workers.Tests.Results;

/// <summary>Finding a turn's result in what was said.</summary>
public sealed class ResultTextTests
{
    [Theory]
    [InlineData("""{"schema_version":"1.0","a":1}""")]
    [InlineData("\uFEFF  {\"schema_version\":\"1.0\",\"a\":1}\n")]
    [InlineData("Here it is:\n```json\n{\"schema_version\":\"1.0\",\"a\":1}\n```\nDone.")]
    [InlineData("```\n{\"schema_version\":\"1.0\",\"a\":1}\n```")]
    [InlineData("```json\r\n{\"schema_version\":\"1.0\",\r\n\"a\":1}\r\n```\r\n")]
    [InlineData("Here: {\"schema_version\":\"1.0\",\"a\":1} That is all.")]
    [InlineData("[{\"schema_version\":\"1.0\",\"a\":1}")]
    [InlineData("```sh\nls\n```\n{\"schema_version\":\"1.0\",\"a\":1}")]
    public void It_is_the_whole_text_or_the_first_fence_or_what_the_braces_hold(string text)
    {
        Assert.Null(ResultText.Find(text, out byte[]? result));
        JsonNode found = JsonNode.Parse(result)!;
        Assert.Equal("1.0", found["schema_version"]!.GetValue<string>());
        Assert.Equal(1, found["a"]!.GetValue<int>());
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
        Assert.NotNull(ResultText.Find(text, out byte[]? result));
        Assert.Null(result);
    }

    [Fact]
    public void Depth_without_end_is_refused() => Assert.NotNull(ResultText.Find("""{"schema_version":"1.0","a":""" + new string('[', 100_000) + new string(']', 100_000) + "}", out _));
}
