using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Validation;

/// <summary>What came of checking a turn's result. Source: AgentXchain protocol v7, validation pipeline.</summary>
public sealed record ValidationResult
{
    /// <summary>The five stages, in order.</summary>
    public static IReadOnlyList<string> Stages { get; } = ["schema", "assignment", "artifact", "verification", "protocol"];

    /// <summary>The result as it counts, when it passed; otherwise null.</summary>
    public TurnResult? TurnResult { get; init; }

    /// <summary>The stage that failed, or null when all passed.</summary>
    public string? FailedStage { get; init; }

    /// <summary>schema_error, assignment_error, artifact_error, verification_error or protocol_error; null when all passed.</summary>
    public string? ErrorClass => FailedStage is null ? null : FailedStage + "_error";

    /// <summary>What is wrong, all of one stage; empty when all passed.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>What is odd and keeps nothing from passing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What was put right before the stages, each as it goes into an event.</summary>
    public IReadOnlyList<Normalization> Normalizations { get; init; } = [];
}

/// <summary>Something in a result that was put right.</summary>
/// <param name="Rule">Which rule did it; stable.</param>
/// <param name="Field">The key it is about.</param>
/// <param name="Original">What stood there, or null when nothing did.</param>
/// <param name="Normalized">What stands there now.</param>
public sealed record Normalization(string Rule, string Field, JsonNode? Original, JsonNode? Normalized);
