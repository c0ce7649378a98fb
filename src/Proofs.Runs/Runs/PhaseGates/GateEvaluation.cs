namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>What a request to leave a phase or to end a run comes to. Source: AgentXchain protocol v7, phases and gates.</summary>
public sealed record GateEvaluation(GateOutcome Action)
{
    /// <summary>The gate that was looked at, or null when there is none.</summary>
    public string? GateId { get; init; }

    /// <summary>The phase that was asked for, or null when the run's end was.</summary>
    public string? NextPhase { get; init; }

    /// <summary>Why it is not passed, each with its code; empty when it is.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>Required files that are not there.</summary>
    public IReadOnlyList<string> MissingFiles { get; init; } = [];

    /// <summary>Required files that are there and do not say what they have to.</summary>
    public IReadOnlyList<string> FailingFiles { get; init; } = [];

    /// <summary>Whether a passing verification is lacking.</summary>
    public bool MissingVerification { get; init; }

    /// <summary>The role whose turn asked, or null.</summary>
    public string? RequestedByRole { get; init; }

    /// <summary>The one reason that stands for all, in words that programs compare; null when there is none.</summary>
    public string? Reason => Problems is [var first, ..] ? first.Detail ?? first.Message : null;

    /// <summary>Whether everything but a person's approval is there.</summary>
    public bool Passed => Action is GateOutcome.Advance or GateOutcome.Complete or GateOutcome.AwaitingHumanApproval;
}

/// <summary>What a request comes to.</summary>
public enum GateOutcome
{
    /// <summary>Nothing was asked for.</summary>
    NoRequest,

    /// <summary>The phase does not exist, or is not the next one.</summary>
    UnknownPhase,

    /// <summary>The run's end was asked for before the last phase.</summary>
    NotFinalPhase,

    /// <summary>A condition does not hold.</summary>
    GateFailed,

    /// <summary>The run goes to the next phase.</summary>
    Advance,

    /// <summary>The run ends.</summary>
    Complete,

    /// <summary>A person has to approve.</summary>
    AwaitingHumanApproval,
}
