using Proofs.Runs.Runs.Loop.Rules;

namespace Proofs.Runs.Runs.Loop;

/// <summary>Gives roles turns and sends them off.</summary>
internal sealed class TurnStarter(LoopSession session)
{
    /// <summary>Gives one role a turn: the one that is chosen, or where several may be at work another that is allowed.</summary>
    /// <returns>Why the loop stops, or null.</returns>
    internal async Task<StopReason?> AssignAsync(CancellationToken cancellation)
    {
        session.CanAssign = false;
        string? chosen;
        try
        {
            chosen = session.Callbacks.SelectRole(session.State, session.Runner.Configuration);
        }
        catch (Exception thrown)
        {
            // Somebody else's code.
            session.Log.Fail("selectRole", thrown);
            return session.Drain(StopReason.DispatchError);
        }

        if (chosen is null)
        {
            session.Log.Warnings.Add("Nobody was chosen for the next turn.");
            return session.Flights.Count == 0 ? StopReason.CallerStopped : null;
        }

        RunnerResult result = await AssignAsync(chosen, cancellation).ConfigureAwait(false);
        RunnerResult first = result;
        bool isParallel = RunnerInterface.GetMaxConcurrentTurns(session.Runner.Configuration, session.State.Phase ?? string.Empty) > 1;
        foreach (string other in !result.Ok && isParallel && IsTaken(result.Refusal) ? RoleSelection.Others(session.State, session.Runner.Configuration).Where(IsIdle) : [])
        {
            result = await AssignAsync(other, cancellation).ConfigureAwait(false);
            if (result.Ok)
            {
                break;
            }
        }

        if (result is { Ok: true, Turn: { } turn })
        {
            session.CanAssign = true;
            session.State = result.State!;
            session.Log.Tell(new(RunLoopEventType.TurnAssigned) { TurnId = turn.TurnId, Role = turn.AssignedRole, State = session.State });
            return null;
        }

        if (first.Refusal?.Reason == RunCodes.UnknownRole)
        {
            session.Log.Fail(first.Refusal);
            return session.Drain(StopReason.DispatchError);
        }

        // What cannot begin beside the turns at work may be able to when they are done.
        return session.Flights.Count > 0 && !LoopSession.IsOutside(first.Refusal!) ? null : session.Take(first);
    }

    /// <summary>Writes what the worker is told, marks the turn and has its work done.</summary>
    /// <returns>Why the loop stops, or null.</returns>
    internal async Task<StopReason?> DispatchAsync(Turn turn, CancellationToken cancellation)
    {
        string id = turn.TurnId;
        string? bundle = null;
        RunnerResult sent = turn.Status is TurnStatus.Assigned or TurnStatus.Retrying ? await session.Access.DoAsync(runner => runner.RefreshTurnBaselineSnapshot(id), cancellation).ConfigureAwait(false) : new();
        sent = sent.Ok ? await session.Access.DoAsync(runner => Bundle(runner, id, out bundle), cancellation).ConfigureAwait(false) : sent;
        sent = sent.Ok ? await session.Access.DoAsync(runner => runner.TransitionActiveTurnLifecycle(id, TurnStatus.Dispatched), cancellation).ConfigureAwait(false) : sent;
        sent = sent.Ok ? await session.Access.DoAsync(runner => runner.FinalizeDispatchManifest(id), cancellation).ConfigureAwait(false) : sent;
        if (!sent.Ok || sent.Turn is not { } dispatched)
        {
            return session.Take(sent);
        }

        session.State = sent.State!;
        DateTimeOffset now = session.Runner.Time.GetUtcNow();
        DateTimeOffset deadline = LoopLimits.Deadline(session.Runner.Configuration, dispatched, now);
        TimeSpan limit = deadline - now;
        DispatchRequest request = new(dispatched, session.State, session.Runner.Configuration)
        {
            Root = session.Runner.Root,
            BundlePath = bundle!,
            StagingPath = RunnerInterface.GetTurnStagingResultPath(id),
            DispatchTimeout = limit,
            DispatchDeadlineAt = deadline,
        };
        session.Flights.Add(Flight.Start(id, limit, session.Options.Grace, session.Runner.Time, token => session.Callbacks.Dispatch(request, token)));
        return null;
    }

    private static RunnerResult Bundle(RunnerInterface runner, string turnId, out string? path)
    {
        BundleResult written = runner.WriteDispatchBundle(turnId);
        path = written.BundlePath;
        return new() { Refusal = written.Refusal };
    }

    private static bool IsTaken(Problem? refusal) => refusal?.Reason == RunCodes.TurnAlreadyAssigned;

    private bool IsIdle(string role) => session.State.ActiveTurns.Values.All(turn => turn.AssignedRole != role);

    /// <summary>What an ended process left uncommitted is committed first.</summary>
    private async Task<RunnerResult> AssignAsync(string role, CancellationToken cancellation)
    {
        RunnerResult assigned = await session.Access.DoAsync(runner => runner.AssignTurn(role), cancellation).ConfigureAwait(false);
        if (assigned.Refusal?.Reason != RunCodes.CheckpointRequired || session.Options.Checkpoint is not { } checkpoint)
        {
            return assigned;
        }

        RunnerResult committed = await session.Access.DoAsync(runner => checkpoint(runner), cancellation).ConfigureAwait(false);
        return committed.Ok ? await session.Access.DoAsync(runner => runner.AssignTurn(role), cancellation).ConfigureAwait(false) : committed;
    }
}
