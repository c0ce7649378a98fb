using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Proofs.Cli.Init;
using Proofs.Evidence;
using Proofs.Runs.Runs;
using TestKit;

namespace Proofs.Cli.Tests;

/// <summary>A project made from the template that is played from a scenario, in a git repository with a commit.</summary>
internal sealed partial class GovernedProject : IDisposable
{
    private readonly GitRepo _repo = GitRepo.Create();

    /// <summary>Makes it.</summary>
    /// <param name="configure">What is otherwise in its configuration.</param>
    /// <param name="direct">What is otherwise in its scenario's turns.</param>
    internal GovernedProject(Action<JsonObject>? configure = null, Action<JsonArray>? direct = null)
    {
        foreach ((string path, byte[] content) in ProjectTemplate.All.Single(each => each.Name == "scripted").Files("demo"))
        {
            JsonObject file = JsonNode.Parse(content)!.AsObject();
            if (path == "agentxchain.json")
            {
                configure?.Invoke(file);
            }
            else
            {
                JsonArray turns = Honest(file["turns"]!.AsArray());
                direct?.Invoke(turns);
            }

            File.WriteAllText(path == "agentxchain.json" ? In(path) : Scenario, file.ToJsonString());
        }

        _repo.Git("add", "--all");
        _repo.Commit("Begin");
    }

    internal string Root => _repo.Path;

    internal GitRepo Repo => _repo;

    /// <summary>Beside the project: what tests change of it is nobody's work there.</summary>
    internal string Scenario => Path.Combine(_repo.Outside, "scenario.json");

    internal RunnerInterface Runner => RunnerInterface.LoadContext(Root, TimeProvider.System).Runner!;

    internal RunState State => Runner.LoadState().State!;

    internal string In(string path) => Path.Combine(Root, path);

    /// <summary>In this process, and nobody there to answer.</summary>
    internal CliResult Do(params string[] arguments) => Cli.Run([.. arguments, "--project", Root]);

    /// <summary>In this process, in a terminal where somebody answers.</summary>
    internal CliResult Ask(string answer, params string[] arguments) => Cli.Answer(answer, [.. arguments, "--project", Root]);

    /// <summary>Has turns played, in this process.</summary>
    internal CliResult Play(string command, params string[] more) => Do([command, "--script", Scenario, .. more]);

    /// <summary>Has turns played by a process of its own, to its end.</summary>
    internal CliResult Spawn(string command, params string[] more)
    {
        using RunningCli running = Start(command, more);
        return running.End();
    }

    /// <summary>Has turns played by a process of its own.</summary>
    internal RunningCli Start(string command, params string[] more) => new([command, "--script", Scenario, "--project", Root, .. more]);

    /// <summary>Begins a run and gives a role a turn that somebody was asked to do.</summary>
    internal Turn Begin(string role = "pm")
    {
        RunnerInterface runner = Runner;
        Assert.True(runner.InitRun().Ok);
        return Assign(role, runner);
    }

    /// <summary>Gives a role a turn that somebody was asked to do.</summary>
    internal Turn Assign(string role, RunnerInterface? runner = null)
    {
        runner ??= Runner;
        RunnerResult assigned = runner.AssignTurn(role);
        Assert.True(assigned.Ok, assigned.Refusal?.ToString());
        return Dispatch(assigned.Turn!, runner);
    }

    /// <summary>Has somebody asked to do a turn.</summary>
    internal Turn Dispatch(Turn turn, RunnerInterface? runner = null)
    {
        RunnerResult dispatched = (runner ?? Runner).TransitionActiveTurnLifecycle(turn.TurnId, TurnStatus.Dispatched);
        Assert.True(dispatched.Ok, dispatched.Refusal?.ToString());
        return dispatched.Turn!;
    }

    /// <summary>Writes a result of a role that reviews, beside the project.</summary>
    internal string Result(Turn turn, Action<JsonObject>? change = null)
    {
        JsonObject result = JsonNode.Parse($$"""
            {
              "schema_version": "1.0", "run_id": "{{turn.RunId}}", "turn_id": "{{turn.TurnId}}", "role": "{{turn.AssignedRole}}", "runtime_id": "{{turn.RuntimeId}}",
              "status": "completed", "summary": "It is clear.", "decisions": [], "objections": [{ "id": "OBJ-001", "severity": "low", "statement": "It is short." }],
              "files_changed": [], "verification": { "status": "skipped" }, "artifact": { "type": "review" }, "proposed_next_role": "human"
            }
            """)!.AsObject();
        change?.Invoke(result);
        string path = Path.Combine(_repo.Outside, "result.json");
        File.WriteAllText(path, result.ToJsonString());
        return path;
    }

    /// <summary>The accepted turns, in order, as role and status.</summary>
    internal string[] History() => File.Exists(In(".agentxchain/history.jsonl"))
        ? [.. File.ReadLines(In(".agentxchain/history.jsonl")).Select(line => JsonNode.Parse(line)!).Select(entry => $"{entry["role"]} {entry["status"]}")]
        : [];

    /// <summary>Journal, records and the note outside the project agree.</summary>
    internal void Holds()
    {
        RunVerification found = Runner.Verify(RunAnchor.DefaultFolder());
        Assert.True(found.Holds, string.Join('\n', found.Problems));
    }

    /// <summary>What is different each time is not told.</summary>
    internal string Scrub(string text) => Variable().Replace(text.Replace(Root, "{project}", StringComparison.Ordinal).Replace(_repo.Outside, "{outside}", StringComparison.Ordinal), match => match.Groups["prefix"].Success ? match.Groups["prefix"].Value + "…" : "…");

    public void Dispose() => _repo.Dispose();

    /// <summary>One turn for each role: without the attempts that the template shows being refused.</summary>
    private static JsonArray Honest(JsonArray turns)
    {
        turns.RemoveAll(turn => turn!["attempt"] is { } attempt && (int)attempt < 3);
        turns[1]!.AsObject().Remove("attempt");
        return turns;
    }

    [GeneratedRegex(@"(?<prefix>turn_|run_|hesc_)[0-9a-f]{16}|\b[0-9a-f]{64}\b|\b[0-9a-f]{40}\b|\d{4}-\d\d-\d\dT[\d:.]+Z|(?<prefix>process )\d+|(?<prefix>""process_id"": )\d+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
