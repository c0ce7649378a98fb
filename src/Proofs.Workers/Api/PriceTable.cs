using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Workers.Api;

/// <summary>
/// What models cost where the configuration says nothing: list prices for requests of the usual kind, in US dollars for a million tokens. A model is in
/// it under the exact names that its price was published for; one that is not in it has an unknown price.
/// </summary>
/// <remarks>
/// As of 2026-03-31. Sources: https://platform.claude.com/docs/en/about-claude/pricing, https://developers.openai.com/api/docs/pricing,
/// https://ai.google.dev/gemini-api/docs/pricing.
/// </remarks>
internal static class PriceTable
{
    /// <summary>Above it some of these models cost more; which do changes, so the price is unknown there.</summary>
    private const long MostInput = 200_000;

    private static readonly Dictionary<string, CostRate> Rates = new(StringComparer.Ordinal)
    {
        ["claude-opus-4-6"] = new(5, 25),
        ["claude-opus-4-5"] = new(5, 25),
        ["claude-opus-4-5-20251101"] = new(5, 25),
        ["claude-opus-4-1"] = new(15, 75),
        ["claude-opus-4-1-20250805"] = new(15, 75),
        ["claude-sonnet-4-6"] = new(3, 15),
        ["claude-sonnet-4-5"] = new(3, 15),
        ["claude-sonnet-4-5-20250929"] = new(3, 15),
        ["claude-sonnet-4-20250514"] = new(3, 15),
        ["claude-haiku-4-5"] = new(1, 5),
        ["claude-haiku-4-5-20251001"] = new(1, 5),
        ["gpt-5.4"] = new(2.5m, 15),
        ["gpt-5.1"] = new(1.25m, 10),
        ["gpt-5"] = new(1.25m, 10),
        ["gpt-5-mini"] = new(0.25m, 2),
        ["gpt-5-nano"] = new(0.05m, 0.4m),
        ["gpt-4.1"] = new(2, 8),
        ["gpt-4.1-2025-04-14"] = new(2, 8),
        ["gpt-4.1-mini"] = new(0.4m, 1.6m),
        ["gpt-4.1-nano"] = new(0.1m, 0.4m),
        ["gpt-4o"] = new(2.5m, 10),
        ["gpt-4o-2024-08-06"] = new(2.5m, 10),
        ["gpt-4o-2024-11-20"] = new(2.5m, 10),
        ["gpt-4o-mini"] = new(0.15m, 0.6m),
        ["o3"] = new(2, 8),
        ["o4-mini"] = new(1.1m, 4.4m),
        ["gemini-2.5-pro"] = new(1.25m, 10),
        ["gemini-2.5-flash"] = new(0.3m, 2.5m),
        ["gemini-2.5-flash-lite"] = new(0.1m, 0.4m),
    };

    /// <summary>What tokens cost; null when it is not known.</summary>
    internal static decimal? Of(TurnCost tokens, string? model) => tokens.InputTokens <= MostInput ? Pricing.Of(tokens, model, Rates) : null;
}
