using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>The result belongs to another turn.</summary>
    public static ReasonCode TurnIdMismatch { get; } = new("turn_id_mismatch", Lane.Fail, "The result belongs to another turn.",
        "Write the result of the turn that is assigned; its id stands in ASSIGNMENT.json.");

    private static IEnumerable<ReasonCode> Results() => [TurnIdMismatch];
}
