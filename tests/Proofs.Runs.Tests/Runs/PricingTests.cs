using System.Globalization;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs;

/// <summary>What tokens cost.</summary>
public sealed class PricingTests
{
    private static readonly Dictionary<string, CostRate> Rates = new(StringComparer.Ordinal)
    {
        ["model"] = new(1.00m, 5.00m),
        ["free"] = new(0, 0),
        ["cheap"] = new(0.0000000000000000000001m, 0.0000000000000000000000000001m),
        ["negative"] = new(-1, 5),
        ["absurd"] = new(decimal.MaxValue, decimal.MaxValue),
        ["dearest"] = new(1_000_000_000m, 1_000_000_000m),
    };

    [Theory]
    [InlineData(1_000_000L, 0L, "model", "1")]
    [InlineData(300L, 20L, "model", "0.0004")]
    [InlineData(1L, 0L, "model", "0.000001")]
    [InlineData(0L, 0L, "model", "0")]
    [InlineData(12L, 34L, "free", "0")]
    [InlineData(1L, 0L, "cheap", "0.0000000000000000000000000001")]
    [InlineData(0L, 1L, "cheap", "0.0000000000000000000000000001")]
    [InlineData(1L, 1L, "cheap", "0.0000000000000000000000000002")]
    [InlineData(long.MaxValue, long.MaxValue, "dearest", "18446744073709551614000")]
    public void Tokens_cost_what_the_rates_say_to_the_last_digit(long input, long output, string model, string usd) =>
        Assert.Equal(decimal.Parse(usd, CultureInfo.InvariantCulture), Pricing.Of(new TurnCost { InputTokens = input, OutputTokens = output }, model, Rates));

    [Theory]
    [InlineData(1L, 1L, "unknown")]
    [InlineData(1L, 1L, "MODEL")]
    [InlineData(1L, 1L, null)]
    [InlineData(null, 1L, "model")]
    [InlineData(1L, null, "model")]
    [InlineData(-1L, 1L, "model")]
    [InlineData(1L, -1L, "model")]
    [InlineData(1L, 1L, "negative")]
    [InlineData(1L, 1L, "absurd")]
    public void What_nobody_knows_is_null_and_not_zero(long? input, long? output, string? model) => Assert.Null(Pricing.Of(new TurnCost { InputTokens = input, OutputTokens = output }, model, Rates));

    [Fact]
    public void No_tokens_at_all_are_unknown_and_a_claimed_price_is_not_looked_at()
    {
        Assert.Null(Pricing.Of(null, "model", Rates));
        Assert.Null(Pricing.Of(new TurnCost { Usd = 3 }, "model", Rates));
        Assert.Equal(0.000006m, Pricing.Of(new TurnCost { InputTokens = 1, OutputTokens = 1, Usd = 3 }, "model", Rates));
    }
}
