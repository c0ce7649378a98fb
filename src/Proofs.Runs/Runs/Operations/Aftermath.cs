using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>What an accepted turn may stop the run for.</summary>
internal static class Aftermath
{
    private const string Raise = "Raise budget.per_run_max_usd and reactivate the run; where costs are unknown, set budget.per_turn_max_usd, or all that is left is held back.";

    internal static void Run(Acceptance acceptance)
    {
        if (acceptance.State.Status is RunStatus.Completed)
        {
            return;
        }

        Said(acceptance);
        Budget(acceptance);
        Timeouts(acceptance);
    }

    /// <summary>Blocks a run whose budget is used up.</summary>
    internal static (RunState State, RunEvent Event) BudgetExhausted(RunState state, Turn turn, DateTimeOffset now) =>
        Blocking.Block(state, "budget:exhausted", "budget_exhausted", new() { TypedReason = "budget_exhausted", Owner = "human", RecoveryAction = Raise, TurnRetained = state.ActiveTurns.ContainsKey(turn.TurnId) }, turn, now);

    /// <summary>The turn itself says that somebody has to act.</summary>
    private static void Said(Acceptance acceptance)
    {
        if (acceptance.Result.Status is ResultStatus.NeedsHuman or ResultStatus.Blocked)
        {
            string kind = Word.Of(acceptance.Result.Status);
            string reason = acceptance.Result.NeedsHumanReason ?? acceptance.Result.Summary ?? kind;
            acceptance.Block($"human:{Blocking.Slug(reason)}", kind, new() { TypedReason = kind, Owner = "human", RecoveryAction = "Settle what the turn names and reactivate the run.", Detail = reason });
        }
    }

    private static void Budget(Acceptance acceptance)
    {
        if (acceptance.State.BudgetStatus?.Exhausted is not true)
        {
            return;
        }

        if (!Budgets.Warns(acceptance.Configuration))
        {
            acceptance.Block("budget:exhausted", "budget_exhausted", new() { TypedReason = "budget_exhausted", Owner = "human", RecoveryAction = Raise });
        }
        else if (acceptance.State.BudgetStatus.ExhaustedAfterTurn == acceptance.Turn.TurnId)
        {
            acceptance.Events.Add(acceptance.State.Event(EventTypes.BudgetExceededWarn, acceptance.Facts.Now, acceptance.Turn, new JsonObject { ["spent_usd"] = acceptance.State.BudgetStatus.SpentUsd, ["remaining_usd"] = acceptance.State.BudgetStatus.RemainingUsd }));
        }
    }

    private static void Timeouts(Acceptance acceptance)
    {
        Timeouts limits = acceptance.Configuration.Timeouts;
        Phase? phase = acceptance.Configuration.FindPhase(acceptance.Facts.History[^1].Phase);
        DateTimeOffset now = acceptance.Facts.Now;

        // A phase is never skipped past its gate: that a route says skip_phase stops the run like escalate does.
        (string Scope, bool IsOver, string Action)[] all =
        [
            ("turn", Clock.IsOver(acceptance.Turn.StartedAt, limits.PerTurnMinutes, now), limits.Action),
            ("phase", acceptance.State.Phase == phase?.Name && Clock.IsOver(acceptance.State.PhaseEnteredAt, phase?.TimeoutMinutes ?? limits.PerPhaseMinutes, now), phase?.TimeoutAction ?? limits.Action),
            ("run", Clock.IsOver(acceptance.State.CreatedAt, limits.PerRunMinutes, now), limits.Action),
        ];
        foreach ((string scope, _, string action) in all.Where(each => each.IsOver))
        {
            bool isWarning = action == "warn";
            acceptance.Governance.Add(acceptance.State.Record(now, acceptance.Turn) with { Type = isWarning ? "timeout_warning" : "timeout", Action = action, Reasons = [$"The {scope} took longer than it may."] });
            if (isWarning)
            {
                acceptance.Warnings.Add($"The {scope} took longer than it may.");
            }
            else
            {
                acceptance.Block($"timeout:{scope}", "timeout", new() { TypedReason = "timeout", Owner = "human", RecoveryAction = "Raise the limit or settle why it takes so long, then reactivate the run.", Detail = $"The {scope} took longer than it may." });
            }
        }
    }
}
