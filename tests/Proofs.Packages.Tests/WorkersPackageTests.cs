using System.IO.Compression;
using TestKit;

namespace Proofs.Packages.Tests;

/// <summary>What is asked over the network, as somebody gets it who writes a runner.</summary>
public sealed class WorkersPackageTests(PackedFeed feed) : IClassFixture<PackedFeed>, IDisposable
{
    private const string Program = """
        using Proofs.Runs.Runs;
        using Proofs.Workers.Hooks;

        using HttpHookTransport http = new(TimeProvider.System);
        RunnerContext context = RunnerInterface.LoadContext(args[0], TimeProvider.System, new() { HookTransports = [http] });
        RunnerInterface runner = context.Runner ?? throw new InvalidOperationException(context.Problems[0].Message);
        Console.WriteLine(runner.InitRun().Refusal?.Reason.Id ?? "begun");
        RunnerResult assigned = runner.AssignTurn("pm");
        Console.WriteLine(assigned.Refusal is { } refusal ? $"{refusal.Reason.Id}: {refusal.Message}" : "assigned");
        """;

    private readonly Consumer _consumer = new(feed);

    public void Dispose() => _consumer.Dispose();

    [Theory]
    [InlineData("""{"verdict":"allow"}""", "begun\nassigned\n")]
    [InlineData("""{"verdict":"block","message":"not today"}""", "not today")]
    public void A_hook_at_an_address_has_its_word_in_a_console_program(string answer, string expected)
    {
        using StubServer server = new(_ => new(200, answer));
        _consumer.WriteProgram("Proofs.Workers", Program);
        using TempFolder project = new();
        File.WriteAllText(project.In("agentxchain.json"), $$"""
            {
              "schema_version": "1.0",
              "project": { "id": "demo", "name": "Demo" },
              "roles": { "pm": { "title": "PM", "mandate": "Plan", "write_authority": "review_only", "runtime": "desk" } },
              "runtimes": { "desk": { "type": "manual" } },
              "routing": { "planning": { "entry_role": "pm", "allowed_next_roles": ["pm", "human"] } },
              "hooks": { "before_assignment": [{ "name": "ask", "type": "http", "url": "{{server.Address}}", "mode": "blocking", "timeout_ms": 20000 }] },
              "gates": {},
              "workflow_kit": {}
            }
            """);
        Consumer.BuildResult run = _consumer.Dotnet("run", "--project", "app", "--", project.Path);
        Assert.True(run.ExitCode == 0 && run.Output.Contains(expected, StringComparison.Ordinal), run.ToString());
        Assert.Contains("before_assignment", Assert.Single(server.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_of_the_readme_says_what_is_missing()
    {
        string readme = File.ReadAllText(PackedFeed.In("src", "Proofs.Workers", "README.md"));
        _consumer.WriteProgram("Proofs.Workers", readme.Split("```csharp\n")[1].Split("```")[0]);
        Consumer.BuildResult run = _consumer.Dotnet("run", "--project", "app");
        Assert.True(run.ExitCode != 0 && run.Output.Contains("has an agentxchain.json", StringComparison.Ordinal), run.ToString());
    }

    [Fact]
    public void The_package_holds_the_library_and_what_it_stands_on()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(feed.Path, $"Proofs.Workers.{PackedFeed.Version}.nupkg"));
        string[] files = [.. archive.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("_rels", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && !name.StartsWith('[')).Order(StringComparer.Ordinal)];
        Assert.Equal(["Proofs.Workers.nuspec", "README.md", "THIRD-PARTY-NOTICES.md", "lib/net10.0/Proofs.Workers.dll", "lib/net10.0/Proofs.Workers.xml"], files);
        using StreamReader nuspec = new(archive.GetEntry("Proofs.Workers.nuspec")!.Open());
        string text = nuspec.ReadToEnd();
        Assert.Contains($"<dependency id=\"Proofs.Runs\" version=\"{PackedFeed.Version}\"", text, StringComparison.Ordinal);
        Assert.Contains("<license type=\"expression\">MIT</license>", text, StringComparison.Ordinal);
        Assert.Contains("<readme>README.md</readme>", text, StringComparison.Ordinal);
    }
}
