using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Loop.Rules;

/// <summary>Decides what the loop does next from where the run stands, whoever brought it there; so a restart is nothing special.</summary>
internal static class LoopRule
{
    internal static LoopStep Next(RunState state, RunConfiguration configuration, LoopProgress progress, DateTimeOffset now) => state.Status switch
    {
        RunStatus.Active => Active(state, configuration, progress, now),
        RunStatus.Paused when progress.Stopping is { } reason => new LoopStep.Stop(reason),
        RunStatus.Paused when state.PendingPhaseTransition is not null => new LoopStep.Ask(GateKind.PhaseTransition),
        RunStatus.Paused when state.PendingRunCompletion is not null => new LoopStep.Ask(GateKind.RunCompletion),
        RunStatus.Paused => new LoopStep.Stop(StopReason.Blocked),
        RunStatus.Idle => new LoopStep.Stop(StopReason.InitFailed),
        _ => new LoopStep.Stop(StopReasons.Of(state)),
    };

    /// <summary>Turns in the order of their assignment, so that the same workers come to the same; those that are gone from the run come last.</summary>
    internal static IReadOnlyList<string> Ordered(RunState state, IEnumerable<string> turns)
    {
        string[] order = [.. state.ActiveTurns.Keys];
        return [.. turns.OrderBy(turn => Array.IndexOf(order, turn) is >= 0 and var at ? at : order.Length)];
    }

    private static LoopStep Active(RunState state, RunConfiguration configuration, LoopProgress progress, DateTimeOffset now)
    {
        if (LoopLimits.Next(state, configuration) is { } limit && limit.At < now)
        {
            return new LoopStep.TimeOut(limit.Scope);
        }

        bool isFull = progress.Accepted + progress.AtWork.Count >= progress.MostTurns;
        if (!isFull && progress.Stopping is null && Begin(state, configuration, progress) is { } step)
        {
            return step;
        }

        return progress.AtWork.Count > 0 ? new LoopStep.Wait()
            : progress.Stopping is { } reason ? new LoopStep.Stop(reason)
            : GivenUp(state) is { } failed ? new LoopStep.Exhausted(failed)
            : new LoopStep.Stop(isFull ? StopReason.MaxTurnsReached : StopReason.Blocked);
    }

    private static LoopStep? Begin(RunState state, RunConfiguration configuration, LoopProgress progress)
    {
        Turn[] idle = [.. state.ActiveTurns.Values.Where(turn => !progress.AtWork.Contains(turn.TurnId))];
        if (Array.Find(idle, turn => turn.Status is TurnStatus.FailedAcceptance or TurnStatus.Conflicted or TurnStatus.Stalled or TurnStatus.FailedStart) is { } unsettled)
        {
            return new LoopStep.Recover(unsettled);
        }

        if (Array.Find(idle, turn => turn.Status is not TurnStatus.Failed) is { } ready)
        {
            return new LoopStep.Dispatch(ready);
        }

        // A turn that was given up keeps its phase from ending; more turns would lead nowhere.
        bool isFree = GivenUp(state) is null && state.ActiveTurns.Count < RunnerInterface.GetMaxConcurrentTurns(configuration, state.Phase ?? string.Empty);
        return isFree && progress.CanAssign ? new LoopStep.Assign() : null;
    }

    private static Turn? GivenUp(RunState state) => state.ActiveTurns.Values.FirstOrDefault(turn => turn.Status is TurnStatus.Failed);
}
