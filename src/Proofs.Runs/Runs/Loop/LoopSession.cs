using Proofs.Runs.Runs.Loop.Rules;
using Proofs.Verdicts;

namespace Proofs.Runs.Runs.Loop;

/// <summary>What the parts of one loop share.</summary>
internal sealed class LoopSession(RunnerAccess access, RunLoopCallbacks callbacks, RunLoopOptions options, LoopLog log)
{
    private int _told;

    internal RunnerAccess Access => access;

    internal RunnerInterface Runner => access.Runner;

    internal RunLoopCallbacks Callbacks => callbacks;

    internal RunLoopOptions Options => options;

    internal LoopLog Log => log;

    /// <summary>The run as the last operation left it.</summary>
    internal required RunState State { get; set; }

    internal List<Flight> Flights { get; } = [];

    /// <summary>Whether it is worth trying to give somebody a turn.</summary>
    internal bool CanAssign { get; set; } = true;

    /// <summary>Why nothing new begins while the turns at work are waited for.</summary>
    internal StopReason? Stopping { get; set; }

    internal int MostTurns { get; } = options.MaxTurns ?? access.Runner.Configuration.RunLoop.MaxTurns;

    internal LoopProgress Progress => new(log.Accepted, MostTurns, Flights.Select(flight => flight.TurnId).ToHashSet(StringComparer.Ordinal), CanAssign, Stopping);

    /// <summary>Goes on from what an operation came to. One that should have been possible and was refused stops the loop, unless the run itself says why.</summary>
    internal StopReason? Take(RunnerResult result)
    {
        RunStatus before = State.Status;
        State = result.State ?? State;
        if (result.Ok)
        {
            return null;
        }

        log.Fail(result.Refusal);
        return State.Status != before && State.Status is not RunStatus.Idle ? null : StopReason.Blocked;
    }

    /// <summary>Nothing new begins; when nothing is at work, the loop stops at its next step.</summary>
    internal StopReason? Drain(StopReason reason)
    {
        Stopping ??= reason;
        return null;
    }

    /// <summary>Whether a refusal is about this machine or this process rather than about the turn.</summary>
    internal static bool IsOutside(Problem refusal) => refusal.Reason.Lane is Lane.Unavailable or Lane.Internal || (refusal.Reason.Lane is Lane.Data && refusal.Reason != RunCodes.StagedResultMissing);

    internal void TellParallel()
    {
        if (Flights.Count > 1 && Flights.Count > _told)
        {
            log.Tell(new(RunLoopEventType.ParallelDispatch) { TurnIds = [.. Flights.Select(flight => flight.TurnId)], State = State });
        }

        _told = Flights.Count;
    }

    /// <summary>Stops all work; what was not settled is left for the next loop.</summary>
    internal async Task LandAsync()
    {
        foreach (Flight flight in Flights)
        {
            flight.Stop();
        }

        foreach (Flight flight in Flights)
        {
            Landing landing = await flight.Landed.ConfigureAwait(false);
            TellAbandoned(flight.TurnId, landing);
        }

        Flights.Clear();
    }

    internal void TellAbandoned(string turnId, Landing landing)
    {
        if (landing.IsAbandoned)
        {
            log.Fail(new Problem(RunCodes.DispatchAbandoned, $"The work on turn {turnId} was told to stop and goes on; nothing that it answers is taken any more.") { Referenced = turnId });
        }
    }
}
