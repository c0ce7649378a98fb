namespace Proofs.Runs.Runs;

/// <summary>Where an active turn stands. Source: AgentXchain protocol v7, turn lifecycle.</summary>
public enum TurnStatus
{
    /// <summary>A role has it; nothing was sent.</summary>
    Assigned,

    /// <summary>Its bundle was written.</summary>
    Dispatched,

    /// <summary>The worker is starting.</summary>
    Starting,

    /// <summary>The worker is at work.</summary>
    Running,

    /// <summary>Its result was rejected and it is to be dispatched once more.</summary>
    Retrying,

    /// <summary>Its result did not pass.</summary>
    FailedAcceptance,

    /// <summary>Turns accepted since it began changed the same files.</summary>
    Conflicted,

    /// <summary>Its retries are used up.</summary>
    Failed,

    /// <summary>The worker did not start.</summary>
    FailedStart,

    /// <summary>The worker fell silent.</summary>
    Stalled,
}
