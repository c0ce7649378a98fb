using System.Text;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Storage;

/// <summary>A project on disk, and a runner on it that does what authors of runners do.</summary>
internal sealed class Project : IDisposable
{
    private readonly TempFolder _folder = new();

    private readonly string? _anchors;

    internal Project(string? configuration = null, Action<Action<string, string>>? before = null, string? anchors = null)
    {
        _anchors = anchors;
        Write("agentxchain.json", configuration ?? Configuration);
        before?.Invoke(Write);
        RunnerContext context = RunnerInterface.LoadContext(_folder.Path, Time, new() { Anchors = anchors });
        Assert.Empty(context.Problems);
        Runner = context.Runner!;
    }

    internal const string Configuration = """
        {
          "schema_version": "1.0",
          "project": { "id": "demo", "name": "Demo", "goal": "Show it." },
          "roles": {
            "pm": { "title": "PM", "mandate": "Plan", "write_authority": "review_only", "runtime": "desk" },
            "dev": { "title": "Dev", "mandate": "Build", "write_authority": "authoritative", "runtime": "desk" }
          },
          "runtimes": { "desk": { "type": "manual" } },
          "routing": {
            "planning": { "entry_role": "pm", "allowed_next_roles": ["pm", "dev", "human"], "exit_gate": "plan" },
            "implementation": { "entry_role": "dev", "allowed_next_roles": ["dev", "pm", "human"], "max_concurrent_turns": 2 }
          },
          "gates": { "plan": { "requires_human_approval": true } },
          "workflow_kit": {}
        }
        """;

    internal ManualTime Time { get; } = new();

    internal RunnerInterface Runner { get; }

    /// <summary>A runner that knows nothing yet, as a new process has it.</summary>
    internal RunnerInterface Again() => RunnerInterface.LoadContext(_folder.Path, Time, new() { Anchors = _anchors }).Runner!;

    internal string Root => _folder.Path;

    internal string In(string path) => Path.Combine(Root, path);

    internal string Read(string path) => File.ReadAllText(In(path));

    internal string[] Lines(string path) => File.Exists(In(path)) ? File.ReadAllLines(In(path)) : [];

    internal void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
        File.WriteAllText(In(path), text);
    }

    internal static RunnerResult Ok(RunnerResult result)
    {
        Assert.True(result.Ok, result.Refusal?.Message);
        return result;
    }

    /// <summary>Assigns a turn, writes and seals its bundle, and marks it dispatched.</summary>
    internal Turn Dispatch(string role)
    {
        Turn turn = Ok(Runner.AssignTurn(role)).Turn!;
        Assert.Null(Runner.WriteDispatchBundle(turn.TurnId).Refusal);
        Ok(Runner.FinalizeDispatchManifest(turn.TurnId));
        return Ok(Runner.TransitionActiveTurnLifecycle(turn.TurnId, TurnStatus.Dispatched)).Turn!;
    }

    internal void Stage(Turn turn, Action<JsonObject>? alter = null)
    {
        bool reviews = turn.AssignedRole == "pm";
        JsonObject result = new()
        {
            ["schema_version"] = "1.0",
            ["run_id"] = turn.RunId,
            ["turn_id"] = turn.TurnId,
            ["role"] = turn.AssignedRole,
            ["runtime_id"] = turn.RuntimeId,
            ["status"] = "completed",
            ["summary"] = "Did it.",
            ["decisions"] = new JsonArray(),
            ["objections"] = reviews ? new JsonArray(new JsonObject { ["id"] = "OBJ-001", ["severity"] = "low", ["statement"] = "Thin.", ["status"] = "raised" }) : [],
            ["files_changed"] = reviews ? [] : new JsonArray("src/a.txt"),
            ["verification"] = new JsonObject { ["status"] = "pass" },
            ["artifact"] = new JsonObject { ["type"] = reviews ? "review" : "workspace" },
            ["proposed_next_role"] = "dev",
        };
        alter?.Invoke(result);
        if (result["files_changed"] is JsonArray { Count: > 0 })
        {
            Write("src/a.txt", $"{turn.TurnId} {turn.Attempt}");
        }

        Write(RunnerInterface.GetTurnStagingResultPath(turn.TurnId), Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(result.ToJsonString())));
    }

    /// <summary>Does a developer's work on a turn of any project, and leaves its result.</summary>
    internal static void Do(string root, Turn turn, string decision)
    {
        JsonObject result = new()
        {
            ["schema_version"] = "1.0",
            ["run_id"] = turn.RunId,
            ["turn_id"] = turn.TurnId,
            ["role"] = turn.AssignedRole,
            ["runtime_id"] = turn.RuntimeId,
            ["status"] = "completed",
            ["summary"] = "Did it.",
            ["decisions"] = new JsonArray(new JsonObject { ["id"] = decision, ["category"] = "scope", ["statement"] = "So it is.", ["rationale"] = "It has to be." }),
            ["objections"] = new JsonArray(),
            ["files_changed"] = new JsonArray($"src/{turn.TurnId}.txt"),
            ["verification"] = new JsonObject { ["status"] = "pass" },
            ["artifact"] = new JsonObject { ["type"] = "workspace" },
            ["proposed_next_role"] = "dev",
        };
        Directory.CreateDirectory(Path.Combine(root, "src"));
        File.WriteAllText(Path.Combine(root, "src", turn.TurnId + ".txt"), decision);
        string path = Path.Combine(root, RunnerInterface.GetTurnStagingResultPath(turn.TurnId));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, result.ToJsonString());
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>A clock that moves by a second with every look at it, and that somebody can set to another time.</summary>
internal sealed class ManualTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now += TimeSpan.FromSeconds(1);

    /// <summary>Sets the clock forwards, or back.</summary>
    internal void Jump(TimeSpan by) => _now += by;
}
