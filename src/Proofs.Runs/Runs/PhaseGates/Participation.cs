using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>Who has had a turn that counts.</summary>
internal static class Participation
{
    /// <summary>Whether a role had an accepted turn in a phase of this run. One that failed or was stuck, by its own account, is none.</summary>
    internal static bool Has(RunState state, RunFacts facts, string? phase, string role) => Counted(state, facts).Any(entry => entry.Phase == phase && entry.Role == role);

    /// <summary>Whether anybody had one.</summary>
    internal static bool HasAny(RunState state, RunFacts facts, string phase) => Counted(state, facts).Any(entry => entry.Phase == phase);

    private static IEnumerable<HistoryEntry> Counted(RunState state, RunFacts facts) =>
        facts.History.Where(entry => state.RunId is not null && entry.RunId == state.RunId && entry.Status is not ("failed" or "blocked" or HistoryEntry.Reissued));
}
