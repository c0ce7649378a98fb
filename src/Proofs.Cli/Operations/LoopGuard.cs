using Proofs.Runs.Runs;

namespace Proofs.Cli.Operations;

/// <summary>Settling a turn by hand while no loop is at work on it: its worker may still be writing.</summary>
internal static class LoopGuard
{
    /// <summary>Does something that no loop may be at work on at the same time.</summary>
    internal static OperationReport Alone(RunnerInterface runner, Func<OperationReport> act)
    {
        using IDisposable? alone = runner.EnterLoop(out Problem? busy);
        return alone is null ? OperationReport.Refused(busy!) : act();
    }
}
