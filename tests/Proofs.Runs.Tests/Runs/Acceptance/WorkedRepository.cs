using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Tests.Runs.Storage;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Acceptance;

/// <summary>A project in a real git repository, whose workers are real processes.</summary>
internal sealed class WorkedRepository : IDisposable
{
    internal const string Configuration = """
        {
          "schema_version": "1.0",
          "project": { "id": "demo", "name": "Demo", "goal": "Show it." },
          "roles": {
            "dev": { "title": "Dev", "mandate": "Build", "write_authority": "authoritative", "runtime": "desk" },
            "ops": { "title": "Ops", "mandate": "Run", "write_authority": "authoritative", "runtime": "desk" }
          },
          "runtimes": { "desk": { "type": "manual" } },
          "routing": { "implementation": { "entry_role": "dev", "allowed_next_roles": ["dev", "ops", "human"], "max_concurrent_turns": 2 } },
          "gates": {},
          "hooks": { "after_acceptance": [{ "name": "note", "type": "process", "mode": "advisory", "command": ["sh", "./tools/note.sh"] }] },
          "workflow_kit": {}
        }
        """;

    internal WorkedRepository(string? configuration = null, Action<WorkedRepository>? before = null, bool begins = true)
    {
        Repository.Git("config", "user.name", "W");
        Repository.Git("config", "user.email", "w@example.com");
        Write("agentxchain.json", configuration ?? Configuration);
        Write("src/kept.txt", "kept\n");
        Write("src/folder/inner.txt", "inner\n");
        Write("tools/note.sh", "printf '{\"verdict\":\"allow\"}'\n");
        Write(".github/proofs.yml", "checks: []\n");
        Write(".gitignore", ".agentxchain/\nTALK.md\n*.log\n");
        before?.Invoke(this);
        Repository.Git("add", "--all");
        Repository.Commit("Begin");
        RunnerContext context = RunnerInterface.LoadContext(Root, Time);
        Assert.Empty(context.Problems);
        Runner = context.Runner!;
        if (begins)
        {
            Project.Ok(Runner.InitRun());
        }
    }

    internal GitRepo Repository { get; } = GitRepo.Create();

    internal ManualTime Time { get; } = new();

    internal RunnerInterface Runner { get; }

    internal string Root => Repository.Path;

    internal string In(string path) => Path.Combine(Root, path);

    internal string Read(string path) => File.ReadAllText(In(path));

    internal string[] Lines(string path) => File.Exists(In(path)) ? File.ReadAllLines(In(path)) : [];

    internal RunnerInterface Again() => RunnerInterface.LoadContext(Root, Time).Runner!;

    internal void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
        File.WriteAllText(In(path), text);
    }

    internal Turn Dispatch(string role = "dev", RunnerInterface? runner = null)
    {
        runner ??= Runner;
        Turn turn = Project.Ok(runner.AssignTurn(role)).Turn!;
        return Send(turn, runner);
    }

    /// <summary>Hands a turn that is assigned, or to be tried again, to its worker.</summary>
    internal Turn Send(Turn turn, RunnerInterface? runner = null)
    {
        runner ??= Runner;
        Assert.Null(runner.WriteDispatchBundle(turn.TurnId).Refusal);
        Project.Ok(runner.FinalizeDispatchManifest(turn.TurnId));
        return Project.Ok(runner.TransitionActiveTurnLifecycle(turn.TurnId, TurnStatus.Dispatched)).Turn!;
    }

    /// <summary>Has a worker do something: a shell in the project's folder that knows its turn.</summary>
    internal void Work(Turn turn, string script)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            ["TURN"] = turn.TurnId,
            ["STAGED"] = RunnerInterface.GetTurnStagingResultPath(turn.TurnId),
            ["OUTSIDE"] = Repository.Outside,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        };
        RunResult done = Run.Program("sh", ["-euc", script], Root, environment: environment);
        Assert.True(done.ExitCode == 0, done.ToString());
    }

    /// <summary>Leaves a result that lists these files.</summary>
    internal void Stage(Turn turn, params string[] files) => Stage(turn, files, alter: null);

    internal void Stage(Turn turn, string[] files, Action<JsonObject>? alter) => Write(RunnerInterface.GetTurnStagingResultPath(turn.TurnId), Result(turn, files, alter));

    internal static string Result(Turn turn, string[] files, Action<JsonObject>? alter = null)
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
            ["decisions"] = new JsonArray(),
            ["objections"] = new JsonArray(),
            ["files_changed"] = new JsonArray([.. files.Select(file => JsonValue.Create(file))]),
            ["verification"] = new JsonObject { ["status"] = "pass" },
            ["artifact"] = new JsonObject { ["type"] = "workspace" },
            ["proposed_next_role"] = "dev",
        };
        alter?.Invoke(result);
        return result.ToJsonString();
    }

    /// <summary>Does a turn from its beginning to its acceptance.</summary>
    internal RunnerResult Try(string script, params string[] files)
    {
        Turn turn = Dispatch();
        Work(turn, script);
        Stage(turn, files);
        return Runner.AcceptTurn(turn.TurnId);
    }

    internal int Accepted => Lines(".agentxchain/history.jsonl").Length;

    internal void Holds() => Assert.Empty(Again().Verify().Problems.Select(problem => problem.Message));

    public void Dispose()
    {
        Run.Program("chmod", ["-R", "u+rwX", Repository.Outside]);

        // .NET cannot name every file that a worker may have made.
        Run.Program("rm", ["-rf", "--", Root]);
        Repository.Dispose();
    }
}
