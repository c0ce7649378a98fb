using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Loop;

/// <summary>Takes or rejects what came back from the work on a turn.</summary>
internal sealed class TurnSettler(LoopSession session)
{
    /// <summary>Settles an attempt.</summary>
    /// <returns>Why the loop stops, or null.</returns>
    internal async Task<StopReason?> SettleAsync(string turnId, Landing landing, CancellationToken cancellation)
    {
        session.TellAbandoned(turnId, landing);
        if (!session.State.ActiveTurns.TryGetValue(turnId, out Turn? turn))
        {
            // Somebody else settled it meanwhile.
            return null;
        }

        switch (landing)
        {
            case { Kind: LandingKind.Threw }:
                session.Log.Fail("dispatch", landing.Exception, turnId);
                session.Log.Turns.Add(new(turn.AssignedRole, turnId, Accepted: false) { ErrorCode = RunCodes.CallbackFailed.Id, AcceptError = session.Log.Errors[^1].Message });
                return session.Drain(StopReason.DispatchError);
            case { Kind: LandingKind.TimedOut }:
                return await StallAsync(turn).ConfigureAwait(false);
            case { Outcome: { Accept: true } done }:
                return await new TurnAcceptance(session, this).TakeAsync(turn, done, cancellation).ConfigureAwait(false);
            case { Outcome: { Blocked: true } blocked }:
                return await BlockAsync(turn, blocked).ConfigureAwait(false);
            case { Outcome: { } refused }:
                string reason = LoopText.Clip(refused.Reason, "The worker did not do it and gave no reason.");
                return await RejectAsync(turn, new(RunCodes.DispatchRejected, reason), refused.Cost, LoopText.Clip(refused.FailureClass, RunCodes.DispatchRejected.Id), dispatch: refused.Record).ConfigureAwait(false);
            default:
                // It stopped because the loop does; the next one does it once more.
                return null;
        }
    }

    /// <summary>Rejects a turn that an earlier loop did not come to settle: what was staged for it may be anybody's.</summary>
    internal Task<StopReason?> RecoverAsync(Turn turn) => RejectAsync(turn, turn.Status is TurnStatus.Conflicted
        ? new(RunCodes.Conflict, $"Turns accepted since {turn.TurnId} began changed the same files.")
        : new(RunCodes.AttemptInterrupted, $"Attempt {turn.Attempt} was {Word.Of(turn.Status)} when the runner ended."));

    /// <summary>Rejects an attempt, which is tried again or was the last one.</summary>
    internal async Task<StopReason?> RejectAsync(Turn turn, Problem why, TurnCost? cost = null, string? errorCode = null, string? stage = null, IReadOnlyList<string>? errors = null, DispatchRecord? dispatch = null)
    {
        RunnerResult rejected = await session.Access.DoAsync(runner =>
        {
            runner.SecureStaging(turn.TurnId);
            return runner.RejectTurn(LoopText.Clip($"{why.Message} {why.Next}", why.Reason.Id), stage, errors, turn.TurnId, cost, dispatch);
        }).ConfigureAwait(false);
        if (!rejected.Ok)
        {
            return session.Take(rejected);
        }

        session.State = rejected.State!;
        bool isConflict = turn.Status is TurnStatus.Conflicted;
        session.Log.Turns.Add(new(turn.AssignedRole, turn.TurnId, Accepted: false) { ErrorCode = errorCode ?? why.Reason.Id, AcceptError = why.Message, Conflict = isConflict, Blocked = session.State.Status is RunStatus.Blocked });
        session.Log.Tell(new(RunLoopEventType.TurnRejected) { TurnId = turn.TurnId, Role = turn.AssignedRole, Reason = why.Message, State = session.State });
        return null;
    }

    private async Task<StopReason?> StallAsync(Turn turn)
    {
        RunnerResult stalled = await session.Access.DoAsync(runner => runner.TransitionActiveTurnLifecycle(turn.TurnId, TurnStatus.Stalled)).ConfigureAwait(false);
        StopReason? stopped = session.Take(stalled);
        return !stalled.Ok ? stopped : await RejectAsync(turn, new(RunCodes.TurnTimedOut, $"The work on attempt {turn.Attempt} took longer than it may.")).ConfigureAwait(false);
    }

    private async Task<StopReason?> BlockAsync(Turn turn, DispatchOutcome outcome)
    {
        string reason = LoopText.Clip(outcome.Reason, "The worker says that somebody has to act and does not say why.");
        string category = LoopText.Clip(outcome.BlockedCategory ?? outcome.FailureClass, "dispatch");
        session.Log.Fail(new Problem(RunCodes.DispatchBlocked, reason) { Referenced = turn.TurnId, Detail = category });

        // What was spent is charged, and only a rejection charges.
        bool isSpent = outcome.Cost is not (null or { Usd: 0, InputTokens: null or 0, OutputTokens: null or 0 });
        if (isSpent && await RejectAsync(turn, new(RunCodes.DispatchBlocked, reason), outcome.Cost, category, dispatch: outcome.Record).ConfigureAwait(false) is { } stopped)
        {
            return stopped;
        }

        RunState now = outcome.BlockedAlreadyPersisted ? (await session.Access.DoAsync(runner => runner.LoadState()).ConfigureAwait(false)).State ?? session.State : session.State;
        session.State = now;
        session.Log.Turns.Add(new(turn.AssignedRole, turn.TurnId, Accepted: false) { ErrorCode = category, AcceptError = reason, Blocked = true });
        if (now.Status is RunStatus.Blocked)
        {
            return null;
        }

        string on = LoopText.Clip(outcome.BlockedOn, $"dispatch:{Blocking.Slug(category)}");
        Recovery recovery = outcome.Recovery ?? new() { TypedReason = category, Owner = "human", RecoveryAction = RunCodes.DispatchBlocked.Fix, TurnRetained = true, Detail = reason };
        return session.Take(await session.Access.DoAsync(runner => runner.MarkRunBlocked(new BlockRun(on, category, recovery) { TurnId = turn.TurnId })).ConfigureAwait(false));
    }
}
