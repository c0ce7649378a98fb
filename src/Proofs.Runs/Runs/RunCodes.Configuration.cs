using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>The configuration cannot be used.</summary>
    public static ReasonCode InvalidConfig { get; } = new("invalid_config", Lane.Data, "The configuration cannot be used.",
        "Mend the key that the message names in agentxchain.json.");

    private static IEnumerable<ReasonCode> Configurations() => [InvalidConfig];
}
