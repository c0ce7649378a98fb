using System.IO.Compression;
using TestKit;

namespace Proofs.Packages.Tests;

/// <summary>The library of governed runs, as somebody gets it who writes a runner.</summary>
public sealed class RunsPackageTests(PackedFeed feed) : IClassFixture<PackedFeed>, IDisposable
{
    private const string Configuration = """
        {
          "schema_version": "1.0",
          "project": { "id": "demo", "name": "Demo" },
          "roles": { "pm": { "title": "PM", "mandate": "Plan", "write_authority": "review_only", "runtime": "desk" } },
          "runtimes": { "desk": { "type": "manual" } },
          "routing": { "planning": { "entry_role": "pm", "allowed_next_roles": ["pm", "human"] } },
          "gates": {},
          "workflow_kit": {}
        }
        """;

    private const string Program = """"
        using Proofs.Runs.Runs;

        RunnerContext context = RunnerInterface.LoadContext(args[0], TimeProvider.System);
        RunnerInterface runner = context.Runner ?? throw new InvalidOperationException(context.Problems[0].Message);
        Turn turn = Done(runner.InitRun()) is { Ok: true } ? Done(runner.AssignTurn("pm")).Turn! : null!;
        Console.WriteLine(Directory.EnumerateFiles(runner.WriteDispatchBundle().BundlePath!).Count());
        Done(runner.FinalizeDispatchManifest());
        Done(runner.TransitionActiveTurnLifecycle(turn.TurnId, TurnStatus.Dispatched));
        string staged = Path.Combine(args[0], RunnerInterface.GetTurnStagingResultPath(turn.TurnId));
        Directory.CreateDirectory(Path.GetDirectoryName(staged)!);
        File.WriteAllText(staged, $$"""
            {
              "schema_version": "1.0", "run_id": "{{turn.RunId}}", "turn_id": "{{turn.TurnId}}", "role": "pm", "runtime_id": "desk", "status": "completed",
              "summary": "Planned it.", "decisions": [], "objections": [{ "id": "OBJ-001", "severity": "low", "statement": "It is short.", "status": "raised" }],
              "files_changed": [], "verification": { "status": "skipped" }, "artifact": { "type": "review" }, "proposed_next_role": "human",
              "run_completion_request": true
            }
            """);
        RunnerResult accepted = Done(runner.AcceptTurn());
        Console.WriteLine($"{accepted.State!.Status} {accepted.Accepted!.AcceptedSequence}");

        static RunnerResult Done(RunnerResult result) => result.Ok ? result : throw new InvalidOperationException($"{result.Refusal.Reason}: {result.Refusal.Message}");
        """";

    private readonly Consumer _consumer = new(feed);

    public void Dispose() => _consumer.Dispose();

    [Fact]
    public void A_console_program_takes_a_turn_from_its_beginning_to_its_acceptance()
    {
        _consumer.WriteProgram("Proofs.Runs", Program);
        using TempFolder project = new();
        File.WriteAllText(project.In("agentxchain.json"), Configuration);
        Consumer.BuildResult run = _consumer.Dotnet("run", "--project", "app", "--", project.Path);
        Assert.True(run is { ExitCode: 0, Output: "3\nCompleted 1\n" }, run.ToString());
        Assert.Single(File.ReadAllLines(project.In(".agentxchain/history.jsonl")));
    }

    [Fact]
    public void The_program_of_the_readme_says_what_is_missing()
    {
        string readme = File.ReadAllText(PackedFeed.In("src", "Proofs.Runs", "README.md"));
        _consumer.WriteProgram("Proofs.Runs", readme.Split("```csharp\n")[1].Split("```")[0]);
        Consumer.BuildResult run = _consumer.Dotnet("run", "--project", "app");
        Assert.True(run.ExitCode != 0 && run.Output.Contains("has an agentxchain.json", StringComparison.Ordinal), run.ToString());
    }

    [Fact]
    public void The_package_holds_the_library_its_schemas_and_what_it_stands_on()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(feed.Path, $"Proofs.Runs.{PackedFeed.Version}.nupkg"));
        string[] files = [.. archive.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("_rels", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && !name.StartsWith('[')).Order(StringComparer.Ordinal)];
        Assert.Equal(["Proofs.Runs.nuspec", "README.md", "THIRD-PARTY-NOTICES.md", "lib/net10.0/Proofs.Runs.dll", "lib/net10.0/Proofs.Runs.xml", "schemas/agentxchain.schema.json", "schemas/turn-result.schema.json"], files);
        using StreamReader nuspec = new(archive.GetEntry("Proofs.Runs.nuspec")!.Open());
        string text = nuspec.ReadToEnd();
        Assert.Contains($"<dependency id=\"Proofs\" version=\"{PackedFeed.Version}\"", text, StringComparison.Ordinal);
        Assert.Contains("<license type=\"expression\">MIT</license>", text, StringComparison.Ordinal);
        Assert.Contains("<readme>README.md</readme>", text, StringComparison.Ordinal);
    }
}
