using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Validation;

/// <summary>Who may have the next turn and which phase may follow.</summary>
internal static class Routes
{
    /// <summary>Who goes on when nobody else is named.</summary>
    internal const string Human = Word.Human;

    /// <summary>The roles that may have a turn in the run's phase; null when the configuration leaves that open.</summary>
    internal static IReadOnlyList<string>? Allowed(TurnContext context) =>
        context.Configuration.Routing.Count == 0 || context.Phase is { AllowedNextRoles.Count: 0 } ? null : context.Phase?.AllowedNextRoles ?? [];

    /// <summary>Whether a role may be proposed. Who asks for the next phase may propose a role of that phase, too.</summary>
    internal static bool MayFollow(TurnContext context, string role, string? requestedPhase)
    {
        Phase? next = context.Configuration.NextPhase(context.State.Phase);
        return role == Human
            || Allowed(context) is not { } allowed
            || allowed.Contains(role, StringComparer.Ordinal)
            || (next is not null && next.Name == requestedPhase && (next.EntryRole == role || next.AllowedNextRoles.Contains(role, StringComparer.Ordinal)));
    }

    /// <summary>Why the phase that is asked for may not follow, or null when it may.</summary>
    internal static Problem? Illegal(TurnContext context, string requestedPhase)
    {
        string? from = context.State.Phase;
        Phase? next = context.Configuration.NextPhase(from);
        if (context.Configuration.Routing.Count == 0 || next?.Name == requestedPhase)
        {
            return null;
        }

        string asked = $"phase_transition_request \"{Text.Short(requestedPhase)}\" is invalid";
        string message = (context.Phase, next) switch
        {
            (null, _) => $"{asked} from phase \"{from}\", which the configuration does not have.",
            (_, null) => $"{asked} in final phase \"{from}\"; use run_completion_request instead.",
            _ => $"{asked} from phase \"{from}\"; next phase is \"{next.Name}\".",
        };
        return new(RunCodes.InvalidPhaseTransition, message) { Field = "phase_transition_request", Actual = Text.Short(requestedPhase), Expected = next?.Name };
    }
}
