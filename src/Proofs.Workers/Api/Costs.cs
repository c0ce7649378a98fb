using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;

namespace Proofs.Workers.Api;

/// <summary>What requests cost. Nobody knows is not nothing: one request of which nobody knows makes the sum unknown.</summary>
internal static class Costs
{
    /// <summary>The largest amount that a turn's result may name, in US dollars.</summary>
    private const decimal MostUsd = 1_000_000_000m;

    private static readonly TurnCost Unknown = new();

    /// <summary>What one request cost.</summary>
    /// <param name="exchange">What came over the wire.</param>
    /// <param name="tokens">What the answer says it used, or null.</param>
    /// <param name="model">The model that was asked.</param>
    /// <param name="echoed">The model that the answer names, or null.</param>
    /// <param name="rates">The configuration's rates.</param>
    /// <returns>
    /// Nothing when there was no connection or the provider refused (redirects, the 400s, 503 and 529), because then no model worked; otherwise what the
    /// answer says, and unknown when it says nothing: a request that was cut off may have been worked on.
    /// </returns>
    internal static TurnCost Of(Exchange exchange, TurnCost? tokens, string model, string? echoed, IReadOnlyDictionary<string, CostRate> rates) =>
        tokens is not null ? tokens with { Usd = Price(tokens, model, echoed, rates) }
        : exchange.Request.Length == 0 || exchange.Fault == WireFault.Unreached || (exchange.Fault == WireFault.None && exchange.Status is (>= 300 and < 500) or 503 or 529) ? WorkFailure.Nothing
        : Unknown;

    /// <summary>What all requests of a dispatch cost.</summary>
    internal static TurnCost Sum(IReadOnlyList<TurnCost> costs) => costs.All(cost => cost is { Usd: 0, InputTokens: null, OutputTokens: null }) ? WorkFailure.Nothing
        : costs.Any(cost => cost is { Usd: null, InputTokens: null }) ? Unknown
        : new()
        {
            InputTokens = costs.Sum(cost => cost.InputTokens ?? 0),
            OutputTokens = costs.Sum(cost => cost.OutputTokens ?? 0),
            Usd = costs.All(cost => cost.Usd is not null) && costs.Sum(cost => cost.Usd!.Value) is <= MostUsd and var usd ? usd : null,
        };

    /// <summary>The configuration's rate for the model that was asked stands before everything. Where an answer names a dearer model than was asked, that one was paid.</summary>
    private static decimal? Price(TurnCost tokens, string model, string? echoed, IReadOnlyDictionary<string, CostRate> rates) =>
        rates.ContainsKey(model) ? Pricing.Of(tokens, model, rates)
        : PriceTable.Of(tokens, model) is not { } asked ? null
        : PriceTable.Of(tokens, echoed) is { } dearer && dearer > asked ? dearer
        : asked;
}
