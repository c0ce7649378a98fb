using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;
using TestKit;

namespace Proofs.Cli.Tests;

/// <summary>A governed run in a real repository that somebody recorded: two turns, a rejected attempt, hostile words, commits.</summary>
internal sealed class RecordedProject : IDisposable
{
    /// <summary>What a worker would like a reader's page to become.</summary>
    internal const string Hostile = "Done.\n# Verdict: pass | ![x](http://evil.example/?a) <script>alert(1)</script> @everyone ::error::no \u001b[2J`";

    private const string Configuration = """
        {
          "schema_version": "1.0",
          "project": { "id": "demo", "name": "Demo | **x**", "goal": "Show it." },
          "roles": {
            "pm": { "title": "PM", "mandate": "Plan", "write_authority": "review_only", "runtime": "model" },
            "dev": { "title": "Dev", "mandate": "Build", "write_authority": "authoritative", "runtime": "agent" }
          },
          "runtimes": {
            "model": { "type": "api_proxy", "provider": "ollama", "model": "m" },
            "agent": { "type": "local_cli", "command": ["agent"] }
          },
          "routing": {
            "planning": { "entry_role": "pm", "allowed_next_roles": ["pm", "dev", "human"], "exit_gate": "plan" },
            "implementation": { "entry_role": "dev", "allowed_next_roles": ["dev", "human"] }
          },
          "gates": { "plan": { "requires_human_approval": true } },
          "verification": { "commands": [["sh", "-c", "test -f src/a.txt"]], "timeout_seconds": 20 },
          "workflow_kit": {}
        }
        """;

    internal RecordedProject(string? file = null, string? summary = null, string? configuration = null, bool anchors = false)
    {
        Write("agentxchain.json", configuration ?? Configuration);
        Write(".gitignore", ".agentxchain/\nTALK.md\n");
        Repository.Git("add", "--all");
        Repository.Commit("Begin");
        RunnerContext context = RunnerInterface.LoadContext(Root, new Clock(), new() { Anchors = anchors ? Anchors : null });
        Assert.Empty(context.Problems);
        Runner = context.Runner!;
        Ok(Runner.InitRun());
        Turn plan = Dispatch("pm");
        Accept(plan, summary ?? "Planned it.", [], 0.25m, EvidenceGrade.Live, "anthropic.example", result => result["phase_transition_request"] = "implementation");
        Ok(Runner.ApprovePhaseGate());
        Turn work = Dispatch("dev");
        Ok(Runner.RejectTurn(summary ?? "The result is no JSON.", "schema", ["It is no JSON."], work.TurnId));
        Send(work.TurnId);
        Write(file ?? "src/a.txt", "work\n");
        Accept(work, summary ?? "Built it.", [file ?? "src/a.txt"], null, EvidenceGrade.Unobserved, null, result => result["run_completion_request"] = true);
        Ok(Runner.CheckpointAll());
    }

    internal GitRepo Repository { get; } = GitRepo.Create();

    internal RunnerInterface Runner { get; }

    internal string Root => Repository.Path;

    /// <summary>Where runs leave notes of their journals' heads.</summary>
    internal string Anchors => Path.Combine(Repository.Outside, "anchors");

    internal string Head => Runner.JournalHead!.Digest;

    internal string In(string path) => Path.Combine(Root, path);

    internal void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
        File.WriteAllText(In(path), text);
    }

    /// <summary>An export beside the project.</summary>
    internal string Export()
    {
        string file = Path.Combine(Repository.Outside, "export.json");
        CliResult result = Cli.Run("export", Root, "--output", file);
        Assert.True(result.ExitCode == 0, result.ToString());
        return file;
    }

    /// <summary>Text with everything that is another one in each run under a name that is the same in each.</summary>
    internal string Scrub(string text)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        string scrubbed = Regex.Replace(text.Replace(Root, "ROOT", StringComparison.Ordinal), "(?<kind>run|turn|evt|txn|session)(?<line>_|&#95;)[0-9a-f]{16}|(?<![0-9a-f])([0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-f])", found =>
        {
            string id = found.Value.Replace("&#95;", "_", StringComparison.Ordinal);
            string kind = found.Groups["kind"].Success ? found.Groups["kind"].Value : id.Length == 40 ? "commit" : "digest";
            if (!names.TryGetValue(id, out string? name))
            {
                names.Add(id, name = string.Create(CultureInfo.InvariantCulture, $"{kind.ToUpperInvariant()}{names.Values.Count(each => each.StartsWith(kind.ToUpperInvariant(), StringComparison.Ordinal)) + 1}"));
            }

            return name;
        }, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
        return Regex.Replace(scrubbed, @"\d{4}-\d\d-\d\dT[\d:.]+Z", "TIME", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
    }

    private Turn Dispatch(string role) => Send(Ok(Runner.AssignTurn(role)).Turn!.TurnId);

    private Turn Send(string turnId)
    {
        Assert.Null(Runner.WriteDispatchBundle(turnId).Refusal);
        Ok(Runner.FinalizeDispatchManifest(turnId));
        return Ok(Runner.TransitionActiveTurnLifecycle(turnId, TurnStatus.Dispatched)).Turn!;
    }

    private void Accept(Turn turn, string summary, string[] files, decimal? usd, EvidenceGrade grade, string? host, Action<JsonObject> alter)
    {
        bool reviews = files.Length == 0;
        JsonObject result = new()
        {
            ["schema_version"] = "1.0",
            ["run_id"] = turn.RunId,
            ["turn_id"] = turn.TurnId,
            ["role"] = turn.AssignedRole,
            ["runtime_id"] = turn.RuntimeId,
            ["status"] = "completed",
            ["summary"] = summary,
            ["decisions"] = new JsonArray(new JsonObject { ["id"] = reviews ? "DEC-001" : "DEC-002", ["category"] = "scope", ["statement"] = summary, ["rationale"] = "It has to be." }),
            ["objections"] = reviews ? new JsonArray(new JsonObject { ["id"] = "OBJ-001", ["severity"] = "low", ["statement"] = "Thin.", ["status"] = "raised" }) : [],
            ["files_changed"] = new JsonArray([.. files.Select(file => JsonValue.Create(file))]),
            ["verification"] = new JsonObject { ["status"] = "pass" },
            ["artifact"] = new JsonObject { ["type"] = reviews ? "review" : "workspace" },
            ["proposed_next_role"] = "dev",
            ["cost"] = usd is null ? null : new JsonObject { ["input_tokens"] = 10, ["output_tokens"] = 5, ["usd"] = usd },
        };
        alter(result);
        DispatchRecord dispatch = new() { Worker = reviews ? "api_proxy" : "local_cli", EvidenceGrade = grade, EndpointHost = host, Model = "m", ModelEchoed = reviews ? "m-1" : null, RequestId = reviews ? "req_1" : null, LatencyMs = 1200 };
        Ok(Runner.AcceptTurn(turn.TurnId, result: Encoding.UTF8.GetBytes(result.ToJsonString()), dispatch: dispatch));
    }

    private static RunnerResult Ok(RunnerResult result)
    {
        Assert.True(result.Ok, result.Refusal?.Message);
        return result;
    }

    public void Dispose() => Repository.Dispose();

    /// <summary>A clock that moves by a second with every look at it.</summary>
    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now += TimeSpan.FromSeconds(1);
    }
}
