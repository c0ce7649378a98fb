using Proofs.Runs.Runs.Configuration.Checks;

namespace Proofs.Runs.Runs.Configuration;

/// <summary>What a configuration must have beyond its shape before a run can begin. Source: AgentXchain protocol v7, config schema and write authority.</summary>
public static class ConfigurationChecks
{
    /// <summary>
    /// Everything that is missing, out of range or bound to what it cannot go with. A configuration that names roles, phases, runtimes or gates
    /// that it does not have is told so too, whoever made it.
    /// </summary>
    /// <param name="configuration">As <see cref="ConfigurationReader"/> gives it, or made by hand.</param>
    /// <returns>Problems in the order of the file's format; empty when a run can begin.</returns>
    public static IReadOnlyList<Problem> Bindings(RunConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return
        [
            .. SettingChecks.Project(configuration),
            .. RoleChecks.Check(configuration),
            .. RuntimeChecks.Check(configuration),
            .. RoutingChecks.Phases(configuration),
            .. RoutingChecks.Gates(configuration),
            .. SettingChecks.Budget(configuration),
            .. SettingChecks.Rules(configuration),
            .. KitChecks.Check(configuration),
            .. PolicyChecks.Check(configuration),
            .. ApprovalChecks.Check(configuration),
            .. SettingChecks.Timeouts(configuration),
            .. SettingChecks.Loop(configuration),
            .. Prompts(configuration),
            .. HookChecks.Check(configuration),
            .. SettingChecks.Verification(configuration),
            .. SettingChecks.Modes(configuration),
        ];
    }

    private static IEnumerable<Problem> Prompts(RunConfiguration configuration) => configuration.Prompts.Keys
        .Where(role => !configuration.Roles.ContainsKey(role))
        .Select(role => ConfigurationProblem.UndeclaredRole(KeyPath.Root.Key("prompts").Entry(role), role));
}
