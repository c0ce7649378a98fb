using System.Text.Json.Serialization;

namespace Proofs.Runs.Runs.Loop;

/// <summary>What the loop tells while it runs. Source: AgentXchain protocol v7, runLoop's event types.</summary>
public enum RunLoopEventType
{
    /// <summary>A role got a turn.</summary>
    TurnAssigned,

    /// <summary>A turn's result counts.</summary>
    TurnAccepted,

    /// <summary>A turn's result does not count; it is tried again, or given up.</summary>
    TurnRejected,

    /// <summary>A turn changed what others changed meanwhile.</summary>
    TurnConflicted,

    /// <summary>Several turns are at work.</summary>
    ParallelDispatch,

    /// <summary>The run waits for approval.</summary>
    GatePaused,

    /// <summary>It was approved.</summary>
    GateApproved,

    /// <summary>It was not.</summary>
    GateHeld,

    /// <summary>Somebody has to settle something first.</summary>
    Blocked,

    /// <summary>The run is over.</summary>
    Completed,

    /// <summary>The caller wants no further turn.</summary>
    CallerStopped,

    /// <summary>Something else comes first.</summary>
    PriorityInjected,
}

/// <summary>Something that happened in the loop.</summary>
/// <param name="Type">What.</param>
public sealed record RunLoopEvent(RunLoopEventType Type)
{
    /// <summary>The turn it is about, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TurnId { get; init; }

    /// <summary>Whose turn it is, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Role { get; init; }

    /// <summary>The turns at work, for <see cref="RunLoopEventType.ParallelDispatch"/>; otherwise null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? TurnIds { get; init; }

    /// <summary>Which kind of gate, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GateKind? GateType { get; init; }

    /// <summary>Why, in words, or null. May quote hostile text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>The run after it. Not written.</summary>
    [JsonIgnore]
    public RunState? State { get; init; }
}

/// <summary>What a gate stands before.</summary>
public enum GateKind
{
    /// <summary>The next phase.</summary>
    PhaseTransition,

    /// <summary>The run's end.</summary>
    RunCompletion,
}
