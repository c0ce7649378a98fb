using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Work;

/// <summary>What a worker is asked to do: one attempt at one turn.</summary>
public sealed record WorkOrder
{
    /// <summary>The run: <c>run_</c> and 16 hexadecimal digits.</summary>
    public required string RunId { get; init; }

    /// <summary>The turn: <c>turn_</c> and 16 hexadecimal digits; the same for every attempt.</summary>
    public required string TurnId { get; init; }

    /// <summary>1 at first, and one more with each attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>Whose turn it is.</summary>
    public required string Role { get; init; }

    /// <summary>The phase that the run is in.</summary>
    public required string Phase { get; init; }

    /// <summary>What the role may do with the work tree.</summary>
    public required WriteAuthority WriteAuthority { get; init; }

    /// <summary>The runtime's id in the configuration.</summary>
    public required string RuntimeId { get; init; }

    /// <summary>The runtime with its settings, as the project's configuration has them: what a repository says, not what an operator allows.</summary>
    public required Runtime Runtime { get; init; }

    /// <summary>The project's folder, absolute.</summary>
    public required string Root { get; init; }

    /// <summary>The folder with ASSIGNMENT.json, PROMPT.md, CONTEXT.md and their seal MANIFEST.json, absolute.</summary>
    public required string BundlePath { get; init; }

    /// <summary>Where an agent is told to leave its result, absolute. The worker reads it and answers it; nobody else takes it from there.</summary>
    public required string StagingPath { get; init; }

    /// <summary>When the work has to be done, or null when there is no limit.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How long that is from here, or null; not moved by changes of the clock.</summary>
    public TimeSpan? TimeLimit { get; init; }
}
