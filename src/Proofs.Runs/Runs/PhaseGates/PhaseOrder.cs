using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>The order of phases, which no run goes back in or leaves a part of out. Source: AgentXchain protocol v7, phases and gates.</summary>
internal static class PhaseOrder
{
    /// <summary>Why a run must not go to a phase, or null when it may.</summary>
    /// <param name="configuration">The configuration, whose routing is the order.</param>
    /// <param name="from">The phase the run is in.</param>
    /// <param name="to">The phase that is asked for.</param>
    public static Problem? Check(RunConfiguration configuration, string? from, string to)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (FindCurrent(configuration, from) is { } lost)
        {
            return lost;
        }

        Phase? next = configuration.NextPhase(from);
        if (next is not null && next.Name == to)
        {
            return null;
        }

        string message = next is null
            ? $"phase_transition_request \"{to}\" is invalid in final phase \"{from}\"; use run_completion_request instead."
            : $"phase_transition_request \"{to}\" is invalid from phase \"{from}\"; next phase is \"{next.Name}\".";
        return new(configuration.FindPhase(to) is null ? RunCodes.UnknownPhase : RunCodes.PhaseNotNext, message) { Field = "phase_transition_request", Actual = to, Expected = next?.Name };
    }

    /// <summary>Why a run must not end in a phase, or null when it may.</summary>
    /// <param name="configuration">The configuration, whose routing is the order.</param>
    /// <param name="from">The phase the run is in.</param>
    public static Problem? CheckEnd(RunConfiguration configuration, string? from)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return FindCurrent(configuration, from) is { } lost ? lost
            : configuration.NextPhase(from) is null ? null
            : new(RunCodes.NotFinalPhase, $"Run completion requested but current phase \"{from}\" is not the final phase \"{configuration.Routing[^1].Name}\"") { Field = "run_completion_request", Actual = from, Expected = configuration.Routing[^1].Name };
    }

    private static Problem? FindCurrent(RunConfiguration configuration, string? phase) => configuration.FindPhase(phase) is not null
        ? null
        : new(RunCodes.UnknownPhase, $"The run is in phase \"{phase}\", which does not stand in the configuration's routing.") { Field = "phase", Actual = phase };
}
