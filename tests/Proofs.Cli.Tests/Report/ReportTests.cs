using System.Text.Json;

namespace Proofs.Cli.Tests.Report;

/// <summary><c>proofs report</c> in its three forms.</summary>
public sealed class ReportTests
{
    [Fact]
    public void Text_is_for_people()
    {
        using RecordedProject project = new();
        TestKit.Snapshot.Verify(project.Scrub(Cli.Run("report", project.Root).Out));
    }

    [Fact]
    public void Markdown_is_for_pages()
    {
        using RecordedProject project = new(file: "src/a|b<i>.txt", summary: RecordedProject.Hostile);
        string text = Cli.Run("report", project.Root, "--format", "markdown").Out;
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@everyone", text, StringComparison.Ordinal);
        Assert.DoesNotContain("](", text, StringComparison.Ordinal);
        Assert.DoesNotContain("# Verdict", text, StringComparison.Ordinal);
        TestKit.Snapshot.Verify(project.Scrub(text));
    }

    [Fact]
    public void Json_is_for_programs()
    {
        using RecordedProject project = new();
        CliResult result = Cli.Run("report", project.Root, "--json");
        JsonElement cost = result.Json.GetProperty("cost");
        Assert.Equal((0.25m, 2), (cost.GetProperty("known_usd").GetDecimal(), cost.GetProperty("unknown_cost_attempts").GetInt32()));
        TestKit.Snapshot.Verify(project.Scrub(result.Out));
    }

    [Fact]
    public void Text_of_a_hostile_worker_stays_text()
    {
        using RecordedProject project = new(summary: RecordedProject.Hostile);
        string text = Cli.Run("report", project.Root).Out;
        Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n# Verdict", text, StringComparison.Ordinal);
        Assert.DoesNotContain("::error", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_gives_the_same_report_as_its_project()
    {
        using RecordedProject project = new();
        string file = project.Export();
        foreach (string format in new[] { "text", "markdown", "json" })
        {
            Assert.Equal(Cli.Run("report", project.Root, "--format", format).Out, Cli.Run("report", file, "--format", format).Out);
        }

        Assert.Contains("\"anchor\": \"expected\"", Cli.Run("report", file, "--json", "--expect-head-hash", project.Head).Out, StringComparison.Ordinal);
        CliAssert.Refused(65, "head_differs", Cli.Run("report", file, "--json", "--expect-head-hash", new string('0', 64)));
        CliAssert.Refused(65, "head_differs", Cli.Run("report", project.Root, "--json", "--expect-head-hash", new string('0', 64)));
        File.AppendAllText(file, " ");
        CliAssert.Refused(65, "export_differs", Cli.Run("report", file, "--json"));
    }
}
