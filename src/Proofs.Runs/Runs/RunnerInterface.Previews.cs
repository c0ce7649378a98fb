using Proofs.Runs.Runs.Operations;

namespace Proofs.Runs.Runs;

public sealed partial class RunnerInterface
{
    /// <summary>What approving the change of phase would come to; nothing is written. Source: runner interface, approvePhaseGate with dryRun.</summary>
    /// <param name="automatic">Whether no person looked.</param>
    /// <remarks>What the gate wants run on approval counts as having succeeded.</remarks>
    public RunnerResult PreviewPhaseGate(bool automatic = false) => Preview(new ApprovePhaseGate { Automatic = automatic, ActionsRun = true });

    /// <summary>What approving the end of the run would come to; nothing is written. Source: runner interface, approveCompletionGate with dryRun.</summary>
    /// <inheritdoc cref="PreviewPhaseGate"/>
    public RunnerResult PreviewCompletionGate(bool automatic = false) => Preview(new ApproveRunCompletion { Automatic = automatic, ActionsRun = true });

    private RunnerResult Preview(RunCommand command) => Locked(run =>
    {
        Ruling ruling = RunMachine.Apply(run.State, Configuration, command, run.Facts);
        return new() { Refusal = ruling.Refusal, State = run.State, Change = ruling.Change };
    });
}
