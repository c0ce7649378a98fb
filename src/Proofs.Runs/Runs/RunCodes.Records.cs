using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>The run already has a decision with this id.</summary>
    public static ReasonCode DuplicateDecisionId { get; } = new("duplicate_decision_id", Lane.Fail, "The run already has a decision with this id.",
        "Give the decision the next free number.");

    private static IEnumerable<ReasonCode> Records() => [DuplicateDecisionId];
}
