using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Dispatch;

/// <summary>What a bundle is written from beside the state and the configuration; everything that somebody has to look up outside.</summary>
/// <param name="Run">The history of the run, the ids of its decisions and the files of the project.</param>
internal sealed record DispatchFacts(RunFacts Run)
{
    /// <summary>The decisions in the run's ledger, oldest first.</summary>
    public IReadOnlyList<LedgerDecision> Decisions { get; init; } = [];

    /// <summary>What the worker had better know.</summary>
    public IReadOnlyList<DispatchWarning> Warnings { get; init; } = [];

    /// <summary>What the role's own prompt file says, or null when it has none.</summary>
    public string? CustomPrompt { get; init; }
}

/// <summary>Something that a worker had better know and that keeps nothing from being dispatched.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Message">For people.</param>
public sealed record DispatchWarning(string Code, string Message);
