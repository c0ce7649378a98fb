using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>The phase that was asked for does not exist.</summary>
    public static ReasonCode UnknownPhase { get; } = new("unknown_phase", Lane.Fail, "The phase that was asked for does not exist.",
        "Ask for a phase that stands in the configuration's routing.");

    private static IEnumerable<ReasonCode> Gates() => [UnknownPhase];
}
