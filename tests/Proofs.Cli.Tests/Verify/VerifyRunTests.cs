using System.Text.Json;

namespace Proofs.Cli.Tests.Verify;

/// <summary><c>proofs verify run</c> on real runs.</summary>
public sealed class VerifyRunTests
{
    [Fact]
    public void A_run_that_nobody_touched_passes_and_says_that_nothing_anchors_it()
    {
        using RecordedProject project = new();
        CliResult json = Cli.Run("verify", "run", project.Root, "--json");
        Assert.True(json.ExitCode == 0, json.ToString());
        Assert.Equal(("proofs.verify/v1", "pass", "none"), (Text(json, "schema"), Text(json, "verdict"), Text(json, "anchor")));
        CliResult text = Cli.Run("verify", "run", project.In("src"));
        Assert.StartsWith("pass: run", text.Out, StringComparison.Ordinal);
        Assert.Contains("anchor: none. A change by accident is found; somebody who may write to these records can have written all of them anew", text.Out, StringComparison.Ordinal);
        TestKit.Snapshot.Verify(project.Scrub(text.Out));
    }

    [Fact]
    public void The_expected_head_anchors_it_and_another_one_fails_it()
    {
        using RecordedProject project = new();
        CliResult right = Cli.Run("verify", "run", project.Root, "--expect-head-hash", project.Head, "--json");
        Assert.Equal((0, "expected", "pass"), (right.ExitCode, Text(right, "anchor"), Result(right, "head")));
        CliResult wrong = Cli.Run("verify", "run", project.Root, "--expect-head-hash", new string('0', 64), "--json");
        Assert.Equal((1, "fail"), (wrong.ExitCode, Result(wrong, "head")));
        Assert.Equal(64, Cli.Run("verify", "run", project.Root, "--expect-head-hash", project.Head[..63]).ExitCode);
    }

    [Theory]
    [InlineData(".agentxchain/history.jsonl", "Built it.", "Built  it")]
    [InlineData(".agentxchain/events.jsonl", "turn_accepted", "turn_rejected")]
    [InlineData(".agentxchain/state.json", "completed", "blocked")]
    [InlineData(".agentxchain/decision-ledger.jsonl", "person", "nobody")]
    [InlineData(".agentxchain/journal.jsonl", "2026-05-04T10:00", "2026-05-04T09:00")]
    public void A_record_that_was_changed_fails(string file, string from, string to)
    {
        using RecordedProject project = new();
        File.WriteAllText(project.In(file), File.ReadAllText(project.In(file)).Replace(from, to, StringComparison.Ordinal));
        CliResult result = Cli.Run("verify", "run", project.Root, "--json");
        Assert.Equal((1, "fail"), (result.ExitCode, Result(result, "chain")));
        Assert.Equal(65, Cli.Run("report", project.Root).ExitCode);
        Assert.Equal(65, Cli.Run("export", project.Root).ExitCode);
    }

    [Fact]
    public void A_commit_that_is_gone_from_a_complete_clone_fails()
    {
        using RecordedProject project = new();
        string commit = project.Repository.Head;
        project.Repository.Git("reset", "--quiet", "--hard", "HEAD~1");
        project.Repository.Git("reflog", "expire", "--expire=all", "--all");
        project.Repository.Git("gc", "--quiet", "--prune=now");
        CliResult result = Cli.Run("verify", "run", project.Root, "--json");
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains($"commit {commit} is not there", result.Json.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_repository_nobody_can_tell_what_its_commits_hold()
    {
        using RecordedProject project = new();
        Directory.Move(project.In(".git"), Path.Combine(project.Repository.Outside, "git"));
        CliResult result = Cli.Run("verify", "run", project.Root, "--json");
        Assert.True(result.ExitCode == 2, result.ToString());
    }

    [Fact]
    public void A_folder_without_a_project_is_refused()
    {
        using TestKit.TempFolder folder = new();
        CliAssert.Refused(64, "usage_error", Cli.Run("verify", "run", folder.Path, "--json"));
        CliAssert.Refused(64, "usage_error", Cli.Run("report", folder.In("none"), "--json"));
    }

    [Fact]
    public void A_configuration_that_broke_since_hinders_nobody()
    {
        using RecordedProject project = new();
        project.Write("agentxchain.json", "{");
        Assert.Equal(0, Cli.Run("verify", "run", project.Root).ExitCode);
        Assert.Equal(0, Cli.Run("report", project.Root).ExitCode);
        Assert.Equal(0, Cli.Run("verify", "export", project.Export()).ExitCode);
    }

    [Fact]
    public void A_note_outside_the_project_anchors_it_where_it_is_and_where_it_was_copied()
    {
        using RecordedProject project = new(anchors: true);
        CliResult folder = Cli.Run("verify", "run", project.Root, "--anchors", project.Anchors, "--json");
        Assert.Equal((0, "pass"), (folder.ExitCode, Result(folder, "anchor")));
        string file = Assert.Single(Directory.GetFiles(project.Anchors));
        Assert.Equal(file, Text(folder, "anchor"));
        Assert.Equal(0, Cli.Run("verify", "run", project.Root, "--anchor", file).ExitCode);
        Assert.Contains("compared with the note of its heads outside the project", Cli.Run("report", project.Root, "--anchor", file).Out, StringComparison.Ordinal);
        using RecordedProject other = new();
        Assert.Equal((1, 65), (Cli.Run("verify", "run", other.Root, "--anchor", file).ExitCode, Cli.Run("report", other.Root, "--anchor", file).ExitCode));
        CliResult none = Cli.Run("verify", "run", other.Root, "--anchors", project.Anchors, "--json");
        Assert.Equal((2, "undetermined"), (none.ExitCode, Result(none, "anchor")));
    }

    [Fact]
    public void A_project_whose_run_has_not_begun_is_told_apart_from_one_whose_journal_is_gone()
    {
        using RecordedProject project = new();
        File.Delete(project.In(".agentxchain/journal.jsonl"));
        Assert.Equal(1, Cli.Run("verify", "run", project.Root).ExitCode);
        Directory.Delete(project.In(".agentxchain"), recursive: true);
        CliResult result = Cli.Run("verify", "run", project.Root, "--json");
        CliAssert.Refused(64, "usage_error", result);
        Assert.Contains("No run has begun", result.ErrorMessage(), StringComparison.Ordinal);
    }

    internal static string? Result(CliResult result, string check) =>
        result.Json.GetProperty("checks").EnumerateArray().Single(each => each.GetProperty("id").GetString()!.StartsWith(check, StringComparison.Ordinal)).GetProperty("result").GetString();

    internal static string? Text(CliResult result, string name) => result.Json.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
