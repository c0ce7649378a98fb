namespace Proofs.Runs.Runs.Loop.Rules;

/// <summary>What the loop does next.</summary>
internal abstract record LoopStep
{
    /// <summary>Stops.</summary>
    internal sealed record Stop(StopReason Reason) : LoopStep;

    /// <summary>Stops because a turn's attempts are used up and nobody reissued it.</summary>
    internal sealed record Exhausted(Turn Turn) : LoopStep;

    /// <summary>Blocks the run: its phase or itself takes too long.</summary>
    internal sealed record TimeOut(string Scope) : LoopStep;

    /// <summary>Asks for approval.</summary>
    internal sealed record Ask(GateKind Gate) : LoopStep;

    /// <summary>Rejects a turn that an earlier loop did not come to settle.</summary>
    internal sealed record Recover(Turn Turn) : LoopStep;

    /// <summary>Has a turn's work done.</summary>
    internal sealed record Dispatch(Turn Turn) : LoopStep;

    /// <summary>Gives a role a turn.</summary>
    internal sealed record Assign : LoopStep;

    /// <summary>Waits for the turns at work.</summary>
    internal sealed record Wait : LoopStep;
}

/// <summary>How far a loop is.</summary>
/// <param name="Accepted">How many turns it saw accepted.</param>
/// <param name="MostTurns">After how many it stops.</param>
/// <param name="AtWork">The turns whose work is being done.</param>
/// <param name="CanAssign">Whether giving somebody a turn has not failed since something last changed.</param>
/// <param name="Stopping">Why nothing new begins; null when something may.</param>
internal sealed record LoopProgress(int Accepted, int MostTurns, IReadOnlySet<string> AtWork, bool CanAssign, StopReason? Stopping);
