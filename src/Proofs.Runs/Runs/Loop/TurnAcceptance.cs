using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Runs.Loop;

/// <summary>Has a turn accepted with the result that its dispatch answered, and with no other.</summary>
internal sealed class TurnAcceptance(LoopSession session, TurnSettler settler)
{
    /// <summary>Stages and accepts a result; rejects the turn when it does not hold.</summary>
    /// <returns>Why the loop stops, or null.</returns>
    internal async Task<StopReason?> TakeAsync(Turn turn, DispatchOutcome done, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> answered = done.TurnResult;
        if (Shapeless(answered.Span) is { } shapeless)
        {
            return await settler.RejectAsync(turn, shapeless, stage: ValidationResult.Stages[0], errors: [shapeless.Message], dispatch: done.Record).ConfigureAwait(false);
        }

        // A copy: what the worker still holds of it may change.
        byte[] result = answered.ToArray();
        RunnerResult staged = await session.Access.DoAsync(runner => runner.StageTurnResult(turn.TurnId, result), cancellation).ConfigureAwait(false);
        if (!staged.Ok)
        {
            return session.Take(staged);
        }

        RunnerResult accepted;
        try
        {
            accepted = await session.Access.DoAsync(runner => runner.AcceptTurn(turn.TurnId, result: result, dispatch: done.Record, cancellation: cancellation), cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Nothing was decided; the loop is being stopped, and its next step says so.
            return null;
        }

        session.State = accepted.State ?? session.State;
        return accepted.Ok ? await AcceptedAsync(turn, accepted, cancellation).ConfigureAwait(false) : await RefusedAsync(turn, accepted, done.Record).ConfigureAwait(false);
    }

    private async Task<StopReason?> AcceptedAsync(Turn turn, RunnerResult accepted, CancellationToken cancellation)
    {
        LoopLog log = session.Log;
        log.Accepted++;
        log.Warnings.AddRange([.. accepted.Warnings, .. accepted.Gate is { Passed: false } failed ? [failed.Reason ?? $"Gate \"{failed.GateId}\" does not hold."] : Array.Empty<string>()]);
        log.Turns.Add(new(turn.AssignedRole, turn.TurnId, Accepted: true));
        log.Tell(new(RunLoopEventType.TurnAccepted) { TurnId = turn.TurnId, Role = turn.AssignedRole, State = session.State });
        if (await ProposeAsync(cancellation).ConfigureAwait(false) && session.Options.Checkpoint is { } checkpoint)
        {
            RunnerResult committed = await session.Access.DoAsync(runner => checkpoint(runner), cancellation).ConfigureAwait(false);
            session.State = committed.State ?? session.State;
            if (!committed.Ok)
            {
                log.Fail(committed.Refusal);
                session.Drain(StopReason.Blocked);
            }
        }

        return session.Callbacks.AfterAccept is { } look && accepted.Accepted is { } entry ? await LookAsync(look, entry, accepted, cancellation).ConfigureAwait(false) : null;
    }

    /// <summary>Applies the proposals that wait, where that needs no person.</summary>
    /// <returns>Whether all that was tried is applied; otherwise the loop stops, because a person has to look.</returns>
    private async Task<bool> ProposeAsync(CancellationToken cancellation)
    {
        IReadOnlyList<RunnerResult> applied = [];
        await session.Access.DoAsync(
            runner =>
            {
                applied = runner.ApplyWaitingProposals(session.Options.ApplyProposals);
                return applied.Count > 0 ? applied[^1] : new();
            },
            cancellation).ConfigureAwait(false);
        session.State = applied.Count > 0 ? applied[^1].State ?? session.State : session.State;
        if (applied.FirstOrDefault(result => !result.Ok) is not { } refused)
        {
            return true;
        }

        session.Log.Fail(refused.Refusal);
        session.Drain(StopReason.Blocked);
        return false;
    }

    private async Task<StopReason?> LookAsync(Func<HistoryEntry, RunnerResult, CancellationToken, Task<string?>> look, HistoryEntry entry, RunnerResult accepted, CancellationToken cancellation)
    {
        try
        {
            if (await look(entry, accepted, cancellation).WaitAsync(cancellation).ConfigureAwait(false) is { } stop)
            {
                session.Log.Fail(new Problem(RunCodes.StoppedAfterAccept, LoopText.Clip(stop, "The caller stopped the loop.")) { Referenced = entry.TurnId });
                session.Drain(StopReason.CallerStopped);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The loop is being stopped; its next step says so.
            return null;
        }
        catch (Exception thrown)
        {
            // Somebody else's code.
            session.Log.Fail("afterAccept", thrown, entry.TurnId);
            session.Drain(StopReason.DispatchError);
        }

        return null;
    }

    private async Task<StopReason?> RefusedAsync(Turn turn, RunnerResult refused, DispatchRecord? dispatch)
    {
        Problem why = refused.Refusal!;
        Turn? now = session.State.ActiveTurns.GetValueOrDefault(turn.TurnId);
        bool isConflict = now?.Status is TurnStatus.Conflicted;
        if (isConflict)
        {
            session.Log.Tell(new(RunLoopEventType.TurnConflicted) { TurnId = turn.TurnId, Role = turn.AssignedRole, Reason = why.Message, State = session.State });
        }

        if (session.State.Status is not RunStatus.Active)
        {
            session.Log.Fail(why);
            session.Log.Turns.Add(new(turn.AssignedRole, turn.TurnId, Accepted: false) { ErrorCode = why.Reason.Id, AcceptError = why.Message, Conflict = isConflict, Blocked = true });
            return null;
        }

        if (now is null || LoopSession.IsOutside(why))
        {
            return session.Take(refused);
        }

        ValidationResult? validation = refused.Change?.Validation;
        return await settler.RejectAsync(now, why, stage: validation?.FailedStage, errors: validation is null ? [why.Message] : [.. validation.Problems.Select(problem => problem.Message)], dispatch: dispatch).ConfigureAwait(false);
    }

    private static Problem? Shapeless(ReadOnlySpan<byte> answered)
    {
        (JsonObject? read, Problem? unreadable) = ResultReader.Read(answered);
        return read is null ? unreadable
            : TurnValidation.HasMinimumShape(JsonElement.Parse(read.ToJsonString())) ? null
            : new(RunCodes.MinimumShapeMissing, "What the worker answered has not even the shape of a turn result.");
    }
}
