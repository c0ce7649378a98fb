using System.Text.Json;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Loop;

/// <summary>How the loop runs. Source: AgentXchain protocol v7, runLoop's options.</summary>
public sealed record RunLoopOptions
{
    /// <summary>After how many accepted turns it stops; null for what the configuration says.</summary>
    public int? MaxTurns { get; init; }

    /// <summary>Who begins the run and why, when one is to begin.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>What an earlier run hands on, when one is to begin.</summary>
    public JsonElement? InheritedContext { get; init; }

    /// <summary>Whether another run begins when the one that is there is completed.</summary>
    public bool StartNewRunFromCompleted { get; init; }

    /// <summary>Whether another run begins when the one that is there is blocked.</summary>
    public bool StartNewRunFromBlocked { get; init; }

    /// <summary>How long a worker has to stop once it was told to.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for somebody else who changes the run.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Commits what accepted turns changed, as <see cref="RunnerInterface.CheckpointAll"/> does; null when the caller commits. Called after every
    /// accepted turn, and once more when a turn cannot begin before.
    /// </summary>
    public Func<RunnerInterface, RunnerResult>? Checkpoint { get; init; }

    /// <summary>Whether proposals are applied as soon as they are accepted, also where the configuration does not say so.</summary>
    public bool ApplyProposals { get; init; }
}
