using System.Text.Json;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>What a run has cost and may still cost. Every attempt counts, the rejected ones too; what nobody knows is held back, not taken for nothing.</summary>
internal static class Budgets
{
    /// <summary>No attempt costs as much; a figure above it, or below nothing, is none.</summary>
    private const decimal MostUsd = 1_000_000_000;

    /// <summary>Charges an attempt and gives its reservation back.</summary>
    /// <param name="state">The run.</param>
    /// <param name="configuration">The project's configuration.</param>
    /// <param name="turn">The turn whose attempt ended.</param>
    /// <param name="cost">What it cost, or null when nobody knows.</param>
    /// <param name="now">When.</param>
    internal static RunState Charge(RunState state, RunConfiguration configuration, Turn turn, TurnCost? cost, DateTimeOffset now)
    {
        BudgetStatus before = state.BudgetStatus ?? new() { RemainingUsd = configuration.Budget?.PerRunMaxUsd };

        // People are not paid by the token: a manual turn without a figure cost nothing.
        decimal? usd = Of(configuration, turn, cost);
        bool isKnown = usd is not null || configuration.Runtimes.GetValueOrDefault(turn.RuntimeId)?.Type == "manual";
        BudgetStatus charged = isKnown
            ? before with { SpentUsd = before.SpentUsd + (usd ?? 0) }
            : before with { UnknownCostAttempts = before.UnknownCostAttempts + 1, HeldForUnknownUsd = before.HeldForUnknownUsd + Hold(configuration, before) };
        if (configuration.Budget?.PerRunMaxUsd is { } limit)
        {
            charged = charged with { RemainingUsd = limit - charged.SpentUsd - charged.HeldForUnknownUsd };
            charged = charged.RemainingUsd > 0 ? charged with { Exhausted = null, ExhaustedAt = null, ExhaustedAfterTurn = null, WarnMode = null }
                : before.Exhausted is true ? charged
                : charged with { Exhausted = true, ExhaustedAt = now, ExhaustedAfterTurn = turn.TurnId, WarnMode = Warns(configuration) ? true : null };
        }

        return state with { BudgetStatus = charged };
    }

    /// <summary>What is held back for an attempt of which nobody knows what it cost: what a turn may cost, or all that is left when nothing says that.</summary>
    private static decimal Hold(RunConfiguration configuration, BudgetStatus before) => configuration.Budget switch
    {
        { PerTurnMaxUsd: { } most } => most,
        { PerRunMaxUsd: { } limit } => Math.Max(0, limit - before.SpentUsd - before.HeldForUnknownUsd),
        _ => 0,
    };

    /// <summary>What an attempt cost: what it says, or what its tokens come to at the configuration's rates; null when nobody knows. Tokens for nothing are believed only when the rates say so.</summary>
    internal static decimal? Of(RunConfiguration configuration, Turn turn, TurnCost? cost) =>
        cost is { Usd: > 0 and <= MostUsd } or { Usd: 0, InputTokens: null or 0, OutputTokens: null or 0 } ? cost.Usd
        : configuration.Budget is { } budget ? Pricing.Of(cost, Model(configuration, turn), budget.CostRates)
        : null;

    /// <summary>Gives back what was reserved for a turn.</summary>
    internal static RunState Release(RunState state, string turnId) => state with { BudgetReservations = state.BudgetReservations.Without(turnId) };

    /// <summary>Holds back what a turn may cost, when the configuration says how much that is.</summary>
    internal static RunState Reserve(RunState state, RunConfiguration configuration, Turn turn, DateTimeOffset now) => configuration.Budget?.PerTurnMaxUsd is { } usd
        ? state with { BudgetReservations = state.BudgetReservations.With(turn.TurnId, new BudgetReservation { ReservedUsd = usd, RoleId = turn.AssignedRole, CreatedAt = now }) }
        : state;

    /// <summary>Whether the run goes on when nothing is left.</summary>
    internal static bool Warns(RunConfiguration configuration) => configuration.Budget?.OnExceed == "warn";

    /// <summary>Why a turn cannot be paid for, or null.</summary>
    internal static Problem? Refusal(RunState state, RunConfiguration configuration)
    {
        if (configuration.Budget?.PerRunMaxUsd is not { } limit || Warns(configuration))
        {
            return null;
        }

        // From the limit as it is now, which an operator may have raised.
        decimal left = limit - (state.BudgetStatus?.SpentUsd ?? 0) - (state.BudgetStatus?.HeldForUnknownUsd ?? 0);
        if (left <= 0)
        {
            return new(RunCodes.BudgetExhausted, $"Nothing is left of the run's budget of ${limit}.") { Field = "budget.per_run_max_usd" };
        }

        decimal free = left - state.BudgetReservations.Values.Sum(reservation => reservation.ReservedUsd);
        return configuration.Budget.PerTurnMaxUsd is { } wanted && wanted > free
            ? new(RunCodes.BudgetReservationExceeded, $"A turn reserves ${wanted}, and ${free} of the run's budget of ${limit} is free.") { Field = "budget.per_turn_max_usd" }
            : null;
    }

    private static string? Model(RunConfiguration configuration, Turn turn) =>
        configuration.Runtimes.GetValueOrDefault(turn.RuntimeId)?.Settings is { ValueKind: JsonValueKind.Object } settings && settings.TryGetProperty("model", out JsonElement model) && model.ValueKind == JsonValueKind.String ? model.GetString() : null;
}
