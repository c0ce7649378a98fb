using Proofs.Gates;

namespace Proofs.MSBuild;

/// <summary>Does every reported commit exist, as work of this change?</summary>
public sealed class IntegrityGate : GateTask
{
    /// <summary>Full ids of the commits that were reported, separated by semicolons, commas or blanks.</summary>
    public string? ReportedCommits { get; set; }

    private protected override GatesRequest Ask(GatesRequest common) => common with { OnlyGate = GateIds.Integrity, ReportedCommits = Words(ReportedCommits) };
}
