using System.Text.Json.Nodes;

namespace Proofs.Cli.Tests.Verify;

/// <summary><c>proofs export</c> and <c>proofs verify export</c>.</summary>
public sealed class VerifyExportTests
{
    [Fact]
    public void An_export_is_checked_without_its_project()
    {
        string head;
        string kept = Path.Combine(Directory.CreateTempSubdirectory("proofs-test-").FullName, "export.json");
        using (RecordedProject project = new(summary: RecordedProject.Hostile))
        {
            File.Copy(project.Export(), kept);
            head = project.Head;
        }

        CliResult result = Cli.Run("verify", "export", kept, "--expect-head-hash", head, "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("expected", VerifyRunTests.Text(result, "anchor"));
        Assert.Equal(1, Cli.Run("verify", "export", kept, "--expect-head-hash", new string('1', 64)).ExitCode);
        Directory.Delete(Path.GetDirectoryName(kept)!, recursive: true);
    }

    [Fact]
    public void An_export_tells_what_it_looked_at()
    {
        using RecordedProject project = new();
        TestKit.Snapshot.Verify(project.Scrub(Cli.Run("verify", "export", project.Export()).Out));
    }

    [Fact]
    public void An_export_says_what_is_published_and_holds_nothing_that_was_said_to_workers()
    {
        using RecordedProject project = new();
        project.Write(".agentxchain/staging/x/stdout.log", "said");
        JsonObject export = JsonNode.Parse(Cli.Run("export", project.Root).Out)!.AsObject();
        Assert.Equal(["schema_version", "export_kind", "exported_at", "project_root", "project", "summary", "workspace", "files", "config", "state", "evidence_chain", "export_digest"], export.Select(pair => pair.Key));
        Assert.Equal(("0.3", "agentxchain_run_export"), (export["schema_version"]!.GetValue<string>(), export["export_kind"]!.GetValue<string>()));
        Assert.DoesNotContain(export["files"]!.AsObject(), file => file.Key.Contains("dispatch", StringComparison.Ordinal) || file.Key.Contains("staging", StringComparison.Ordinal) || file.Key.Contains("locks", StringComparison.Ordinal));
        Assert.Equal(project.Repository.Head, export["workspace"]!["git"]!["head_sha"]!.GetValue<string>());
        Assert.Equal("unobserved", export["summary"]!["evidence_grade"]!.GetValue<string>());
        Assert.Equal(1, export["summary"]!["rejected_attempts"]!.GetValue<int>());
        Assert.Equal(["planning", "implementation"], export["config"]!["routing"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public void A_foreign_export_is_told_as_such_and_never_passes()
    {
        using RecordedProject project = new();
        JsonObject foreign = JsonNode.Parse(File.ReadAllText(project.Export()))!.AsObject();
        foreign.Remove("evidence_chain");
        foreign.Remove("export_digest");
        string file = Path.Combine(project.Repository.Outside, "foreign.json");
        File.WriteAllText(file, foreign.ToJsonString());
        CliResult result = Cli.Run("verify", "export", file, "--json");
        Assert.Equal((2, "undetermined", "pass"), (result.ExitCode, VerifyRunTests.Result(result, "chain"), VerifyRunTests.Result(result, "files")));
        Assert.Contains("export_foreign", result.Out, StringComparison.Ordinal);
        Assert.Equal(1, Cli.Run("verify", "export", file, "--expect-head-hash", new string('0', 64)).ExitCode);
        foreign["files"]![".agentxchain/state.json"]!["bytes"] = 1;
        File.WriteAllText(file, foreign.ToJsonString());
        Assert.Equal(1, Cli.Run("verify", "export", file).ExitCode);
        Assert.Equal(65, Cli.Run("report", file).ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"export_kind\":\"agentxchain_run_export\",\"export_kind\":\"agentxchain_run_export\",\"files\":{}}")]
    [InlineData("{\"export_kind\":\"agentxchain_coordinator_export\",\"files\":{}}")]
    public void What_is_no_export_cannot_be_determined(string text)
    {
        using TestKit.TempFolder folder = new();
        File.WriteAllText(folder.In("e.json"), text);
        CliResult result = Cli.Run("verify", "export", folder.In("e.json"), "--json");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("export_unreadable", result.Out, StringComparison.Ordinal);
        CliAssert.Refused(64, "usage_error", Cli.Run("verify", "export", folder.In("none.json"), "--json"));
        CliAssert.Refused(64, "usage_error", Cli.Run("verify", "export", folder.Path, "--json"));
    }
}
