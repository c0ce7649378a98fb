using Proofs.Runs.Runs.Loop.Rules;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Loop;

/// <summary>Does what <see cref="LoopRule"/> decides, one thing after another, until it decides to stop.</summary>
internal sealed class LoopDriver(RunnerAccess access, RunLoopCallbacks callbacks, RunLoopOptions options, LoopLog log, RunState begun)
{
    private readonly LoopSession _session = new(access, callbacks, options, log) { State = begun };

    internal RunState State => _session.State;

    internal async Task<StopReason> DriveAsync(CancellationToken cancellation)
    {
        TurnStarter starter = new(_session);
        TurnSettler settler = new(_session);
        try
        {
            for (decimal left = MostSteps(); left > 0; left--)
            {
                if (cancellation.IsCancellationRequested)
                {
                    log.Fail(new Problem(RunCodes.LoopCancelled, "The loop was cancelled; its turns at work are done once more by the next one."));
                    return Tell(StopReason.CallerStopped);
                }

                Preempt();
                LoopStep step = LoopRule.Next(State, access.Runner.Configuration, _session.Progress, access.Runner.Time.GetUtcNow());
                StopReason? stopped = step switch
                {
                    LoopStep.Stop stop => stop.Reason,
                    LoopStep.Exhausted used => Exhausted(used.Turn),
                    LoopStep.TimeOut over => await BlockAsync(over.Scope, cancellation).ConfigureAwait(false),
                    LoopStep.Ask ask => await new GateKeeper(_session).AskAsync(ask.Gate, cancellation).ConfigureAwait(false),
                    LoopStep.Recover recover => await settler.RecoverAsync(recover.Turn).ConfigureAwait(false),
                    LoopStep.Dispatch dispatch => await starter.DispatchAsync(dispatch.Turn, cancellation).ConfigureAwait(false),
                    LoopStep.Assign => await starter.AssignAsync(cancellation).ConfigureAwait(false),
                    _ => await WaitAsync(settler, cancellation).ConfigureAwait(false),
                };
                if (stopped is { } reason)
                {
                    return Tell(reason);
                }
            }

            log.Fail(new Problem(RunCodes.LoopWithoutProgress, "The loop went round more often than its turns can need; a callback undoes what it does."));
            return Tell(StopReason.DispatchError);
        }
        finally
        {
            await _session.LandAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Every turn is assigned once and each of its attempts is dispatched, waited for and settled once; a gate follows an accepted turn.</summary>
    private decimal MostSteps()
    {
        decimal turns = (decimal)Math.Max(0, _session.MostTurns) + State.ActiveTurns.Count + 1;
        return turns * (3 + (3 * (decimal)Math.Max(1, access.Runner.Configuration.Rules.MaxTurnRetries))) + 10;
    }

    private void Preempt()
    {
        if (callbacks.Preempt is null || _session.Stopping is not null || State.Status is not RunStatus.Active)
        {
            return;
        }

        try
        {
            if (callbacks.Preempt(State) is { } first)
            {
                log.PreemptedBy = LoopText.Clip(first, "something");
                _session.Stopping = StopReason.PriorityPreempted;
                log.Tell(new(RunLoopEventType.PriorityInjected) { Reason = log.PreemptedBy, State = State });
            }
        }
        catch (Exception thrown)
        {
            // Somebody else's code.
            log.Fail("preempt", thrown);
            _session.Stopping = StopReason.DispatchError;
        }
    }

    private async Task<StopReason?> WaitAsync(TurnSettler settler, CancellationToken cancellation)
    {
        (string Scope, DateTimeOffset At)? limit = LoopLimits.Next(State, access.Runner.Configuration);
        TimeSpan? left = limit is { } some ? some.At - access.Runner.Time.GetUtcNow() + TimeSpan.FromMilliseconds(1) : null;
        using CancellationTokenSource waited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _session.TellParallel();
        await Task.WhenAny([.. _session.Flights.Select(flight => flight.Landed), Waiting.For(left, access.Runner.Time, waited.Token)]).ConfigureAwait(false);
        await waited.CancelAsync().ConfigureAwait(false);

        ILookup<string, Flight> landed = _session.Flights.Where(each => each.Landed.IsCompleted).ToLookup(each => each.TurnId, StringComparer.Ordinal);
        foreach (Flight flight in LoopRule.Ordered(State, landed.Select(each => each.Key)).SelectMany(id => landed[id]))
        {
            if (cancellation.IsCancellationRequested || State.Status is not RunStatus.Active)
            {
                break;
            }

            _session.Flights.Remove(flight);
            _session.CanAssign = true;
            if (await settler.SettleAsync(flight.TurnId, await flight.Landed.ConfigureAwait(false), cancellation).ConfigureAwait(false) is { } stopped)
            {
                return stopped;
            }
        }

        return null;
    }

    private StopReason Exhausted(Turn turn)
    {
        log.Fail(new Problem(RunCodes.AttemptsUsedUp, $"The attempts of turn {turn.TurnId} of {turn.AssignedRole} are used up; the run waits for it.") { Referenced = turn.TurnId });
        return StopReason.RejectExhausted;
    }

    /// <summary>The workers stop first: what they wrote after the run is blocked would be nobody's.</summary>
    private async Task<StopReason?> BlockAsync(string scope, CancellationToken cancellation)
    {
        await _session.LandAsync().ConfigureAwait(false);
        string what = $"The {scope} took longer than it may.";
        log.Fail(new Problem(RunCodes.RunTimedOut, what) { Field = $"timeouts.per_{scope}_minutes" });
        Recovery recovery = new() { TypedReason = "timeout", Owner = "human", RecoveryAction = RunCodes.RunTimedOut.Fix, TurnRetained = State.ActiveTurns.Count > 0, Detail = what };
        RunnerResult blocked = await access.DoAsync(runner => runner.MarkRunBlocked(new BlockRun($"timeout:{scope}", "timeout", recovery)), cancellation).ConfigureAwait(false);
        return _session.Take(blocked);
    }

    private StopReason Tell(StopReason reason)
    {
        RunLoopEventType? type = reason switch
        {
            StopReason.Completed => RunLoopEventType.Completed,
            StopReason.CallerStopped => RunLoopEventType.CallerStopped,
            StopReason.Blocked or StopReason.RejectExhausted or StopReason.ConflictLoop or StopReason.ConflictStall => RunLoopEventType.Blocked,
            _ => null,
        };
        if (type is { } told)
        {
            log.Tell(new(told) { Reason = State.BlockedOn ?? (log.Errors.Count > 0 ? log.Errors[^1].Message : null), State = State });
        }

        return reason;
    }
}
