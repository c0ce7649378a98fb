using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>What an accepted turn may stop the run for.</summary>
internal static class Aftermath
{
    internal static void Run(Draft draft)
    {
        if (draft.State.Status is RunStatus.Completed)
        {
            return;
        }

        Word(draft);
        Budget(draft);
        Timeouts(draft);
    }

    /// <summary>Blocks a run whose budget is used up.</summary>
    internal static (RunState State, RunEvent Event) BudgetExhausted(RunState state, Turn turn, DateTimeOffset now) =>
        Blocking.Block(state, "budget:exhausted", "budget_exhausted", new() { TypedReason = "budget_exhausted", Owner = "human", RecoveryAction = "Raise budget.per_run_max_usd and reactivate the run.", TurnRetained = state.ActiveTurns.ContainsKey(turn.TurnId) }, turn, now);

    /// <summary>The turn itself says that somebody has to act.</summary>
    private static void Word(Draft draft)
    {
        if (draft.Result.Status is ResultStatus.NeedsHuman or ResultStatus.Blocked)
        {
            string kind = Refuse.Word(draft.Result.Status);
            string reason = draft.Result.NeedsHumanReason ?? draft.Result.Summary ?? kind;
            draft.Block($"human:{Blocking.Slug(reason)}", kind, new() { TypedReason = kind, Owner = "human", RecoveryAction = "Settle what the turn names and reactivate the run.", Detail = reason });
        }
    }

    private static void Budget(Draft draft)
    {
        if (draft.State.BudgetStatus?.Exhausted is not true)
        {
            return;
        }

        if (!Budgets.Warns(draft.Configuration))
        {
            draft.Block("budget:exhausted", "budget_exhausted", new() { TypedReason = "budget_exhausted", Owner = "human", RecoveryAction = "Raise budget.per_run_max_usd and reactivate the run." });
        }
        else if (draft.State.BudgetStatus.ExhaustedAfterTurn == draft.Turn.TurnId)
        {
            draft.Events.Add(draft.State.Event(EventTypes.BudgetExceededWarn, draft.Facts.Now, draft.Turn, new JsonObject { ["spent_usd"] = draft.State.BudgetStatus.SpentUsd, ["remaining_usd"] = draft.State.BudgetStatus.RemainingUsd }));
        }
    }

    private static void Timeouts(Draft draft)
    {
        Timeouts limits = draft.Configuration.Timeouts;
        Phase? phase = draft.Configuration.FindPhase(draft.Facts.History[^1].Phase);
        DateTimeOffset now = draft.Facts.Now;

        // A phase is never skipped past its gate: that a route says skip_phase stops the run like escalate does.
        (string Scope, bool IsOver, string Action)[] all =
        [
            ("turn", Clock.IsOver(draft.Turn.StartedAt, limits.PerTurnMinutes, now), limits.Action),
            ("phase", draft.State.Phase == phase?.Name && Clock.IsOver(draft.State.PhaseEnteredAt, phase?.TimeoutMinutes ?? limits.PerPhaseMinutes, now), phase?.TimeoutAction ?? limits.Action),
            ("run", Clock.IsOver(draft.State.CreatedAt, limits.PerRunMinutes, now), limits.Action),
        ];
        foreach ((string scope, _, string action) in all.Where(each => each.IsOver))
        {
            bool isWarning = action == "warn";
            draft.Governance.Add(draft.State.Record(now, draft.Turn) with { Type = isWarning ? "timeout_warning" : "timeout", Action = action, Reasons = [$"The {scope} took longer than it may."] });
            if (isWarning)
            {
                draft.Warnings.Add($"The {scope} took longer than it may.");
            }
            else
            {
                draft.Block($"timeout:{scope}", "timeout", new() { TypedReason = "timeout", Owner = "human", RecoveryAction = "Raise the limit or settle why it takes so long, then reactivate the run.", Detail = $"The {scope} took longer than it may." });
            }
        }
    }
}
