using System.Text.Json;
using TestKit;

namespace Proofs.Cli.Tests.Demo;

public sealed class DemoTests : IDisposable
{
    private readonly TempFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void It_comes_to_its_end_and_shows_two_lies_that_do_not_count()
    {
        CliResult shown = Demo();
        Assert.True(shown.ExitCode == 0, shown.ToString());
        string[] lines = shown.Out.Split('\n');
        Assert.Equal(3, lines.Count(line => line.StartsWith("Turn accepted: turn_", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line.StartsWith("Turn rejected: turn_", StringComparison.Ordinal)));
        Assert.Contains("Listed by the turn, but as before it: src/greeting.txt.", shown.Out, StringComparison.Ordinal);
        Assert.Contains("Policy \"replay\"", shown.Out, StringComparison.Ordinal);
        Assert.Contains("Run completed", lines);
        Assert.Contains("─── Run Summary ───", lines);
        Assert.Contains("  Status:  completed", lines);
        Assert.Contains("stub", shown.Out, StringComparison.Ordinal);
        Assert.StartsWith("Three turns, played from a script: ", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_that_it_names_last_checks_the_run_again()
    {
        string[] lines = Demo().Out.Split('\n');
        string command = Assert.Single(lines, line => line.StartsWith("  Next:    `proofs verify export ", StringComparison.Ordinal)).Split('`')[1];
        CliResult verified = Cli.Run(command.Split(' ')[1..]);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Contains("anchor: expected.", verified.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_it_leaves_is_a_repository_whose_run_can_be_read_and_anchors_beside_it()
    {
        JsonElement told = Demo("--json").Json;
        Assert.Equal(("proofs.run/v1", "completed", true), (told.GetProperty("schema").GetString(), told.GetProperty("stop_reason").GetString(), told.GetProperty("ok").GetBoolean()));
        string above = Directory.EnumerateDirectories(_temporary.Path, "proofs-demo-*").Single();
        string project = Path.Combine(above, "project");
        Assert.Equal("Hello, world\n", File.ReadAllText(Path.Combine(project, "src/greeting.txt")));
        Assert.Equal(2, TestKit.Run.Program("git", ["log", "--format=%s"], project).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(above, "anchors")));
        Assert.All(File.ReadLines(Path.Combine(project, ".agentxchain/history.jsonl")), line => Assert.Equal("stub", JsonElement.Parse(line).GetProperty("dispatch").GetProperty("evidence_grade").GetString()));
    }

    [Fact]
    public void Where_nothing_can_be_written_it_says_so()
    {
        File.WriteAllText(_temporary.In("file"), "no folder");
        CliResult refused = Cli.Spawn(["demo"], environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["TMPDIR"] = _temporary.In("file") });
        Assert.Equal(69, refused.ExitCode);
        Assert.StartsWith("error: storage_failed: ", refused.Error, StringComparison.Ordinal);
    }

    private CliResult Demo(params string[] options) => Cli.Spawn(["demo", .. options], environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["TMPDIR"] = _temporary.Path });
}
