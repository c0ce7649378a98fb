using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Validation.Normalizing;

/// <summary>Where the run goes on, in the configuration's words.</summary>
internal static class RoutingRules
{
    /// <summary>Asking for the gate at the end of the phase is asking for the phase behind it.</summary>
    internal static void GateName(Repair repair, TurnContext context)
    {
        if (repair.Text("phase_transition_request") is { } asked
            && context.Phase?.ExitGate == asked
            && context.Configuration.FindPhase(asked) is null
            && context.Configuration.NextPhase(context.State.Phase) is { } next)
        {
            repair.Set("gate_name_to_phase", "phase_transition_request", next.Name);
        }
    }

    /// <summary>
    /// A next role that is missing is a person; one that has no turn in the phase is the first other one that has. Who goes on is a suggestion: no
    /// gate opens by it, and a person is never taken out.
    /// </summary>
    internal static void NextRole(Repair repair, TurnContext context)
    {
        if (repair.Lacks("proposed_next_role"))
        {
            repair.Set("missing_next_role", "proposed_next_role", Routes.Human);
            return;
        }

        if (repair.Text("proposed_next_role") is { } role
            && Text.IsRoleId(role)
            && !Routes.MayFollow(context, role, repair.Text("phase_transition_request"))
            && Routes.Allowed(context)?.FirstOrDefault(other => other != context.RoleId) is { } first)
        {
            repair.Set("illegal_next_role_replaced", "proposed_next_role", first);
        }
    }
}
