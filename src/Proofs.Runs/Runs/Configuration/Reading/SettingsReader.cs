namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Reads budget, rules, timeouts and the loop's settings.</summary>
internal static class SettingsReader
{
    internal static Budget ReadBudget(Section budget)
    {
        Budget read = new()
        {
            PerTurnMaxUsd = budget.Number("per_turn_max_usd"),
            PerRunMaxUsd = budget.Number("per_run_max_usd"),
            CostRates = budget.Table("cost_rates", rate => new CostRate(rate.RequiredNumber("input_per_1m"), rate.RequiredNumber("output_per_1m"))),
        };
        return budget.Text("on_exceed") is { } action ? read with { OnExceed = action } : read;
    }

    internal static Rules ReadRules(Section rules)
    {
        Rules read = new() { ChallengeRequired = rules.Flag("challenge_required", otherwise: true), MaxDeadlockCycles = rules.Integer("max_deadlock_cycles") };
        return rules.Integer("max_turn_retries") is { } retries ? read with { MaxTurnRetries = retries } : read;
    }

    internal static Timeouts ReadTimeouts(Section timeouts)
    {
        Timeouts read = new()
        {
            PerTurnMinutes = timeouts.Number("per_turn_minutes"),
            PerPhaseMinutes = timeouts.Number("per_phase_minutes"),
            PerRunMinutes = timeouts.Number("per_run_minutes"),
        };
        return timeouts.Text("action") is { } action ? read with { Action = action } : read;
    }

    internal static RunLoopSettings ReadRunLoop(Section loop)
    {
        RunLoopSettings defaults = new();
        _ = loop.Integer("startup_watchdog_ms", 1);
        _ = loop.Integer("stale_turn_threshold_ms", 1);
        loop.Foreign("continuous");
        return new()
        {
            NonProgressThreshold = loop.Integer("non_progress_threshold") ?? defaults.NonProgressThreshold,
            MaxTurns = loop.Integer("max_turns") ?? defaults.MaxTurns,
        };
    }

    internal static DeclaredVerification ReadVerification(Section verification)
    {
        DeclaredVerification defaults = new();
        return defaults with { Commands = verification.Commands("commands"), TimeoutSeconds = verification.Integer("timeout_seconds", 1, 3600) ?? defaults.TimeoutSeconds };
    }
}
