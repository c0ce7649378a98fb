using System.Text.Json;
using System.Text.Json.Nodes;
using TestKit;

namespace Repo.Tests.Schemas;

/// <summary>What the built program says of governed runs in many situations. Made once for all tests of a class.</summary>
public sealed class RunSituations : IDisposable
{
    private readonly List<Situation> _all = [];
    private readonly List<GitRepo> _repos = [];
    private readonly TempFolder _plain = new();

    public RunSituations()
    {
        Spawn("templates are listed", "init", "--list");
        Spawn("a project is made", "init", _plain.In("fresh"), "--template", "codex");
        Spawn("a project is there already", "init", _plain.In("fresh"));
        Approved();
        Proposed();
        Held();
        Exhausted();
        Inadmissible();
    }

    /// <summary>The documents of a schema.</summary>
    internal IEnumerable<Situation> Of(string schema) => _all.Where(situation => SchemaOf(situation) == schema);

    public void Dispose()
    {
        _repos.ForEach(repo => repo.Dispose());
        _plain.Dispose();
    }

    private static string SchemaOf(Situation situation) => JsonDocument.Parse(situation.Document).RootElement.GetProperty("schema").GetString() switch
    {
        "proofs.run/v1" => Schema.Run,
        "proofs.run_status/v1" => Schema.RunStatus,
        "proofs.proposals/v1" => Schema.Proposals,
        "proofs.init/v1" => Schema.Init,
        "proofs.templates/v1" => Schema.Templates,
        "proofs.verify/v1" => Schema.Verify,
        "proofs.run_report/v1" => Schema.RunReport,
        "proofs.error/v1" => Schema.Error,
        _ => Schema.Operation,
    };

    private void Approved()
    {
        string project = Project();
        Do(project, "nothing has begun", "status");
        Do(project, "there is nothing to resume", "resume");
        Do(project, "a gate is held", "run", "--script", Script(project));
        Do(project, "a gate waits", "status");
        Do(project, "nobody says yes", "approve");
        Do(project, "a gate is approved", "approve", "--yes");
        Do(project, "a person stops the run", "escalate", "--reason", "Look", "--detail", "At it.", "--action", "Look at it.");
        Do(project, "a person has to act", "status");
        Do(project, "a person lets the run go on", "unblock", "--note", "Seen.");
        Do(project, "one turn is done", "step", "--script", Script(project), "--no-auto-checkpoint");
        Do(project, "a turn is committed", "checkpoint-turn");
        Do(project, "a run is completed", "resume", "--auto-approve", "--script", Script(project));
        Do(project, "a run was completed", "status");
        Spawn("a completed run is told of", "report", project);
        Spawn("a run's evidence holds", "verify", "run", project);
        Spawn("a run's head is another", "verify", "run", project, "--expect-head-hash", new string('0', 64));
        string export = _plain.In("export.json");
        Assert.Equal(0, TestKit.Run.Program(Program, ["export", project, "--output", export], _plain.Path).ExitCode);
        Spawn("an export holds", "verify", "export", export);
        Spawn("an export is told of", "report", export);
        Do(project, "there is nothing more to do", "run", "--script", Script(project));
        Do(project, "no turn is at work", "accept-turn");
    }

    private void Proposed()
    {
        string project = Project(
            configuration =>
            {
                configuration["roles"]!["dev"]!["write_authority"] = "proposed";
                configuration["gates"]!["greeting_works"] = new JsonObject();
            },
            turns =>
            {
                turns[1]!.AsObject().Remove("files");
                turns[1]!["result"]!["verification"] = new JsonObject { ["status"] = "skipped" };
                turns[1]!["result"]!["proposed_changes"] = JsonNode.Parse("""[{ "path": "src/greeting.txt", "action": "create", "content": "Hello\n" }]""");
            });
        Do(project, "nothing is proposed", "proposal", "list");
        Do(project, "turns are used up", "run", "--auto-approve", "--max-turns", "2", "--script", Script(project));
        string turn = JsonDocument.Parse(Do(project, "something is proposed", "proposal", "list")).RootElement.GetProperty("proposals")[0].GetProperty("turn_id").GetString()!;
        Do(project, "a proposal waits", "status");
        Do(project, "a proposal is shown", "proposal", "show", turn);
        Do(project, "a proposal is unknown", "proposal", "show", "turn_0000000000000000");
        Do(project, "a proposal is rejected", "proposal", "reject", turn, "--reason", "No.");
    }

    private void Held()
    {
        string project = Project(configuration => configuration["rules"]!["max_turn_retries"] = 2, turns => turns[0]!["result"] = new JsonObject { ["role"] = "qa" });
        Do(project, "a worker says nonsense", "run", "--script", Script(project));
        Do(project, "a run gave up", "status");
        Spawn("attempts were rejected", "report", project);
        Do(project, "a run goes on", "unblock");
        Do(project, "a turn is put in another's place", "reissue-turn", "--reason", "Again.");
    }

    private void Exhausted()
    {
        string project = Project(
            configuration => configuration["budget"] = JsonNode.Parse("""{ "per_turn_max_usd": 1, "per_run_max_usd": 2 }"""),
            turns => turns[0]!["result"]!["cost"] = JsonNode.Parse("""{ "usd": 2.5 }"""));
        Do(project, "a budget is used up", "run", "--script", Script(project));
        Do(project, "nothing is left", "status");
        Change(Path.Combine(project, ".agentxchain", "state.json"), state => state["phase"] = "review");
        Do(project, "somebody changed the state", "status");
        Spawn("a run's records do not hold", "verify", "run", project);
    }

    private void Inadmissible() =>
        Do(Project(configuration => configuration["gates"]!["plan_approved"]!["requires_files"] = new JsonArray("src/plan.txt")), "no run could be completed", "run");

    private string Project(Action<JsonObject>? configure = null, Action<JsonArray>? direct = null)
    {
        GitRepo repo = GitRepo.Create();
        _repos.Add(repo);
        TestKit.Run.Program(Program, ["init", repo.Path, "--template", "scripted"]);
        Change(Path.Combine(repo.Path, "agentxchain.json"), node => configure?.Invoke(node.AsObject()));
        Change(Path.Combine(repo.Path, "scenario.json"), node =>
        {
            // One turn for each role: without the attempts that the template shows being refused.
            JsonArray turns = node["turns"]!.AsArray();
            turns.RemoveAll(turn => turn!["attempt"] is { } attempt && (int)attempt < 3);
            turns[1]!.AsObject().Remove("attempt");
            direct?.Invoke(turns);
        });
        File.Move(Path.Combine(repo.Path, "scenario.json"), Script(repo.Path));
        repo.Git("add", "--all");
        repo.Commit("Begin");
        return repo.Path;
    }

    private static string Script(string project) => Path.Combine(project, "..", "scenario.json");

    private static string Program => Checkout.Built("Proofs.Cli", "Proofs.Cli");

    private static void Change(string path, Action<JsonNode> change)
    {
        JsonNode file = JsonNode.Parse(File.ReadAllText(path))!;
        change(file);
        File.WriteAllText(path, file.ToJsonString());
    }

    private string Do(string project, string name, params string[] arguments) => Spawn(name, [.. arguments, "--project", project]);

    private string Spawn(string name, params string[] arguments)
    {
        RunResult result = TestKit.Run.Program(Program, [.. arguments, "--json"], _plain.Path);
        _all.Add(new(name, result.ExitCode, result.Out));
        return result.Out;
    }
}
