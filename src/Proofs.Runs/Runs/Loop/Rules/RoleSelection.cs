using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Loop.Rules;

/// <summary>Whose turn it is when nobody says otherwise. Source: AgentXchain protocol v7, role choice.</summary>
public static class RoleSelection
{
    /// <summary>
    /// The role that has delegated work to review, then one that has some to do, then the recommended one, then the phase's first; null when a
    /// person decides.
    /// </summary>
    /// <param name="state">The run.</param>
    /// <param name="configuration">The project's configuration.</param>
    public static string? Next(RunState state, RunConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(configuration);
        if (state.Status is not RunStatus.Active)
        {
            return null;
        }

        if ((Known(configuration, state.PendingDelegationReview?.ParentRole) ?? Known(configuration, state.DelegationQueue.FirstOrDefault(item => item.Status == "pending")?.ToRole)) is { } delegated)
        {
            return delegated;
        }

        Phase? phase = configuration.FindPhase(state.Phase);
        if (state.NextRecommendedRole is { } recommended)
        {
            return Known(configuration, recommended) is not null && IsLegal(phase, recommended) ? recommended : First(configuration, phase);
        }

        // After an accepted turn no recommendation means that it asked for a person.
        return state.AcceptedSequence > 0 ? null : First(configuration, phase);
    }

    /// <summary>Who may have a turn beside the one that is chosen, in the order of the configuration.</summary>
    internal static IEnumerable<string> Others(RunState state, RunConfiguration configuration) =>
        configuration.FindPhase(state.Phase) is { } phase ? phase.AllowedNextRoles.Prepend(phase.EntryRole).OfType<string>().Where(configuration.Roles.ContainsKey).Distinct(StringComparer.Ordinal) : [];

    private static bool IsLegal(Phase? phase, string role) => phase is null || phase.EntryRole == role || phase.AllowedNextRoles.Contains(role, StringComparer.Ordinal);

    private static string? First(RunConfiguration configuration, Phase? phase) =>
        Known(configuration, phase?.EntryRole) ?? phase?.AllowedNextRoles.FirstOrDefault(configuration.Roles.ContainsKey) ?? configuration.Roles.Keys.FirstOrDefault();

    private static string? Known(RunConfiguration configuration, string? role) => role is not null && configuration.Roles.ContainsKey(role) ? role : null;
}
