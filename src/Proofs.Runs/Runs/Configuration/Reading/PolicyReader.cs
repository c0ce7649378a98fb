namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Reads a rule that acceptance is checked against.</summary>
internal static class PolicyReader
{
    internal static AcceptancePolicy Read(Section policy)
    {
        AcceptancePolicy read = new(policy.RequiredText("id"), policy.RequiredText("rule"), policy.RequiredText("action")) { Message = policy.Prose("message") };
        Parameters? parameters = policy.Optional("params", ReadParameters);
        Scope? scope = policy.Optional("scope", ReadScope);
        return read with
        {
            // Each rule has its own key: dollars must not be counted as turns.
            Limit = read.Rule == ConfigurationWords.MaxCostPerTurn ? parameters?.LimitUsd : parameters?.Limit,
            AllowedStatuses = parameters?.Allowed ?? [],
            Phases = scope?.Phases ?? [],
            Roles = scope?.Roles ?? [],
        };
    }

    private static Parameters ReadParameters(Section parameters) => new(parameters.Number("limit"), parameters.Number("limit_usd"), parameters.Texts("allowed"));

    private static Scope ReadScope(Section scope) => new(scope.Texts("phases"), scope.Texts("roles"));

    private sealed record Parameters(decimal? Limit, decimal? LimitUsd, IReadOnlyList<string> Allowed);

    private sealed record Scope(IReadOnlyList<string> Phases, IReadOnlyList<string> Roles);
}
