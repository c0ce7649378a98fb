namespace Proofs.Workers.Api;

/// <summary>What went wrong with one request. Source of the classes: AgentXchain protocol v7, adapters.</summary>
/// <param name="Class">The published class.</param>
/// <param name="Reason">In words; may quote what the provider said, so it is redacted before it leaves the worker.</param>
/// <param name="IsRetryable">Whether another request may do better.</param>
internal sealed record ApiError(string Class, string Reason, bool IsRetryable)
{
    /// <summary>What the provider said, as it came; or null.</summary>
    internal string? Detail { get; init; }

    /// <summary>What somebody can do, where the class alone does not say it; or null.</summary>
    internal string? Next { get; init; }

    /// <summary>How long the provider asks to wait, or null.</summary>
    internal TimeSpan? RetryAfter { get; init; }
}
