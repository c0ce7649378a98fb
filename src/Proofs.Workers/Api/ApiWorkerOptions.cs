using Proofs.Runs.Runs.Configuration;

namespace Proofs.Workers.Api;

/// <summary>What an operator gives the worker; nothing of it is taken from a repository but the rates.</summary>
public sealed record ApiWorkerOptions
{
    /// <summary>The environment that keys are looked up in, by exact name.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Keys that may go to hosts which are not their provider's own.</summary>
    public IReadOnlyList<AllowedEndpoint> AllowedEndpoints { get; init; } = [];

    /// <summary>By model: what a million tokens cost, in US dollars (<c>budget.cost_rates</c>); they stand before the built-in table.</summary>
    public IReadOnlyDictionary<string, CostRate> CostRates { get; init; } = new Dictionary<string, CostRate>(StringComparer.Ordinal);
}
