namespace Proofs.Runs.Runs.Loop;

/// <summary>Asks for the approval that the run waits for.</summary>
internal sealed class GateKeeper(LoopSession session)
{
    /// <summary>Asks, and has the run go on when it is approved.</summary>
    /// <returns>Why the loop stops, or null.</returns>
    internal async Task<StopReason?> AskAsync(GateKind gate, CancellationToken cancellation)
    {
        session.Log.Tell(new(RunLoopEventType.GatePaused) { GateType = gate, Reason = session.State.BlockedOn, State = session.State });
        GateAnswer answer;
        try
        {
            answer = await session.Callbacks.ApproveGate(gate, session.State, cancellation).WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The loop is being stopped; its next step says so.
            return null;
        }
        catch (Exception thrown)
        {
            // Somebody else's code; a gate is not passed because of it.
            session.Log.Fail("approveGate", thrown);
            return StopReason.DispatchError;
        }

        if (answer is not (GateAnswer.Approved or GateAnswer.ApprovedAutomatically))
        {
            return Hold(gate, null);
        }

        bool isAutomatic = answer is GateAnswer.ApprovedAutomatically;
        RunnerResult approved = await session.Access.DoAsync(runner => gate is GateKind.PhaseTransition ? runner.ApprovePhaseGate(isAutomatic) : runner.ApproveCompletionGate(isAutomatic), cancellation).ConfigureAwait(false);
        session.State = approved.State ?? session.State;
        if (approved.Ok)
        {
            session.Log.GatesApproved++;
            session.CanAssign = true;
            session.Log.Tell(new(RunLoopEventType.GateApproved) { GateType = gate, State = session.State });
            return null;
        }

        // Somebody may have settled it meanwhile; then the state says how.
        return session.State.Status is RunStatus.Paused || LoopSession.IsOutside(approved.Refusal) ? Hold(gate, approved.Refusal) : null;
    }

    private StopReason Hold(GateKind gate, Problem? refusal)
    {
        session.Log.Fail(refusal);
        session.Log.Tell(new(RunLoopEventType.GateHeld) { GateType = gate, Reason = refusal?.Message, State = session.State });
        return StopReason.GateHeld;
    }
}
