namespace Proofs.Runs.Runs.Loop;

/// <summary>Why the loop stopped. Source: AgentXchain protocol v7, runLoop.</summary>
public enum StopReason
{
    /// <summary>The run is over; the only reason that is a success.</summary>
    Completed,

    /// <summary>The configuration has a gate that nobody could ever pass.</summary>
    AdmissionRejected,

    /// <summary>The run could not begin, or another loop drives it.</summary>
    InitFailed,

    /// <summary>Somebody has to settle something first; the errors or the state say what.</summary>
    Blocked,

    /// <summary>A gate waits for approval, and nobody gave it.</summary>
    GateHeld,

    /// <summary>As many turns were accepted as were asked for.</summary>
    MaxTurnsReached,

    /// <summary>Something else comes first.</summary>
    PriorityPreempted,

    /// <summary>A callback threw or answered nonsense.</summary>
    DispatchError,

    /// <summary>The caller wants no further turn, or cancelled.</summary>
    CallerStopped,

    /// <summary>A turn's attempts are used up.</summary>
    RejectExhausted,

    /// <summary>A turn was in conflict so often that a person has to merge it.</summary>
    ConflictLoop,

    /// <summary>A turn's attempts are used up, the last one by a conflict.</summary>
    ConflictStall,
}
