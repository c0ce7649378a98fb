using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>What a run costs. Unknown is not zero, and no attempt is free.</summary>
public sealed class MoneyTests
{
    private static readonly RunConfiguration Project = Scene.Project with { Budget = new() { PerRunMaxUsd = 1m, PerTurnMaxUsd = 0.1m } };

    [Fact]
    public void Small_costs_add_up_exactly()
    {
        Scene scene = Scene.Begun(Project, "implementation");
        for (int i = 0; i < 3; i++)
        {
            scene.Accept("dev", result => result["cost"] = JsonNode.Parse("""{"usd":0.0000061}"""));
        }

        Assert.Equal(0.0000183m, scene.State.BudgetStatus!.SpentUsd);
        Assert.Equal(0.9999817m, scene.State.BudgetStatus.RemainingUsd);
        Assert.Empty(scene.State.BudgetReservations);
    }

    [Fact]
    public void A_cost_that_nobody_knows_is_held_back_as_what_was_reserved()
    {
        Scene scene = Scene.Begun(Project, "implementation");
        scene.Accept("dev");
        Assert.Equal((0m, 1, 0.1m, 0.9m), (scene.State.BudgetStatus!.SpentUsd, scene.State.BudgetStatus.UnknownCostAttempts, scene.State.BudgetStatus.HeldForUnknownUsd, scene.State.BudgetStatus.RemainingUsd));
    }

    [Fact]
    public void Work_by_hand_costs_nothing()
    {
        Scene scene = Scene.Begun(Project);
        scene.Accept("pm");
        Assert.Equal((0m, 0), (scene.State.BudgetStatus!.SpentUsd, scene.State.BudgetStatus.UnknownCostAttempts));
    }

    [Fact]
    public void A_rejected_attempt_is_charged()
    {
        Scene scene = Scene.Begun(Project, "implementation");
        string id = scene.Turn("dev");
        scene.Allow(new RejectTurn(id, "no") { Cost = new() { Usd = 0.25m } });
        Assert.Equal(0.25m, scene.State.BudgetStatus!.SpentUsd);
    }

    [Theory]
    [InlineData("-100")]
    [InlineData("79228162514264337593543950335")]
    public void A_cost_that_is_none_gives_nothing_back_and_is_unknown(string usd)
    {
        Scene scene = Scene.Begun(Project, "implementation");
        string id = scene.Turn("dev");
        TurnCost cost = new() { Usd = decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture) };
        scene.Allow(new RejectTurn(id, "no") { Cost = cost });
        scene.Allow(new MoveTurn(id, TurnStatus.Dispatched));
        scene.Allow(new ReissueTurn(id, "turn_new", "no") { Cost = cost });
        Assert.Equal((0m, 2, 0.8m), (scene.State.BudgetStatus!.SpentUsd, scene.State.BudgetStatus.UnknownCostAttempts, scene.State.BudgetStatus.RemainingUsd));
    }

    [Fact]
    public void When_nothing_says_what_a_turn_may_cost_an_unknown_cost_holds_all_that_is_left()
    {
        Scene scene = Scene.Begun(Scene.Project with { Budget = new() { PerRunMaxUsd = 1m } }, "implementation");
        scene.Accept("dev", result => result["cost"] = JsonNode.Parse("""{"usd":0.25}"""));
        scene.Accept("dev");
        Assert.Equal((0.75m, 0m, "budget:exhausted"), (scene.State.BudgetStatus!.HeldForUnknownUsd, scene.State.BudgetStatus.RemainingUsd, scene.State.BlockedOn));
        Assert.Contains("per_turn_max_usd", scene.State.BlockedReason!.Recovery!.RecoveryAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"usd":0,"input_tokens":9000000000,"output_tokens":1}""", "m", null)]
    [InlineData("""{"usd":0,"input_tokens":1000000,"output_tokens":1000000}""", "known", 3.0)]
    [InlineData("""{"input_tokens":500000,"output_tokens":0}""", "known", 0.5)]
    [InlineData("""{"usd":0,"input_tokens":500000,"output_tokens":0}""", "free", 0.0)]
    [InlineData("""{"usd":0}""", "m", 0.0)]
    public void Tokens_cost_what_the_rates_say_and_nothing_only_when_they_say_so(string cost, string model, double? usd)
    {
        using System.Text.Json.JsonDocument settings = System.Text.Json.JsonDocument.Parse($$"""{"model":"{{model}}"}""");
        Dictionary<string, CostRate> rates = new(StringComparer.Ordinal) { ["known"] = new(1, 2), ["free"] = new(0, 0) };
        RunConfiguration project = Project with { Runtimes = Project.Runtimes.With("shell", new Runtime("local_cli", settings.RootElement)), Budget = new() { PerRunMaxUsd = 10m, PerTurnMaxUsd = 1m, CostRates = rates } };
        Scene scene = Scene.Begun(project, "implementation");
        scene.Accept("dev", result => result["cost"] = JsonNode.Parse(cost));
        Assert.Equal((usd is null ? 0m : (decimal)usd, usd is null ? 1 : 0), (scene.State.BudgetStatus!.SpentUsd, scene.State.BudgetStatus.UnknownCostAttempts));
    }

    [Fact]
    public void A_reissued_turn_is_charged_for_what_it_did()
    {
        Scene scene = Scene.Begun(Project, "implementation");
        string id = scene.Turn("dev");
        scene.Allow(new ReissueTurn(id, "turn_new", "stuck") { Cost = new() { Usd = 0.5m } });
        Assert.Equal(0.5m, scene.State.BudgetStatus!.SpentUsd);
        Assert.Equal(["turn_new"], scene.State.BudgetReservations.Keys);
    }

    [Fact]
    public void A_budget_that_is_used_up_blocks_the_run_until_it_is_raised()
    {
        Scene scene = Scene.Begun(Project, "implementation");
        scene.Accept("dev", result => result["cost"] = JsonNode.Parse("""{"usd":1}"""));
        Assert.Equal((RunStatus.Blocked, "budget:exhausted", true), (scene.State.Status, scene.State.BlockedOn, scene.State.BudgetStatus!.Exhausted));
        scene.Allow(new ReactivateRun());
        Assert.Equal(RunCodes.BudgetExhausted, scene.Refuse(new AssignTurn("dev", "turn_x")).Reason);
        scene.Configuration = Project with { Budget = Project.Budget! with { PerRunMaxUsd = 2m } };
        scene.Accept("dev", result => result["cost"] = JsonNode.Parse("""{"usd":0.5}"""));
        Assert.Equal((RunStatus.Active, null, 0.5m), (scene.State.Status, scene.State.BudgetStatus!.Exhausted, scene.State.BudgetStatus.RemainingUsd));
    }

    [Fact]
    public void A_rejected_attempt_that_uses_the_budget_up_blocks_the_run()
    {
        Scene scene = Scene.Begun(Project, "implementation");
        string id = scene.Turn("dev");
        scene.Allow(new RejectTurn(id, "no") { Cost = new() { Usd = 1.5m } });
        Assert.Equal("budget:exhausted", scene.State.BlockedOn);
    }

    [Fact]
    public void A_budget_that_only_warns_says_so_once()
    {
        Scene scene = Scene.Begun(Project with { Budget = Project.Budget! with { OnExceed = "warn" } }, "implementation");
        scene.Accept("dev", result => result["cost"] = JsonNode.Parse("""{"usd":1.5}"""));
        scene.Accept("dev", result => result["cost"] = JsonNode.Parse("""{"usd":1.5}"""));
        Assert.Equal((RunStatus.Active, -2m, true), (scene.State.Status, scene.State.BudgetStatus!.RemainingUsd, scene.State.BudgetStatus.WarnMode));
        Assert.Single(scene.Events, each => each.EventType == EventTypes.BudgetExceededWarn);
    }
}
