using Proofs.Gates;

namespace Proofs.MSBuild;

/// <summary>Is the required commit in the history of head?</summary>
public sealed class BaselineGate : GateTask
{
    /// <summary>Full id of the commit that head must contain.</summary>
    public string? RequiredBaseline { get; set; }

    private protected override GatesRequest Ask(GatesRequest common) => common with { OnlyGate = GateIds.Baseline, RequiredBaseline = RequiredBaseline };
}
