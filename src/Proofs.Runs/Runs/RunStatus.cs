namespace Proofs.Runs.Runs;

/// <summary>Where a run stands. Source: AgentXchain protocol v7, run statuses.</summary>
public enum RunStatus
{
    /// <summary>No run has begun.</summary>
    Idle,

    /// <summary>Turns can be assigned.</summary>
    Active,

    /// <summary>A gate waits for a person's approval.</summary>
    Paused,

    /// <summary>Somebody has to settle something first.</summary>
    Blocked,

    /// <summary>The run is over.</summary>
    Completed,

    /// <summary>Read from other runners' files, never written.</summary>
    Failed,
}
