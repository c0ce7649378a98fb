using System.Text;
using Proofs.Workers.Results;

namespace Proofs.Workers.Tests.Results;

/// <summary>The cost that a result gets.</summary>
public sealed class MeasuredCostTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1,"cost":{"input_tokens":1,"output_tokens":null,"usd":0.5}}""")]
    [InlineData("{ }", """{ "cost":{"input_tokens":1,"output_tokens":null,"usd":0.5}}""")]
    [InlineData("""{"cost":{"usd":-9,"cost":1},"a":{"cost":2}} """, """{"cost":{"input_tokens":1,"output_tokens":null,"usd":0.5},"a":{"cost":2}} """)]
    [InlineData("""{"\u0063ost":7,"cost" : [1]}""", """{"\u0063ost":{"input_tokens":1,"output_tokens":null,"usd":0.5},"cost" : {"input_tokens":1,"output_tokens":null,"usd":0.5}}""")]
    [InlineData("""{"a":"\ud800","n":1.00}""", """{"a":"\ud800","n":1.00,"cost":{"input_tokens":1,"output_tokens":null,"usd":0.5}}""")]
    public void What_was_measured_takes_the_place_of_every_claim(string result, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(MeasuredCost.Put(Encoding.UTF8.GetBytes(result), new() { InputTokens = 1, Usd = 0.5m })));
}
