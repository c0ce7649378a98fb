using Proofs.Gates.Policies;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>What the gates concluded about one repository. Its JSON form is <c>proofs.gates/v1</c>, see <see cref="GatesDocument"/>.</summary>
/// <param name="Repository">The repository judged, or null when only a message was.</param>
/// <param name="Policy">The policy in force.</param>
/// <param name="Range">The range judged, or null when none was needed.</param>
/// <param name="Gates">The gates that ran, in the order of <see cref="GateIds.All"/>.</param>
/// <param name="NotRequested">The gates that did not run.</param>
/// <param name="Duration">How long it took.</param>
public sealed record GatesReport(
    JudgedRepository? Repository,
    PolicyOrigin Policy,
    JudgedRange? Range,
    IReadOnlyList<GateVerdict> Gates,
    IReadOnlyList<string> NotRequested,
    TimeSpan Duration)
{
    /// <summary>The worst verdict of the gates that ran; there is always one.</summary>
    /// <exception cref="InvalidOperationException">No gate ran, and nothing is not a pass.</exception>
    public Outcome Outcome => Gates.Count == 0 ? throw new InvalidOperationException("No gate ran.")
        : Has(Outcome.Fail) ? Outcome.Fail
        : Has(Outcome.Undetermined) ? Outcome.Undetermined
        : Outcome.Pass;

    private bool Has(Outcome outcome) => Gates.Any(gate => gate.Outcome == outcome);
}

/// <summary>The repository that was judged.</summary>
/// <param name="Path">Its work tree, or its git folder when it is bare.</param>
/// <param name="Head">Full id of head, or null when head names no commit.</param>
/// <param name="IsShallow">Whether the clone says that it is shallow.</param>
public sealed record JudgedRepository(string Path, string? Head, bool IsShallow);

/// <summary>The range that was judged.</summary>
/// <param name="Base">Full id of the excluded end, or null when it is not known.</param>
/// <param name="Head">Full id of the included end, or null when it is not known.</param>
/// <param name="MergeBase">Their best common ancestor, or null when there is not exactly one.</param>
/// <param name="Commits">The range's commits, or null when they cannot be known.</param>
public sealed record JudgedRange(string? Base, string? Head, string? MergeBase, CommitSet? Commits);

/// <summary>Either a report or a refusal.</summary>
/// <param name="Report">What was concluded, or null.</param>
/// <param name="Refusal">Why nothing was judged, or null.</param>
public sealed record GatesResult(GatesReport? Report, Refusal? Refusal);
