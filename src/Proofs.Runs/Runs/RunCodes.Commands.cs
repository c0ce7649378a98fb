using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>The run's status does not allow the command.</summary>
    public static ReasonCode InvalidStateTransition { get; } = new("invalid_state_transition", Lane.Usage, "The run's status does not allow the command.",
        "Look at the status in .agentxchain/state.json; the message names what the command needs.");

    /// <summary>A field that never changes within a run was to be changed.</summary>
    public static ReasonCode ImmutableField { get; } = new("immutable_field", Lane.Usage, "A field that never changes within a run was to be changed.",
        "Begin a new run instead.");

    private static IEnumerable<ReasonCode> Commands() => [InvalidStateTransition, ImmutableField];
}
