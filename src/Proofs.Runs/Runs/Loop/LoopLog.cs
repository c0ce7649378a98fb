namespace Proofs.Runs.Runs.Loop;

/// <summary>What a loop has to tell, as it comes about.</summary>
internal sealed class LoopLog(Action<RunLoopEvent>? listener)
{
    /// <summary>More than that say nothing more.</summary>
    private const int MostErrors = 1000;

    internal List<TurnOutcome> Turns { get; } = [];

    internal List<Problem> Errors { get; } = [];

    internal List<string> Warnings { get; } = [];

    internal int Accepted { get; set; }

    internal int GatesApproved { get; set; }

    internal string? PreemptedBy { get; set; }

    internal void Fail(Problem? problem)
    {
        if (problem is not null && Errors.Count < MostErrors)
        {
            Errors.Add(problem);
        }
    }

    /// <summary>Tells of a callback that threw or answered nothing.</summary>
    internal void Fail(string callback, Exception? thrown, string? turnId = null) =>
        Fail(new Problem(RunCodes.CallbackFailed, thrown is null ? $"{callback} answered nothing." : $"{callback} threw: {LoopText.Clip(thrown.Message, thrown.GetType().Name)}") { Field = callback, Referenced = turnId, Detail = thrown?.GetType().Name });

    internal void Tell(RunLoopEvent happened)
    {
        try
        {
            listener?.Invoke(happened);
        }
        catch (Exception thrown)
        {
            // Who only listens changes nothing, whatever it throws.
            Fail("onEvent", thrown, happened.TurnId);
        }
    }

    internal RunLoopResult Result(StopReason reason, RunState? state) => new()
    {
        StopReason = reason,
        State = state,
        TurnsExecuted = Accepted,
        TurnHistory = Turns,
        GatesApproved = GatesApproved,
        Errors = Errors,
        Warnings = Warnings,
        PreemptedBy = PreemptedBy,
    };
}
