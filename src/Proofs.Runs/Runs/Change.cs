using Proofs.Runs.Runs.PhaseGates;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Validation;

namespace Proofs.Runs.Runs;

/// <summary>What one command makes of a run: the state after it, and what is to be appended to the run's records.</summary>
/// <param name="State">The state after the command.</param>
public sealed record Change(RunState State)
{
    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<RunEvent> Events { get; init; } = [];

    /// <summary>The lines for the history: accepted turns, and turns that were replaced by others.</summary>
    public IReadOnlyList<HistoryEntry> History { get; init; } = [];

    /// <summary>The decisions for the ledger.</summary>
    public IReadOnlyList<LedgerDecision> Decisions { get; init; } = [];

    /// <summary>What the run's own rules decided, for the ledger.</summary>
    public IReadOnlyList<LedgerRecord> Governance { get; init; } = [];

    /// <summary>Every decision that outlives the run, when one was added or overridden; otherwise null.</summary>
    public IReadOnlyList<RepoDecision>? RepoDecisions { get; init; }

    /// <summary>Files to put there whole, in place of what has their names: proposals and reviews.</summary>
    public IReadOnlyList<RunFile> Files { get; init; } = [];

    /// <summary>What to put at the end of files beside the run's records: finished runs, and what a person has to do.</summary>
    public IReadOnlyList<RunFile> Appended { get; init; } = [];

    /// <summary>What went unnoticed until now and changes nothing, for people.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What the turn's request to leave the phase or end the run came to; null when it made none or it waits for other turns.</summary>
    public GateEvaluation? Gate { get; init; }

    /// <summary>What checking the turn's result came to, when the command was about one; otherwise null.</summary>
    public ValidationResult? Validation { get; init; }
}
