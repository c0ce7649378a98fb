namespace Proofs.Runs.Runs.Configuration.Checks;

/// <summary>Whether every policy says something that can be checked. One that silently never counted would let pass what it is to stop.</summary>
internal static class PolicyChecks
{
    internal static IEnumerable<Problem> Check(RunConfiguration configuration) => configuration.Policies.Index()
        .SelectMany(policy => Check(policy.Item, KeyPath.Root.Key("policies").At(policy.Index), configuration)
            .Append(Unique(policy.Item.Id, KeyPath.Root.Key("policies").At(policy.Index), configuration.Policies.Take(policy.Index))))
        .OfType<Problem>();

    private static IEnumerable<Problem?> Check(AcceptancePolicy policy, KeyPath at, RunConfiguration configuration) =>
    [
        Expect.Among(at.Key("rule"), policy.Rule, ConfigurationWords.PolicyRules),
        Expect.Among(at.Key("action"), policy.Action, ConfigurationWords.PolicyActions),
        .. Parameters(policy, at.Key("params")),
        .. Scope(policy, at.Key("scope"), configuration),
    ];

    private static IEnumerable<Problem?> Parameters(AcceptancePolicy policy, KeyPath at) => policy.Rule switch
    {
        ConfigurationWords.RequireReproducibleVerification => [],
        ConfigurationWords.RequireStatus =>
        [
            Expect.Present(at.Key("allowed"), policy.AllowedStatuses.Count > 0, "it lists the statuses that are accepted"),
            .. policy.AllowedStatuses.Select((status, index) => Expect.Among(at.Key("allowed").At(index), status, ConfigurationWords.ResultStatuses)),
        ],
        ConfigurationWords.MaxCostPerTurn =>
        [
            Expect.Present(at.Key("limit_usd"), policy.Limit is not null, "a turn that costs more breaks the policy"),
            Expect.Positive(at.Key("limit_usd"), policy.Limit),
        ],
        _ when ConfigurationWords.PolicyRules.Contains(policy.Rule, StringComparer.Ordinal) =>
        [
            Expect.Present(at.Key("limit"), policy.Limit is not null, "one turn more breaks the policy"),
            Expect.AtLeast(at.Key("limit"), policy.Limit, 1),
            policy.Limit is { } limit && limit != decimal.Truncate(limit) ? ConfigurationProblem.Invalid(at.Key("limit"), "must be a whole number") : null,
        ],
        _ => [],
    };

    private static IEnumerable<Problem?> Scope(AcceptancePolicy policy, KeyPath at, RunConfiguration configuration) =>
    [
        .. policy.Phases.Select((phase, index) => configuration.FindPhase(phase) is null ? ConfigurationProblem.UndeclaredPhase(at.Key("phases").At(index), phase) : null),
        .. policy.Roles.Select((role, index) => configuration.Roles.ContainsKey(role) ? null : ConfigurationProblem.UndeclaredRole(at.Key("roles").At(index), role)),
    ];

    private static Problem? Unique(string id, KeyPath at, IEnumerable<AcceptancePolicy> before) =>
        before.Any(policy => policy.Id == id) ? ConfigurationProblem.Invalid(at.Key("id"), $"must not be the id of another policy, \"{KeyPath.Cut(id)}\"") with { Referenced = id } : null;
}
