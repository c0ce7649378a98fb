using System.Text.Json.Nodes;
using Proofs.Packs;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;

namespace Proofs.RunnerPack;

/// <summary>The loop on top of the primitive layer: the same lifecycle, driven by callbacks.</summary>
public sealed class RunLoopProof
{
    /// <summary>The proof's name.</summary>
    public const string Name = "run-loop";

    /// <summary>What it claims.</summary>
    public static IReadOnlyList<ClaimText> Says { get; } =
    [
        new("loop.completes", "The loop ends because the run is completed, and says so; the state on disk says it too."),
        new("turns.counted", "It counts three accepted turns: pm, dev, qa."),
        new("gates.approved", "It asks at both gates that want an approval, and counts two."),
        new("rejection.same_turn", "The attempt that was rejected and the one that was accepted are the same turn."),
        new("events.told", "It tells what happens, in the order in which it happens."),
        new("history.kept", "History on disk holds the turns that the loop says were accepted."),
        new("ledger.kept", "The ledger holds every decision and every approval."),
        new("held.waits", "Where nobody approves, the loop stops with gate_held and the run goes no further."),
        new("evidence.holds", "The journal, its note outside the project and the export hold."),
    ];

    private static JsonArray Told =>
    [
        "turn_assigned", "turn_accepted", "gate_paused", "gate_approved",
        "turn_assigned", "turn_rejected", "turn_accepted",
        "turn_assigned", "turn_accepted", "gate_paused", "gate_approved", "completed",
    ];

    /// <summary>Proves it with a script in the workers' place.</summary>
    [SkippableFact]
    public Task The_loop_governs_a_run_by_callbacks() => RunnerPackProofs.ProveAsync(Name, "stub");

    /// <summary>Tells the proof of a runner.</summary>
    /// <param name="runner">The runner.</param>
    public static Task<Payload> TellAsync(Runner runner)
    {
        ArgumentNullException.ThrowIfNull(runner);
        return Story.TellAsync(Surroundings.Begin(Name, "stub", runner.Name), Says, (story, stop) => TellAsync(story, runner, stop), TimeSpan.FromMinutes(2));
    }

    private static async Task TellAsync(Story story, Runner runner, CancellationToken stop)
    {
        using Desk desk = new(story, runner, new Project("three-roles"));
        LoopRun run = await LoopRun.DriveAsync(desk, GateAnswer.Approved, stop).ConfigureAwait(false);
        run.Tell(story);
        RunLoopResult result = run.Result;
        RunRecords records = desk.Records;
        story.Claim("loop.completes", new JsonObject { ["ok"] = true, ["stop_reason"] = "completed", ["on_disk"] = "completed" }, new JsonObject { ["ok"] = result.Ok, ["stop_reason"] = run.StopReason, ["on_disk"] = (string?)records.State?["status"] });
        story.Claim("turns.counted", new JsonObject { ["executed"] = 3, ["roles"] = new JsonArray("pm", "dev", "qa") }, new JsonObject { ["executed"] = result.TurnsExecuted, ["roles"] = Roles(result) });
        story.Claim("gates.approved", new JsonObject { ["counted"] = 2, ["asked"] = 2 }, new JsonObject { ["counted"] = result.GatesApproved, ["asked"] = run.GatesAsked });
        TurnOutcome[] dev = [.. result.TurnHistory.Where(turn => turn.Role == "dev")];
        story.Claim("rejection.same_turn", new JsonObject { ["accepted"] = new JsonArray(false, true), ["turns"] = 1 }, new JsonObject { ["accepted"] = new JsonArray([.. dev.Select(turn => JsonValue.Create(turn.Accepted))]), ["turns"] = dev.DistinctBy(turn => turn.TurnId, StringComparer.Ordinal).Count() });
        story.Claim("events.told", Told, new JsonArray([.. run.EventTypes.Select(type => JsonValue.Create(type))]));
        story.Claim(
            "history.kept",
            new JsonObject { ["ids"] = new JsonArray([.. result.TurnHistory.Where(turn => turn.Accepted).Select(turn => JsonValue.Create(turn.TurnId))]), ["turns"] = ThreeRoles.Turns },
            new JsonObject { ["ids"] = new JsonArray([.. records.History.Select(entry => entry["turn_id"]?.DeepClone())]), ["turns"] = records.Turns });
        story.Claim("ledger.kept", ThreeRoles.Decided, records.Decided);
        story.Claim("evidence.holds", Desk.Holds, desk.Evidence());
        await HoldAsync(story, runner, stop).ConfigureAwait(false);
    }

    private static async Task HoldAsync(Story story, Runner runner, CancellationToken stop)
    {
        using Desk desk = new(story, runner, new Project("three-roles"), isMain: false);
        LoopRun held = await LoopRun.DriveAsync(desk, GateAnswer.Held, stop).ConfigureAwait(false);
        JsonObject? state = desk.Records.State;
        story.Claim(
            "held.waits",
            new JsonObject { ["ok"] = false, ["stop_reason"] = "gate_held", ["phase"] = "planning", ["turns"] = 1 },
            new JsonObject { ["ok"] = held.Result.Ok, ["stop_reason"] = held.StopReason, ["phase"] = (string?)state?["phase"], ["turns"] = desk.Records.History.Count });
    }

    private static JsonArray Roles(RunLoopResult result) => new([.. result.TurnHistory.Where(turn => turn.Accepted).Select(turn => JsonValue.Create(turn.Role))]);
}
