namespace Proofs.Runs.Runs.Records;

/// <summary>The types of events. Source: AgentXchain protocol v7, record formats; other types are refused.</summary>
public static class EventTypes
{
    /// <summary>A run begins; always the first event of its run.</summary>
    public const string RunStarted = "run_started";

    /// <summary>A phase begins.</summary>
    public const string PhaseEntered = "phase_entered";

    /// <summary>A turn's bundle was written for a worker.</summary>
    public const string TurnDispatched = "turn_dispatched";

    /// <summary>A turn's result counts.</summary>
    public const string TurnAccepted = "turn_accepted";

    /// <summary>A turn's result does not count, and the turn is tried again or given up.</summary>
    public const string TurnRejected = "turn_rejected";

    /// <summary>A turn changed what others changed meanwhile.</summary>
    public const string TurnConflicted = "turn_conflicted";

    /// <summary>A conflict was settled.</summary>
    public const string ConflictResolved = "conflict_resolved";

    /// <summary>A turn's result did not pass.</summary>
    public const string AcceptanceFailed = "acceptance_failed";

    /// <summary>Another turn takes a turn's place.</summary>
    public const string TurnReissued = "turn_reissued";

    /// <summary>A worker fell silent.</summary>
    public const string TurnStalled = "turn_stalled";

    /// <summary>A worker did not start.</summary>
    public const string TurnStartFailed = "turn_start_failed";

    /// <summary>What a turn changed is in a commit.</summary>
    public const string TurnCheckpointed = "turn_checkpointed";

    /// <summary>A run waits for somebody to settle something.</summary>
    public const string RunBlocked = "run_blocked";

    /// <summary>A run is over; always the last event of its run.</summary>
    public const string RunCompleted = "run_completed";

    /// <summary>Something was put before a person.</summary>
    public const string EscalationRaised = "escalation_raised";

    /// <summary>It was settled.</summary>
    public const string EscalationResolved = "escalation_resolved";

    /// <summary>A gate waits for approval.</summary>
    public const string GatePending = "gate_pending";

    /// <summary>A gate was passed.</summary>
    public const string GateApproved = "gate_approved";

    /// <summary>A gate was not passed.</summary>
    public const string GateFailed = "gate_failed";

    /// <summary>The budget is used up, and the run goes on.</summary>
    public const string BudgetExceededWarn = "budget_exceeded_warn";

    /// <summary>A key of a turn's result was put right.</summary>
    public const string StagedResultAutoNormalized = "staged_result_auto_normalized";

    /// <summary>Every type that the protocol declares.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        RunStarted, PhaseEntered, TurnDispatched, TurnAccepted, TurnRejected, TurnConflicted, ConflictResolved, AcceptanceFailed, TurnReissued,
        TurnStalled, TurnStartFailed, "runtime_spawn_failed", "stdout_attach_failed", TurnCheckpointed, "coordinator_retry",
        "coordinator_retry_projection_warning", RunBlocked, RunCompleted, EscalationRaised, EscalationResolved, GatePending, GateApproved, GateFailed,
        "phase_cleanup", BudgetExceededWarn, "human_escalation_raised", "human_escalation_resolved", "dispatch_progress", "session_continuation",
        "auto_retried_ghost", StagedResultAutoNormalized, "artifact_type_auto_normalized",
    };
}
