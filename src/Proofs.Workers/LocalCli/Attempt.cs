using Proofs.Processes;

namespace Proofs.Workers.LocalCli;

/// <summary>What is known when a program has ended.</summary>
/// <param name="Outcome">How it ended.</param>
internal sealed record Attempt(ProcessOutcome Outcome)
{
    /// <summary>How people call it.</summary>
    public required string Program { get; init; }

    /// <summary>What is known of it, or null.</summary>
    public AgentProfile? Profile { get; init; }

    /// <summary>Whether it was stopped because it wrote too much.</summary>
    public bool WroteTooMuch { get; init; }

    /// <summary>Whether it wrote anything.</summary>
    public bool HasOutput { get; init; }

    /// <summary>Whether its keys were kept from it because a repository could have brought it along.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Whether its output says that tokens or money were used.</summary>
    public bool HasUsage { get; init; }

    /// <summary>Where its logs are.</summary>
    public string LogFolder { get; init; } = string.Empty;

    /// <summary>Why what it staged is no result, or null.</summary>
    public string? StagedProblem { get; init; }

    /// <summary>The errors that it told.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>The last lines of standard error.</summary>
    public IReadOnlyList<string> ErrorTail { get; init; } = [];

    /// <summary>The last lines of standard output.</summary>
    public IReadOnlyList<string> OutputTail { get; init; } = [];
}
