using System.Globalization;
using System.Text;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>The whole relation: every kind of command on every kind of state. The approved file is the specification.</summary>
public sealed class TransitionTableTests
{
    private static readonly (string Name, Func<Scene> Build)[] States =
    [
        ("idle", () => new Scene()),
        ("active", () => Scene.Begun()),
        .. Enum.GetValues<TurnStatus>().Select(status => ($"active, turn {JsonName(status)}", (Func<Scene>)(() => WithTurn(status)))),
        ("active, two turns", TwoTurns),
        ("paused for a phase", () => Paused("pm", result => result["phase_transition_request"] = "implementation")),
        ("paused for the end", () => Paused("qa", result => result["run_completion_request"] = true, "qa")),
        ("blocked by the operator", () => Then(Scene.Begun(), new Escalate("hesc_1", "need a key"))),
        ("blocked before the first run", () => new Scene { State = new() { Status = RunStatus.Blocked, BlockedOn = "human:setup" } }),
        ("blocked, gate pending", () => Then(Paused("pm", result => result["phase_transition_request"] = "implementation"), new BlockRun("human:x", "other", new()))),
        ("completed", () => Then(Paused("qa", result => result["run_completion_request"] = true, "qa"), new ApproveRunCompletion())),
        ("failed, by another runner", () => new Scene { State = new() { Status = RunStatus.Failed, RunId = "run_1", Phase = "qa" } }),
    ];

    private static readonly (string Name, Func<Scene, RunCommand> Build)[] Commands =
    [
        ("initialize", _ => new InitializeRun("run_new")),
        ("initialize over a terminal run", _ => new InitializeRun("run_new") { AllowTerminalRestart = true }),
        ("assign pm", _ => new AssignTurn("pm", "turn_new")),
        ("assign nobody", _ => new AssignTurn("nobody", "turn_new")),
        .. Enum.GetValues<TurnStatus>().Select(status => ($"move to {JsonName(status)}", (Func<Scene, RunCommand>)(_ => new MoveTurn(null, status)))),
        ("refresh the baseline", _ => new RefreshBaseline(null)),
        ("accept", scene => new AcceptTurn(null, scene.State.ActiveTurns.Count == 1 ? scene.Result(scene.State.ActiveTurns.Keys.Single()) : default)),
        ("accept what is broken", _ => new AcceptTurn(null, "{}"u8.ToArray())),
        ("accept as merged", scene => new AcceptTurn(null, scene.State.ActiveTurns.Count == 1 ? scene.Result(scene.State.ActiveTurns.Keys.Single()) : default) { HumanMerge = true }),
        ("accept a stranger", _ => new AcceptTurn("turn_stranger", "{}"u8.ToArray())),
        ("reject", _ => new RejectTurn(null, "no")),
        ("reissue", _ => new ReissueTurn(null, "turn_new", "again")),
        ("pause for approval", _ => new PauseForApproval(new() { Gate = "plan", From = "planning", To = "implementation" })),
        ("approve the phase", _ => new ApprovePhaseGate()),
        ("approve the phase by itself", _ => new ApprovePhaseGate { Automatic = true }),
        ("approve the end", _ => new ApproveRunCompletion()),
        ("approve the end by itself", _ => new ApproveRunCompletion { Automatic = true }),
        ("escalate", _ => new Escalate("hesc_2", "why")),
        ("escalate without a reason", _ => new Escalate("hesc_2", " ")),
        ("block", _ => new BlockRun("human:y", "other", new())),
        ("block on nothing", _ => new BlockRun("", "other", new())),
        ("reactivate", _ => new ReactivateRun()),
    ];

    [Fact]
    public void Every_command_on_every_state_is_decided()
    {
        StringBuilder table = new();
        foreach ((string state, Func<Scene> build) in States)
        {
            table.Append(CultureInfo.InvariantCulture, $"{state}\n");
            foreach ((string name, Func<Scene, RunCommand> command) in Commands)
            {
                Scene scene = build();
                string before = Scene.Json(scene.State);
                Ruling ruling = scene.Put(command(scene));
                string outcome = ruling switch
                {
                    { IsAllowed: true } => $"-> {Told(scene)}",
                    { Change: not null } => $"refused {ruling.Refusal!.Reason} -> {Told(scene)}",
                    _ => $"refused {ruling.Refusal!.Reason}",
                };
                table.Append(CultureInfo.InvariantCulture, $"  {name,-32} {outcome}\n");
                if (ruling.Change is null)
                {
                    Assert.Equal(before, Scene.Json(scene.State));
                }
            }
        }

        Snapshot.Verify(table.ToString());
    }

    private static string Told(Scene scene)
    {
        string turns = string.Join(", ", scene.State.ActiveTurns.Values.Select(turn => $"{turn.AssignedRole} {JsonName(turn.Status)}"));
        string[] parts = [JsonName(scene.State.Status), scene.State.BlockedOn is { } on ? $"on {on}" : "", turns.Length > 0 ? $"[{turns}]" : ""];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }

    private static Scene WithTurn(TurnStatus status)
    {
        Scene scene = Scene.Begun();
        string id = scene.Turn("pm");
        Turn turn = scene.State.ActiveTurns[id] with { Status = status, ConflictState = status is TurnStatus.Conflicted ? new() { ConflictingFiles = ["a"] } : null };
        scene.State = scene.State with { ActiveTurns = new Dictionary<string, Turn>(StringComparer.Ordinal) { [id] = turn } };
        return scene;
    }

    private static Scene TwoTurns()
    {
        Scene scene = Scene.Begun(phase: "implementation");
        scene.Turn("dev");
        scene.Turn("qa");
        return scene;
    }

    private static Scene Paused(string role, Action<System.Text.Json.Nodes.JsonObject> alter, string? phase = null)
    {
        Scene scene = Scene.Begun(phase: phase);
        scene.Accept(role, alter);
        Assert.Equal(RunStatus.Paused, scene.State.Status);
        return scene;
    }

    private static Scene Then(Scene scene, RunCommand command)
    {
        scene.Allow(command);
        return scene;
    }

    private static string JsonName<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
