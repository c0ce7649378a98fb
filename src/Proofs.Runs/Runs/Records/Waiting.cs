using System.Text.Json.Serialization;

namespace Proofs.Runs.Runs.Records;

/// <summary>A change of phase that waits for approval.</summary>
public sealed record PendingPhaseTransition
{
    /// <summary>The phase the run is in.</summary>
    public string From { get => field ?? string.Empty; init; }

    /// <summary>The phase it goes to.</summary>
    public string To { get => field ?? string.Empty; init; }

    /// <summary>The gate that is passed.</summary>
    public string? Gate { get; init; }

    /// <summary>The turn that asked for it.</summary>
    public string? RequestedByTurn { get; init; }
}

/// <summary>The end of a run, waiting for approval.</summary>
public sealed record PendingRunCompletion
{
    /// <summary>The gate that is passed.</summary>
    public string? Gate { get; init; }

    /// <summary>The turn that asked for it.</summary>
    public string? RequestedByTurn { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset? RequestedAt { get; init; }
}

/// <summary>A change of phase that waits for the turns still at work.</summary>
public sealed record QueuedPhaseTransition
{
    /// <summary>The phase the run is in.</summary>
    public string From { get => field ?? string.Empty; init; }

    /// <summary>The phase it is to go to.</summary>
    public string To { get => field ?? string.Empty; init; }

    /// <summary>The turn that asked for it.</summary>
    public string? RequestedByTurn { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset? RequestedAt { get; init; }
}

/// <summary>The end of a run, waiting for the turns still at work.</summary>
public sealed record QueuedRunCompletion
{
    /// <summary>The turn that asked for it.</summary>
    public string? RequestedByTurn { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset? RequestedAt { get; init; }
}

/// <summary>A gate that failed, and why.</summary>
public sealed record GateFailure
{
    /// <summary>The word for the end of the run in <see cref="GateType"/>.</summary>
    internal const string Completion = "run_completion";

    /// <summary><c>phase_transition</c> or <c>run_completion</c>.</summary>
    public string? GateType { get; init; }

    /// <summary>The gate.</summary>
    public string? GateId { get; init; }

    /// <summary>The phase the run stays in.</summary>
    public string? Phase { get; init; }

    /// <summary>The phase the run stays in.</summary>
    public string? FromPhase { get; init; }

    /// <summary>The phase that was asked for, or null when the run's end was.</summary>
    public string? ToPhase { get; init; }

    /// <summary>The turn that asked.</summary>
    public string? RequestedByTurn { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Whether the request had waited for other turns.</summary>
    public bool QueuedRequest { get; init; }

    /// <summary>Why, in sentences.</summary>
    public IReadOnlyList<string> Reasons { get => field ?? []; init; }

    /// <summary>The files the gate wants and that are not there.</summary>
    public IReadOnlyList<string> MissingFiles { get => field ?? []; init; }

    /// <summary>Whether a passing verification is what it lacks.</summary>
    public bool MissingVerification { get; init; }
}

/// <summary>Why a run is blocked.</summary>
public sealed record BlockedReason
{
    /// <summary>The kind of obstacle, for programs.</summary>
    public string? Category { get; init; }

    /// <summary>What gets the run going.</summary>
    public Recovery? Recovery { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>The turn it happened in.</summary>
    public string? TurnId { get; init; }
}

/// <summary>What gets a blocked run going.</summary>
public sealed record Recovery
{
    /// <summary>The kind of obstacle, for programs.</summary>
    public string? TypedReason { get; init; }

    /// <summary>Who has to act.</summary>
    public string? Owner { get; init; }

    /// <summary>What to do.</summary>
    public string? RecoveryAction { get; init; }

    /// <summary>Whether the turn is still there.</summary>
    public bool TurnRetained { get; init; }

    /// <summary>More, or null.</summary>
    public string? Detail { get; init; }
}

/// <summary>What was escalated to a person.</summary>
public sealed record Escalation
{
    /// <summary><c>hesc_</c> and 16 hexadecimal digits, or null when a rule escalated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EscalationId { get; init; }

    /// <summary><c>operator</c> or <c>retries_exhausted</c> and the like.</summary>
    public string? Source { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>More, or null.</summary>
    public string? Detail { get; init; }

    /// <summary>What is asked of the person, or null.</summary>
    public string? Action { get; init; }

    /// <summary>The turn it is about, or null.</summary>
    public string? FromTurnId { get; init; }

    /// <summary>The role it is about, or null.</summary>
    public string? FromRole { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }
}

/// <summary>Why an attempt was rejected.</summary>
public sealed record Rejection
{
    /// <summary>The turn.</summary>
    public string? TurnId { get; init; }

    /// <summary>Which attempt.</summary>
    public int Attempt { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? RejectedAt { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>What the validation found.</summary>
    public IReadOnlyList<string> ValidationErrors { get => field ?? []; init; }

    /// <summary>The stage of the validation that failed, or null.</summary>
    public string? FailedStage { get; init; }

    /// <summary>The conflict it ended in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FileConflict? ConflictContext { get; init; }
}
