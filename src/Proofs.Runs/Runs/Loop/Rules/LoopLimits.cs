using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;

namespace Proofs.Runs.Runs.Loop.Rules;

/// <summary>How long the loop waits for things.</summary>
internal static class LoopLimits
{
    /// <summary>How long a turn may take when nothing is said, in minutes.</summary>
    private const decimal DefaultMinutes = 120;

    /// <summary>When the work on a turn has to be done: counted, as acceptance does, from when this attempt's work began.</summary>
    internal static DateTimeOffset Deadline(RunConfiguration configuration, Turn turn, DateTimeOffset now) => Clock.Later(turn.StartedAt ?? now, Minutes(configuration.Timeouts));

    /// <summary>The phase's or the run's own limit that comes first, with its time; null when there is none that stops a run.</summary>
    internal static (string Scope, DateTimeOffset At)? Next(RunState state, RunConfiguration configuration)
    {
        Timeouts limits = configuration.Timeouts;
        Phase? phase = configuration.FindPhase(state.Phase);
        return new[]
            {
                At("phase", state.PhaseEnteredAt, phase?.TimeoutMinutes ?? limits.PerPhaseMinutes, phase?.TimeoutAction ?? limits.Action),
                At("run", state.CreatedAt, limits.PerRunMinutes, limits.Action),
            }
            .Where(limit => limit is not null)
            .OrderBy(limit => limit!.Value.At)
            .FirstOrDefault();
    }

    /// <summary>Where only a warning is wanted, a worker is stopped all the same when it takes longer than any turn usually may: it may hang.</summary>
    private static decimal Minutes(Timeouts limits) => limits.PerTurnMinutes is not { } most ? DefaultMinutes
        : limits.Action == "warn" ? Math.Max(most, DefaultMinutes)
        : most;

    private static (string Scope, DateTimeOffset At)? At(string scope, DateTimeOffset? since, decimal? minutes, string action) =>
        since is { } from && minutes is { } most && action != "warn" ? (scope, Clock.Later(from, most)) : null;
}
