namespace Proofs.Runs.Runs.Records;

/// <summary>Who began a run and why.</summary>
public sealed record Provenance
{
    /// <summary><c>manual</c>, <c>continuation</c>, <c>schedule</c> and the like.</summary>
    public string? Trigger { get; init; }

    /// <summary>The run this one carries on.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>More about the trigger.</summary>
    public string? TriggerReason { get; init; }

    /// <summary>The intent it serves.</summary>
    public string? IntakeIntentId { get; init; }

    /// <summary><c>operator</c> and the like.</summary>
    public string? CreatedBy { get; init; }
}
