namespace Proofs.Runs.Tests.Runs.Validation;

/// <summary>Money that an agent reports is a number that exists, or nothing.</summary>
public sealed class CostTests
{
    [Theory]
    [InlineData("-0.01")]
    [InlineData("-1e-20")]
    [InlineData("\"0.5\"")]
    [InlineData("\"NaN\"")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("1000000000.01")]
    [InlineData("1e28")]
    [InlineData("1e29")]
    [InlineData("1e400")]
    [InlineData("1e999999999")]
    [InlineData("1e-29")]
    [InlineData("1e-999999999")]
    [InlineData("0.00000000000000000000000000001")]
    public void An_amount_that_is_none_is_refused(string usd) => Assert.Equal("cost.usd", Scene.Author.CheckWith("cost.usd", usd).Fails("schema", "cost_invalid").Field);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("0e-50", "0")]
    [InlineData("0.018", "0.018")]
    [InlineData("1.5e-7", "0.00000015")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("0.1234567890123456789", "0.1234567890123456789")]
    [InlineData("1000000000", "1000000000")]
    public void An_amount_is_kept_to_the_last_digit(string usd, string kept) =>
        Assert.Equal(decimal.Parse(kept, System.Globalization.CultureInfo.InvariantCulture), Scene.Author.CheckWith("cost.usd", usd).Passes().Cost?.Usd);

    [Theory]
    [InlineData("cost")]
    [InlineData("cost.usd")]
    public void What_nobody_knows_is_not_zero(string place)
    {
        Assert.Null(Scene.Author.CheckWith(place, null).Passes().Cost?.Usd);
        Assert.Null(Scene.Author.CheckWith(place, "null").Passes().Cost?.Usd);
    }

    [Theory]
    [InlineData("input_tokens", "-1")]
    [InlineData("output_tokens", "1.5")]
    [InlineData("output_tokens", "\"12\"")]
    [InlineData("input_tokens", "9223372036854775808")]
    [InlineData("input_tokens", "1e400")]
    public void Tokens_are_whole_numbers(string key, string value) => Assert.Equal("cost." + key, Scene.Author.CheckWith("cost." + key, value).Fails("schema", "cost_invalid").Field);

    [Theory]
    [InlineData("3")]
    [InlineData("\"free\"")]
    [InlineData("[1]")]
    public void A_cost_is_an_object(string cost) => Assert.Equal("cost", Scene.Author.CheckWith("cost", cost).Fails("schema", "cost_invalid").Field);

    [Fact]
    public void The_largest_count_of_tokens_is_kept() => Assert.Equal(long.MaxValue, Scene.Author.CheckWith("cost.input_tokens", "9223372036854775807").Passes().Cost?.InputTokens);
}
