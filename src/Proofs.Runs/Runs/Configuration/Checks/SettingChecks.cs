namespace Proofs.Runs.Runs.Configuration.Checks;

/// <summary>Project, budget, rules, timeouts, the loop and the modes.</summary>
internal static class SettingChecks
{
    private const int LongestGoal = 500;

    internal static IEnumerable<Problem> Project(RunConfiguration configuration) => configuration.Project.Goal is { } goal && goal.EnumerateRunes().Count() > LongestGoal
        ? [ConfigurationProblem.Invalid(KeyPath.Root.Key("project").Key("goal"), $"must not be longer than {LongestGoal} characters")]
        : [];

    internal static IEnumerable<Problem> Budget(RunConfiguration configuration)
    {
        if (configuration.Budget is not { } budget)
        {
            return [];
        }

        KeyPath at = KeyPath.Root.Key("budget");
        KeyPath rates = at.Key("cost_rates");
        return ((Problem?[])
        [
            Expect.Positive(at.Key("per_turn_max_usd"), budget.PerTurnMaxUsd),
            Expect.Positive(at.Key("per_run_max_usd"), budget.PerRunMaxUsd),
            budget.PerTurnMaxUsd > budget.PerRunMaxUsd ? ConfigurationProblem.Invalid(at.Key("per_turn_max_usd"), "must not be more than per_run_max_usd") : null,
            Expect.Among(at.Key("on_exceed"), budget.OnExceed, ConfigurationWords.BudgetActions),
            .. budget.CostRates.SelectMany(rate => (Problem?[])
            [
                Expect.AtLeast(rates.Entry(rate.Key).Key("input_per_1m"), rate.Value.InputPer1M, 0),
                Expect.AtLeast(rates.Entry(rate.Key).Key("output_per_1m"), rate.Value.OutputPer1M, 0),
            ]),
        ]).OfType<Problem>();
    }

    internal static IEnumerable<Problem> Rules(RunConfiguration configuration)
    {
        KeyPath at = KeyPath.Root.Key("rules");
        return ((Problem?[])
        [
            Expect.AtLeast(at.Key("max_turn_retries"), configuration.Rules.MaxTurnRetries, 1),
            Expect.AtLeast(at.Key("max_deadlock_cycles"), configuration.Rules.MaxDeadlockCycles, 1),
        ]).OfType<Problem>();
    }

    internal static IEnumerable<Problem> Timeouts(RunConfiguration configuration)
    {
        KeyPath at = KeyPath.Root.Key("timeouts");
        return ((Problem?[])
        [
            Expect.AtLeast(at.Key("per_turn_minutes"), configuration.Timeouts.PerTurnMinutes, 1),
            Expect.AtLeast(at.Key("per_phase_minutes"), configuration.Timeouts.PerPhaseMinutes, 1),
            Expect.AtLeast(at.Key("per_run_minutes"), configuration.Timeouts.PerRunMinutes, 1),
            Expect.Among(at.Key("action"), configuration.Timeouts.Action, ConfigurationWords.TimeoutActions),
        ]).OfType<Problem>();
    }

    internal static IEnumerable<Problem> Loop(RunConfiguration configuration)
    {
        KeyPath at = KeyPath.Root.Key("run_loop");
        return ((Problem?[])
        [
            Expect.AtLeast(at.Key("non_progress_threshold"), configuration.RunLoop.NonProgressThreshold, 1),
            Expect.AtLeast(at.Key("max_turns"), configuration.RunLoop.MaxTurns, 1),
        ]).OfType<Problem>();
    }

    internal static IEnumerable<Problem> Verification(RunConfiguration configuration) => configuration.Verification.Commands.Index()
        .Where(command => command.Item.Count == 0)
        .Select(command => ConfigurationProblem.Invalid(KeyPath.Root.Key("verification").Key("commands").At(command.Index), "must not be an empty list"));

    internal static IEnumerable<Problem> Modes(RunConfiguration configuration) =>
        Expect.Among(KeyPath.Root.Key("gate_semantic_coverage_mode"), configuration.GateSemanticCoverageMode, ConfigurationWords.CoverageModes) is { } problem ? [problem] : [];
}
