using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Storage;

/// <summary>Whether a record that has been read is one that a runner can have written; the types alone do not say so.</summary>
internal static class Wholeness
{
    /// <summary>No run is nearly as dear, in US dollars.</summary>
    private const decimal MostUsd = 1_000_000_000_000_000;

    /// <summary>What is wrong with a state, or null.</summary>
    internal static string? Fault(RunState state)
    {
        bool hasHole = HasHole(state.RepoDecisions) || HasHole(state.DelegationQueue) || state.BudgetReservations.Values.Any(each => each is null) || state.PhaseGateStatus.Values.Any(each => each is null)
            || HasHole(state.PendingDelegationReview?.DelegationResults) || HasHole(state.LastGateFailure?.Reasons);
        KeyValuePair<string, Turn>? odd = state.ActiveTurns.Cast<KeyValuePair<string, Turn>?>().FirstOrDefault(turn => turn!.Value.Value is null || turn.Value.Key != turn.Value.Value.TurnId || !RunPaths.IsId(turn.Value.Key) || HasHole(turn.Value.Value.ConcurrentWith));
        return hasHole ? "a list holds null"
            : odd is { } turn ? $"active_turns.{turn.Key} is no turn of that id"
            : state.AcceptedSequence < 0 || state.TurnSequence < 0 ? "a sequence is below zero"
            : state.BudgetStatus is { } budget && (!IsMoney(budget.SpentUsd) || !IsMoney(budget.HeldForUnknownUsd) || budget.UnknownCostAttempts < 0) ? "budget_status holds no sums of money"
            : state.BudgetReservations.Values.Any(each => !IsMoney(each.ReservedUsd)) ? "budget_reservations holds no sums of money"
            : null;
    }

    /// <summary>What is wrong with a record of the history, or null.</summary>
    internal static string? Fault(HistoryEntry entry) =>
        HasHole(entry.Decisions) || HasHole(entry.Objections) || HasHole(entry.FilesChanged) || HasHole(entry.ArtifactsCreated) || HasHole(entry.ConcurrentWith) || HasHole(entry.ObservedArtifact?.FilesChanged)
        || HasHole(entry.DelegationsIssued) || HasHole(entry.ProposedFiles) || HasHole(entry.Verification?.ProducedFiles) || HasHole(entry.Verification?.MachineEvidence) || HasHole(entry.VerificationReplay?.Commands)
            ? "a list holds null"
            : null;

    private static bool IsMoney(decimal usd) => usd is >= 0 and <= MostUsd;

    private static bool HasHole<T>(IReadOnlyList<T>? list)
        where T : class => list?.Any(item => item is null) is true;
}
