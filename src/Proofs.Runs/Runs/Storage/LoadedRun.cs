using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Storage;

/// <summary>A run as its records have it.</summary>
/// <param name="State">The state, with what the records beside it know better.</param>
/// <param name="Facts">What a decision about it needs to know beside.</param>
/// <param name="Decisions">The decisions of its ledger; lines of other shapes are left out.</param>
internal sealed record LoadedRun(RunState State, RunFacts Facts, IReadOnlyList<LedgerDecision> Decisions);
