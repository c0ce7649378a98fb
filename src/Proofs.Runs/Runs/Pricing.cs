using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs;

/// <summary>What tokens cost.</summary>
public static class Pricing
{
    private const decimal TokensPerRate = 1_000_000m;

    /// <summary>No model is near it; beyond it a product could leave decimal's range.</summary>
    private const decimal MostPerRate = 1_000_000_000m;

    private static readonly decimal Smallest = new(1, 0, 0, isNegative: false, scale: 28);

    /// <summary>What a turn's tokens cost, unrounded.</summary>
    /// <param name="tokens">The tokens; its <see cref="TurnCost.Usd"/> is a claim and not looked at.</param>
    /// <param name="model">The model, as the rates name it; compared ordinally.</param>
    /// <param name="rates">By model: what a million tokens cost.</param>
    /// <returns>
    /// US dollars; null when it is not known: no such model, a count missing or negative, a rate negative or above a billion. Unknown is not zero,
    /// and what costs anything at all never comes to zero.
    /// </returns>
    public static decimal? Of(TurnCost? tokens, string? model, IReadOnlyDictionary<string, CostRate> rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        return tokens is { InputTokens: >= 0 and var sent, OutputTokens: >= 0 and var back } && model is not null && rates.TryGetValue(model, out CostRate? rate) && IsRate(rate.InputPer1M) && IsRate(rate.OutputPer1M)
            ? Part(sent, rate.InputPer1M) + Part(back, rate.OutputPer1M)
            : null;
    }

    private static bool IsRate(decimal rate) => rate is >= 0 and <= MostPerRate;

    private static decimal Part(long tokens, decimal rate) => tokens == 0 || rate == 0 ? 0 : Math.Max(Smallest, tokens / TokensPerRate * rate);
}
