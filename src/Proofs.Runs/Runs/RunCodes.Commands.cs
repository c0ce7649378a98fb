using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>The run's status does not allow the command.</summary>
    public static ReasonCode InvalidStateTransition { get; } = new("invalid_state_transition", Lane.Usage, "The run's status does not allow the command.",
        "Look at the status in .agentxchain/state.json; the message names what the command needs.");

    /// <summary>A field that never changes within a run was to be changed.</summary>
    public static ReasonCode ImmutableField { get; } = new("immutable_field", Lane.Usage, "A field that never changes within a run was to be changed.",
        "Begin a new run instead.");

    /// <summary>The role is not configured.</summary>
    public static ReasonCode UnknownRole { get; } = new("unknown_role", Lane.Usage, "The role is not configured.",
        "Use a role of agentxchain.json, or add it there.");

    /// <summary>The role or the phase has its turn already.</summary>
    public static ReasonCode TurnAlreadyAssigned { get; } = new("turn_already_assigned", Lane.Usage, "The role or the phase has its turn already.",
        "Accept, reject or reissue the turn that is at work.");

    /// <summary>As many turns are at work as the phase allows.</summary>
    public static ReasonCode ConcurrencyLimitReached { get; } = new("concurrency_limit_reached", Lane.Usage, "As many turns are at work as the phase allows.",
        "Wait for one of them, or raise max_concurrent_turns.");

    /// <summary>A change of phase or the run's end waits for the turns at work.</summary>
    public static ReasonCode TransitionQueued { get; } = new("transition_queued", Lane.Usage, "A change of phase or the run's end waits for the turns at work.",
        "Accept or reject the turns at work.");

    /// <summary>Nothing is left of the run's budget.</summary>
    public static ReasonCode BudgetExhausted { get; } = new("budget_exhausted", Lane.Undetermined, "Nothing is left of the run's budget.",
        "Raise budget.per_run_max_usd, or begin another run.");

    /// <summary>What a turn reserves is more than what is left of the budget.</summary>
    public static ReasonCode BudgetReservationExceeded { get; } = new("budget_reservation_exceeded", Lane.Undetermined, "What a turn reserves is more than what is left of the budget.",
        "Raise budget.per_run_max_usd, or lower budget.per_turn_max_usd.");

    /// <summary>The work tree has changes that belong to no turn.</summary>
    public static ReasonCode DirtyBaseline { get; } = new("dirty_baseline", Lane.Undetermined, "The work tree has changes that belong to no turn.",
        "Commit or remove them; `git status` lists them.");

    /// <summary>What accepted turns changed is not committed.</summary>
    public static ReasonCode CheckpointRequired { get; } = new("checkpoint_required", Lane.Undetermined, "What accepted turns changed is not committed.",
        "Commit it, then assign the turn.");

    /// <summary>The turn is not at work.</summary>
    public static ReasonCode TurnNotActive { get; } = new("turn_not_active", Lane.Usage, "The turn is not at work.",
        "Look at active_turns in .agentxchain/state.json.");

    /// <summary>Several turns are at work and none was named.</summary>
    public static ReasonCode TargetRequired { get; } = new("target_required", Lane.Usage, "Several turns are at work and none was named.",
        "Name the turn.");

    /// <summary>The turn's status does not allow the command.</summary>
    public static ReasonCode InvalidTurnTransition { get; } = new("invalid_turn_transition", Lane.Usage, "The turn's status does not allow the command.",
        "Look at the turn's status in .agentxchain/state.json.");

    /// <summary>Nobody was asked to do the turn yet.</summary>
    public static ReasonCode TurnNotDispatched { get; } = new("turn_not_dispatched", Lane.Usage, "Nobody was asked to do the turn yet.",
        "Write its bundle and mark it as dispatched first.");

    /// <summary>The turn is in the history already.</summary>
    public static ReasonCode TurnAlreadyAccepted { get; } = new("turn_already_accepted", Lane.Usage, "The turn is in the history already.",
        "Go on with the next turn.");

    /// <summary>The turn is in conflict with turns accepted since it began.</summary>
    public static ReasonCode TurnConflicted { get; } = new("turn_conflicted", Lane.Undetermined, "The turn is in conflict with turns accepted since it began.",
        "Reject it, or have a person merge it and accept it as merged.");

    /// <summary>A merge was claimed for a turn that is in no conflict.</summary>
    public static ReasonCode NoConflict { get; } = new("no_conflict", Lane.Usage, "A merge was claimed for a turn that is in no conflict.",
        "Accept the turn without it.");

    /// <summary>The turn's result fails one of the five stages.</summary>
    public static ReasonCode ValidationFailed { get; } = new("validation_failed", Lane.Fail, "The turn's result fails one of the five stages.",
        "Mend what the message names in the result, or reject the turn.");

    /// <summary>A decision overrides one that it may not.</summary>
    public static ReasonCode OverrideValidationFailed { get; } = new("override_validation_failed", Lane.Fail, "A decision overrides one that it may not.",
        "Override a lasting decision that is in force, from a role with the authority.");

    /// <summary>The turn asks to pass a gate whose files fail and that it did not change.</summary>
    public static ReasonCode GateSemanticCoverage { get; } = new("gate_semantic_coverage", Lane.Fail, "The turn asks to pass a gate whose files fail and that it did not change.",
        "Mend the gate's files in the turn that asks, or do not ask.");

    /// <summary>A policy of the project does not let the turn in.</summary>
    public static ReasonCode PolicyViolation { get; } = new("policy_violation", Lane.Fail, "A policy of the project does not let the turn in.",
        "Do what the policy wants, or change it for the next run.");

    /// <summary>A policy of the project has a person look at the turn.</summary>
    public static ReasonCode PolicyEscalation { get; } = new("policy_escalation", Lane.Undetermined, "A policy of the project has a person look at the turn.",
        "Look at the turn; then reactivate the run and reject the turn, or change the policy and accept it.");

    /// <summary>Turns accepted since this one began changed the same files.</summary>
    public static ReasonCode Conflict { get; } = new("conflict", Lane.Undetermined, "Turns accepted since this one began changed the same files.",
        "Reject it, so that it is done again on top of them, or have a person merge it.");

    /// <summary>Work that was given to other roles is not done and reviewed.</summary>
    public static ReasonCode DelegationsOpen { get; } = new("delegations_open", Lane.Fail, "Work that was given to other roles is not done and reviewed.",
        "Let the roles do it and the one that gave it review it.");

    /// <summary>Turns are still at work.</summary>
    public static ReasonCode TurnsStillActive { get; } = new("turns_still_active", Lane.Usage, "Turns are still at work.",
        "Accept or reject them first.");

    /// <summary>A gate waits for approval.</summary>
    public static ReasonCode ApprovalPending { get; } = new("approval_pending", Lane.Usage, "A gate waits for approval.",
        "Approve it; a run cannot pass it by.");

    /// <summary>The gate is one that only a person approves.</summary>
    public static ReasonCode CredentialedGate { get; } = new("credentialed_gate", Lane.Undetermined, "The gate is one that only a person approves.",
        "Have a person approve it.");

    /// <summary>The gate wants commands run on approval, and they were not.</summary>
    public static ReasonCode GateActionsNotRun { get; } = new("gate_actions_not_run", Lane.Undetermined, "The gate wants commands run on approval, and they were not.",
        "Run the gate's gate_actions, then approve it with --actions-run.");

    /// <summary>The gate held when it was asked for, and does not any more.</summary>
    public static ReasonCode GateNoLongerHolds { get; } = new("gate_no_longer_holds", Lane.Fail, "The gate held when it was asked for, and does not any more.",
        "Restore what the gate wants, then approve.");

    /// <summary>The id is none that a turn can have.</summary>
    public static ReasonCode InvalidTurnId { get; } = new("invalid_turn_id", Lane.Usage, "The id is none that a turn can have.",
        "Use letters, digits, _ and -, at most 128 of them; the runner interface makes its own.");

    /// <summary>A turn at work at the same time failed after the request was made.</summary>
    public static ReasonCode ConcurrentTurnFailed { get; } = new("concurrent_turn_failed", Lane.Fail, "A turn at work at the same time failed after the request was made.",
        "Do the failed work again, then ask once more.");

    /// <summary>Something that has to be said was left empty.</summary>
    public static ReasonCode EmptyArgument { get; } = new("empty_argument", Lane.Usage, "Something that has to be said was left empty.",
        "Say it.");

    /// <summary>The run's state cannot be read.</summary>
    public static ReasonCode StateUnreadable { get; } = new("state_unreadable", Lane.Data, "The run's state cannot be read.",
        "Restore .agentxchain/state.json, or move it away and begin a new run.");

    /// <summary>A line of the run's records cannot be read.</summary>
    public static ReasonCode RecordUnreadable { get; } = new("record_unreadable", Lane.Data, "A line of the run's records cannot be read.",
        "Restore the file; what the line said may matter.");

    /// <summary>Another process changes the run.</summary>
    public static ReasonCode LockTimeout { get; } = new("lock_timeout", Lane.Unavailable, "Another process changes the run.",
        "Wait until it is done; the lock's file names the process.");

    /// <summary>The turn has no staged result.</summary>
    public static ReasonCode StagedResultMissing { get; } = new("staged_result_missing", Lane.Data, "The turn has no staged result.",
        "Have the worker write it where ASSIGNMENT.json says.");

    /// <summary>There is no configuration.</summary>
    public static ReasonCode ConfigurationMissing { get; } = new("configuration_missing", Lane.Data, "There is no configuration.",
        "Go to a folder of a project that has an agentxchain.json.");

    /// <summary>A role's own prompt cannot be read.</summary>
    public static ReasonCode PromptMissing { get; } = new("prompt_missing", Lane.Data, "A role's own prompt cannot be read.",
        "Put the file there, or take it out of prompts in agentxchain.json.");

    private static IEnumerable<ReasonCode> Commands() =>
    [
        InvalidStateTransition, ImmutableField, UnknownRole, TurnAlreadyAssigned, ConcurrencyLimitReached,
        TransitionQueued, BudgetExhausted, BudgetReservationExceeded, DirtyBaseline, CheckpointRequired,
        TurnNotActive, TargetRequired, InvalidTurnTransition, TurnNotDispatched, TurnAlreadyAccepted,
        TurnConflicted, NoConflict, ValidationFailed, OverrideValidationFailed, GateSemanticCoverage,
        PolicyViolation, PolicyEscalation, Conflict, DelegationsOpen, TurnsStillActive,
        ApprovalPending, CredentialedGate, GateActionsNotRun, GateNoLongerHolds,
        InvalidTurnId, ConcurrentTurnFailed, EmptyArgument, StateUnreadable, RecordUnreadable,
        LockTimeout, StagedResultMissing, ConfigurationMissing, PromptMissing,
    ];
}
