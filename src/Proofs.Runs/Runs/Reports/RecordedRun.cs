using Proofs.Evidence;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Journals;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Reports;

/// <summary>A run as its records have it, after they were found to be what the journal leads to.</summary>
internal sealed record RecordedRun
{
    /// <summary>The state.</summary>
    internal required RunState State { get; init; }

    /// <summary>What the run goes by: the configuration that the journal holds, not the file that lies in the project now.</summary>
    internal required RunConfiguration Configuration { get; init; }

    /// <summary>That configuration as it was written; null when the journal names none.</summary>
    internal string? ConfigurationText { get; init; }

    /// <summary>The last entry of the journal.</summary>
    internal required JournalHead Head { get; init; }

    /// <summary>What the last entry says each record is.</summary>
    internal required IReadOnlyDictionary<string, RecordMark> Marks { get; init; }

    /// <summary>Every line of the history.</summary>
    internal IReadOnlyList<HistoryEntry> AllHistory { get; init; } = [];

    /// <summary>Every line of the ledger that is a decision.</summary>
    internal IReadOnlyList<LedgerDecision> AllDecisions { get; init; } = [];

    /// <summary>Every line of the ledger that the run's rules wrote, and that can be read.</summary>
    internal IReadOnlyList<LedgerRecord> AllGovernance { get; init; } = [];

    /// <summary>Every event.</summary>
    internal IReadOnlyList<RunEvent> AllEvents { get; init; } = [];

    /// <summary>The decisions that outlive their runs.</summary>
    internal IReadOnlyList<RepoDecision> RepoDecisions { get; init; } = [];

    /// <summary>The runs that began while the journal was kept.</summary>
    internal IReadOnlySet<string> BegunHere { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The accepted turns of the run, in the order of their acceptance; those that others took the place of are left out.</summary>
    internal IEnumerable<HistoryEntry> Accepted => AllHistory.Where(entry => IsOurs(entry.RunId) && entry.Status != HistoryEntry.Reissued);

    /// <summary>The run's decisions.</summary>
    internal IEnumerable<LedgerDecision> Decisions => AllDecisions.Where(line => IsOurs(line.RunId));

    /// <summary>What the run's rules decided.</summary>
    internal IEnumerable<LedgerRecord> Governance => AllGovernance.Where(line => IsOurs(line.RunId));

    /// <summary>What happened in the run.</summary>
    internal IEnumerable<RunEvent> Events => AllEvents.Where(happened => IsOurs(happened.RunId));

    /// <summary>How much the run's work proves: as much as the accepted turn that proves least; null when that is nothing that anybody recorded.</summary>
    internal EvidenceGrade? Grade => Accepted.ToArray() is { Length: > 0 } turns && Array.TrueForAll(turns, turn => turn.Dispatch is not null) ? turns.Min(turn => turn.Dispatch!.EvidenceGrade) : null;

    private bool IsOurs(string? runId) => State.RunId is not null && runId == State.RunId;
}
