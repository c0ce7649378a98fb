using System.Text;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>Whatever is asked of a run in whatever order: its state can be explained, and what was refused changed nothing.</summary>
public sealed class PropertyTests
{
    private const int Runs = 250;
    private const int Steps = 120;
    private static readonly string[] Roles = ["pm", "dev", "qa", "nobody"];

    [Fact]
    public void Any_sequence_of_commands_leaves_a_state_that_can_be_explained()
    {
        HashSet<string> reached = new(StringComparer.Ordinal);
        for (int seed = 0; seed < Runs; seed++)
        {
            Random random = new(seed);
            Scene scene = new(Configuration(random));
            for (int step = 0; step < Steps; step++)
            {
                scene.Now += TimeSpan.FromMinutes(random.Next(20));
                RunCommand command = Command(scene, random);
                RunState before = scene.State;
                string text = Scene.Json(before);
                Ruling ruling = scene.Put(command);
                string told = $"seed {seed}, step {step}, {command.GetType().Name}: {ruling.Refusal?.Message}\n{Scene.Json(scene.State)}";
                Assert.Equal(text, Scene.Json(before));
                Assert.True(ruling.Change is not null || ReferenceEquals(before, scene.State), told);
                Assert.True(StateMoves.Check(before, scene.State) is null, StateMoves.Check(before, scene.State)?.Message + told);
                Assert.True(Inexplicable(scene) is null, Inexplicable(scene) + told);
                reached.Add($"{scene.State.Status}");
                reached.Add(ruling.Refusal?.Reason.Id ?? "allowed");
            }
        }

        // A generator that only ever hits the first refusal would prove nothing.
        Assert.Superset(new HashSet<string>(["Active", "Paused", "Blocked", "Completed", "allowed", "validation_failed", "invalid_state_transition", "turn_not_active"], StringComparer.Ordinal), reached);
    }

    [Fact]
    public void A_state_read_back_from_its_file_decides_the_same()
    {
        Random random = new(42);
        Scene scene = Scene.Begun(phase: "implementation");
        for (int step = 0; step < 200; step++)
        {
            RunCommand command = Command(scene, random);
            RunState again = Proofs.Runs.Runs.Storage.StateFile.Read(Encoding.UTF8.GetBytes(Scene.Json(scene.State)), out _)!;
            Ruling one = RunMachine.Apply(scene.State, scene.Configuration, command, scene.Facts);
            Ruling other = RunMachine.Apply(again, scene.Configuration, command, scene.Facts);
            Assert.Equal(one.Refusal?.Message, other.Refusal?.Message);
            Assert.Equal(one.Change is null ? null : Scene.Json(one.Change.State), other.Change is null ? null : Scene.Json(other.Change.State));
            scene.Put(command);
        }
    }

    /// <summary>What is wrong with a state, or null.</summary>
    private static string? Inexplicable(Scene scene)
    {
        RunState state = scene.State;
        HistoryEntry[] accepted = [.. scene.History.Where(entry => entry.RunId == state.RunId && entry.Status != HistoryEntry.Reissued)];
        bool waits = state.PendingPhaseTransition is not null || state.PendingRunCompletion is not null;
        (bool IsWrong, string What)[] rules =
        [
            (state.Status is RunStatus.Paused && (!waits || state.BlockedOn?.StartsWith("human_approval:", StringComparison.Ordinal) is not true), "paused for nothing"),
            (state.Status is RunStatus.Blocked && (state.BlockedOn is null || state.BlockedReason is null), "blocked without a reason"),
            (state.Status is RunStatus.Active && (waits || state.BlockedOn is not null || state.BlockedReason is not null || state.Escalation is not null), "active and waiting"),
            (state.Status is RunStatus.Completed && (waits || state.CompletedAt is null || state.ActiveTurns.Count > 0), "completed and not at its end"),
            (state.PendingPhaseTransition is not null && state.PendingRunCompletion is not null, "two approvals at once"),
            (waits && state.ActiveTurns.Count > 0, "an approval while turns are at work"),
            (state.ActiveTurns.Any(turn => turn.Key != turn.Value.TurnId), "a turn under another id"),
            (state.ActiveTurns.Values.GroupBy(turn => turn.AssignedRole, StringComparer.Ordinal).Any(group => group.Count() > 1), "a role with two turns"),
            (state.ActiveTurns.Count > scene.Configuration.Routing.Max(phase => phase.MaxConcurrentTurns), "too many turns"),
            (state.BudgetReservations.Keys.Except(state.ActiveTurns.Keys, StringComparer.Ordinal).Any(), "a reservation for nobody"),
            (!accepted.Select(entry => entry.AcceptedSequence).SequenceEqual(Enumerable.Range(1, accepted.Length)), "accepted turns with gaps"),
            (state.AcceptedSequence != accepted.Length, "a count that is not the history's"),
            (scene.Ledger.Where(each => each.RunId == state.RunId).GroupBy(each => each.Id, StringComparer.Ordinal).Any(group => group.Count() > 1), "a decision id twice"),
            (accepted.Any(entry => !scene.Events.Any(each => each.EventType == EventTypes.TurnDispatched && each.Turn!.TurnId == entry.TurnId)), "accepted and never dispatched"),
            (scene.Events.Where(each => each.RunId == state.RunId) is var events && events.Any() && events.First().EventType != EventTypes.RunStarted, "events before the beginning"),
            (scene.Events.Where(each => each.RunId == state.RunId).SkipWhile(each => each.EventType != EventTypes.RunCompleted).Skip(1).Any(), "events after the end"),
            (state.BudgetStatus?.SpentUsd < 0, "money earned"),
        ];
        return rules.FirstOrDefault(rule => rule.IsWrong).What;
    }

    private static RunConfiguration Configuration(Random random) => Scene.Project with
    {
        Budget = random.Next(3) == 0 ? new() { PerRunMaxUsd = 3m, PerTurnMaxUsd = 0.2m, OnExceed = random.Next(2) == 0 ? "warn" : "pause_and_escalate" } : null,
        Rules = new() { MaxTurnRetries = random.Next(1, 4) },
        Timeouts = random.Next(4) == 0 ? new() { PerTurnMinutes = 30 } : new(),
        ApprovalPolicy = random.Next(3) == 0 ? new() { PhaseTransitionDefault = "auto_approve" } : null,
        Policies = random.Next(4) == 0 ? [new("few", "max_total_turns", random.Next(2) == 0 ? "block" : "escalate") { Limit = 12 }] : [],
    };

    private static RunCommand Command(Scene scene, Random random)
    {
        string? turn = scene.State.ActiveTurns.Keys.OrderBy(_ => random.Next()).FirstOrDefault();
        string role = random.Next(20) == 0 ? Roles[random.Next(Roles.Length)] : scene.State.NextRecommendedRole ?? Roles[random.Next(3)];
        return random.Next(24) switch
        {
            0 => new InitializeRun(scene.Id("run_")) { AllowTerminalRestart = random.Next(4) == 0 },
            1 => new ReactivateRun(),
            2 => new ApprovePhaseGate { Automatic = random.Next(4) == 0 },
            3 => new ApproveRunCompletion { Automatic = random.Next(4) == 0 },
            4 => random.Next(8) == 0 ? new Escalate(scene.Id("hesc_"), "stuck") : new RefreshBaseline(turn),
            5 => random.Next(8) == 0 ? new BlockRun("human:x", "other", new()) : new MoveTurn(turn, TurnStatus.Running),
            6 => new RejectTurn(turn, "no") { Cost = random.Next(2) == 0 ? null : new() { Usd = 0.1m } },
            7 => random.Next(3) == 0 ? new ReissueTurn(turn, scene.Id("turn_"), "again") : new MoveTurn(turn, (TurnStatus)random.Next(10)),
            8 => new PauseForApproval(new() { Gate = "plan", From = scene.State.Phase ?? "planning", To = "implementation" }),
            < 14 => new AssignTurn(role, scene.Id("turn_")),
            < 18 => new MoveTurn(turn, TurnStatus.Dispatched),
            _ => turn is null ? new AcceptTurn(scene.History.Count > 0 && random.Next(2) == 0 ? scene.History[0].TurnId : null, "{}"u8.ToArray()) : new AcceptTurn(turn, scene.Result(turn, result => Alter(scene, result, random))) { HumanMerge = random.Next(10) == 0 },
        };
    }

    private static void Alter(Scene scene, JsonObject result, Random random)
    {
        scene.Files["out.txt"] = "here";
        int next = scene.Configuration.Routing.ToList().FindIndex(phase => phase.Name == scene.State.Phase) + 1;
        switch (random.Next(9))
        {
            case 0 or 1 or 2 when next < scene.Configuration.Routing.Count:
                result["phase_transition_request"] = scene.Configuration.Routing[next].Name;
                break;
            case 0 or 1 or 2:
                result["run_completion_request"] = true;
                break;
            case 3:
                result["decisions"] = new JsonArray(Scene.Decision($"DEC-{random.Next(40):000}", random.Next(3) == 0 ? "repo" : null));
                break;
            case 4:
                result["status"] = new[] { "failed", "blocked", "needs_human" }[random.Next(3)];
                break;
            case 5:
                result["cost"] = new JsonObject { ["usd"] = random.Next(100) / 100m };
                break;
            case 6:
                result["summary"] = null;
                result["verification"] = null;
                break;
            case 7:
                result["delegations"] = new JsonArray(new JsonObject { ["id"] = "del-001", ["to_role"] = Roles[random.Next(3)], ["charter"] = "Do it", ["acceptance_contract"] = new JsonArray("Done") });
                break;
        }
    }
}
