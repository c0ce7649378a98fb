using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Loop;

/// <summary>What the dispatch callback is handed. Source: AgentXchain protocol v7, runLoop's dispatch.</summary>
/// <param name="Turn">The turn to be done.</param>
/// <param name="State">The run.</param>
/// <param name="Configuration">The project's configuration.</param>
public sealed record DispatchRequest(Turn Turn, RunState State, RunConfiguration Configuration)
{
    /// <summary>The project's folder, absolute.</summary>
    public required string Root { get; init; }

    /// <summary>The folder with what the worker is told, absolute.</summary>
    public required string BundlePath { get; init; }

    /// <summary>
    /// Where a worker may leave its result, relative to the project. Only what the callback answers counts: the loop writes that in its place.
    /// </summary>
    public required string StagingPath { get; init; }

    /// <summary>How long the work may take from here, or null when there is no limit; then the token is cancelled.</summary>
    public TimeSpan? DispatchTimeout { get; init; }

    /// <summary>When that is, or null when there is no limit.</summary>
    public DateTimeOffset? DispatchDeadlineAt { get; init; }
}
