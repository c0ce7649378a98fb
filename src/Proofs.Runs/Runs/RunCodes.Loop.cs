using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>Another loop drives this run.</summary>
    public static ReasonCode LoopAlreadyRunning { get; } = new("loop_already_running", Lane.Unavailable, "Another loop drives this run.",
        "Wait until it ends or end it; the message names the process.");

    /// <summary>The loop was cancelled.</summary>
    public static ReasonCode LoopCancelled { get; } = new("loop_cancelled", Lane.Interrupted, "The loop was cancelled.",
        "Run it again: it goes on where it stopped.");

    /// <summary>The loop went round more often than its turns can need.</summary>
    public static ReasonCode LoopWithoutProgress { get; } = new("loop_without_progress", Lane.Internal, "The loop went round more often than its turns can need.",
        "Look at the callbacks: one of them undoes what the loop does.");

    /// <summary>A callback of the loop threw, or answered nothing.</summary>
    public static ReasonCode CallbackFailed { get; } = new("callback_failed", Lane.Unavailable, "A callback of the loop threw, or answered nothing.",
        "Mend the callback and run the loop again: it goes on where it stopped.");

    /// <summary>The caller stopped the loop after an accepted turn.</summary>
    public static ReasonCode StoppedAfterAccept { get; } = new("stopped_after_accept", Lane.Undetermined, "The caller stopped the loop after an accepted turn.",
        "Settle what the message says and run the loop again: it goes on where it stopped.");

    /// <summary>The work on a turn took longer than it may.</summary>
    public static ReasonCode TurnTimedOut { get; } = new("turn_timed_out", Lane.Fail, "The work on a turn took longer than it may.",
        "Raise timeouts.per_turn_minutes, or make the turn's work smaller.");

    /// <summary>A worker did not stop when it was told to.</summary>
    public static ReasonCode DispatchAbandoned { get; } = new("dispatch_abandoned", Lane.Note, "A worker did not stop when it was told to.",
        "See whether it still runs and end it; nothing that it answers is taken any more.");

    /// <summary>A worker did not do the turn's work.</summary>
    public static ReasonCode DispatchRejected { get; } = new("dispatch_rejected", Lane.Fail, "A worker did not do the turn's work.",
        "The message is the worker's own; the turn is tried again until its attempts are used up.");

    /// <summary>The work on a turn cannot go on before somebody settles something.</summary>
    public static ReasonCode DispatchBlocked { get; } = new("dispatch_blocked", Lane.Undetermined, "The work on a turn cannot go on before somebody settles something.",
        "Settle what the message says, then reactivate the run and run the loop again.");

    /// <summary>What a worker answered has not even the shape of a turn result.</summary>
    public static ReasonCode MinimumShapeMissing { get; } = new("minimum_shape_missing", Lane.Fail, "What a worker answered has not even the shape of a turn result.",
        "Answer a JSON object with schema_version, run_id or turn_id, and one of status, role and runtime_id.");

    /// <summary>The runner ended before it had settled the attempt.</summary>
    public static ReasonCode AttemptInterrupted { get; } = new("attempt_interrupted", Lane.Fail, "The runner ended before it had settled the attempt.",
        "Nothing: the turn is tried again until its attempts are used up.");

    /// <summary>A turn's attempts are used up, and the run waits for it.</summary>
    public static ReasonCode AttemptsUsedUp { get; } = new("attempts_used_up", Lane.Undetermined, "A turn's attempts are used up, and the run waits for it.",
        "Reissue the turn and run the loop again.");

    /// <summary>The phase or the run takes longer than it may.</summary>
    public static ReasonCode RunTimedOut { get; } = new("run_timed_out", Lane.Undetermined, "The phase or the run takes longer than it may.",
        "Raise the limit in timeouts or settle why it takes so long, then reactivate the run.");

    /// <summary>A file of the run cannot be read or written.</summary>
    public static ReasonCode RunFilesUnusable { get; } = new("run_files_unusable", Lane.Unavailable, "A file of the run cannot be read or written.",
        "Make room, restore the permissions or take the link away, as the message says; then run the loop again.");

    private static IEnumerable<ReasonCode> Loops() =>
    [
        LoopAlreadyRunning, LoopCancelled, LoopWithoutProgress, CallbackFailed, StoppedAfterAccept, TurnTimedOut, DispatchAbandoned, DispatchRejected,
        DispatchBlocked, MinimumShapeMissing, AttemptInterrupted, AttemptsUsedUp, RunTimedOut, RunFilesUnusable,
    ];
}
