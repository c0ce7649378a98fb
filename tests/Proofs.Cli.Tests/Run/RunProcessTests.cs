using System.Text.Json.Nodes;

namespace Proofs.Cli.Tests.Run;

/// <summary>The commands that have turns done, as processes of their own.</summary>
public sealed class RunProcessTests
{
    [Fact]
    public void A_run_is_completed_and_prints_the_published_lines()
    {
        using GovernedProject project = new();
        CliResult result = project.Spawn("run", "--auto-approve");
        Assert.True(result.ExitCode == 0, result.ToString());
        string[] published = ["proofs run", "  Max turns: 50  Gate mode: auto-approve", "Turn assigned: ", "Turn accepted: ", "Run completed", "", "─── Run Summary ───", "  Status:  completed", "  Turns:   3", "  Gates:   2 approved", "  Errors:  none"];
        Assert.Equal(published, InOrder(result.Out, published));
        Assert.Equal(["pm completed", "dev completed", "qa completed"], project.History());
        Assert.Equal("implementation: dev", project.Repo.Git("log", "-1", "--format=%s"));
        project.Holds();
    }

    [Fact]
    public void Without_a_terminal_and_without_auto_approve_a_gate_is_held()
    {
        using GovernedProject project = new();
        CliResult result = project.Spawn("run");
        Assert.True(result.ExitCode == 2, result.ToString());
        string[] published = ["Gate held: plan_approved (phase transition)", "─── Run Summary ───", "  Status:  gate_held", "  Turns:   1", "  Gates:   0 approved", "  Errors:  none", $"  Next:    Look at what the gate \"plan_approved\" wants, then `proofs approve`, and `proofs resume --script {project.Scenario}`."];
        Assert.Equal(published, InOrder(result.Out, published));
        project.Holds();
    }

    [Fact]
    public void A_credentialed_gate_is_not_approved_by_auto_approve()
    {
        using GovernedProject project = new(configuration => configuration["gates"]!["plan_approved"]!["credentialed"] = true);
        CliResult result = project.Spawn("run", "--auto-approve");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("  Status:  gate_held\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("credentialed_gate", result.Out, StringComparison.Ordinal);
        Assert.Equal("planning", project.State.Phase);
        project.Holds();
    }

    [Fact]
    public void A_run_stops_after_as_many_turns_as_were_asked_for_and_goes_on_from_there()
    {
        using GovernedProject project = new();
        CliResult result = project.Spawn("run", "--auto-approve", "--max-turns", "1");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("  Status:  max_turns_reached\n", result.Out, StringComparison.Ordinal);
        Assert.Contains($"  Next:    `proofs resume --auto-approve --script {project.Scenario}` goes on", result.Out, StringComparison.Ordinal);
        Assert.Equal(0, project.Spawn("resume", "--auto-approve").ExitCode);
        Assert.Equal(["pm completed", "dev completed", "qa completed"], project.History());
        project.Holds();
    }

    [Fact]
    public void A_budget_that_is_used_up_stops_the_run()
    {
        using GovernedProject project = new(
            configuration => configuration["budget"] = JsonNode.Parse("""{ "per_turn_max_usd": 1, "per_run_max_usd": 2 }"""),
            turns => turns[0]!["result"]!["cost"] = JsonNode.Parse("""{ "usd": 2.5 }"""));
        CliResult result = project.Spawn("run", "--auto-approve");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("  Status:  blocked\n", result.Out, StringComparison.Ordinal);
        Assert.Equal("budget:exhausted", project.State.BlockedOn);
        Assert.Contains("  Next:    ", result.Out, StringComparison.Ordinal);
        project.Holds();
    }

    [Fact]
    public void A_worker_that_lies_is_rejected_until_its_attempts_are_used_up()
    {
        using GovernedProject project = new(direct: turns =>
        {
            turns[1]!.AsObject().Remove("files");
            turns[1]!["result"]!["files_changed"] = new JsonArray("src/greeting.txt");
        });
        CliResult result = project.Spawn("run", "--auto-approve");
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(3, result.Out.Split('\n').Count(line => line.StartsWith("Turn rejected: ", StringComparison.Ordinal)));
        Assert.Contains("  Status:  reject_exhausted\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("(dev) claimed_file_unchanged: ", result.Out, StringComparison.Ordinal);
        Assert.Contains("`proofs reissue-turn --turn turn_", result.Out, StringComparison.Ordinal);
        Assert.Equal(["pm completed"], project.History());
        project.Holds();
    }

    [Fact]
    public void A_configuration_that_no_run_could_ever_complete_is_refused_before_anything_begins()
    {
        using GovernedProject project = new(configuration => configuration["gates"]!["plan_approved"]!["requires_files"] = new JsonArray("src/plan.txt"));
        CliResult result = project.Spawn("run", "--auto-approve");
        Assert.True(result.ExitCode == 65, result.ToString());
        Assert.Contains("admission_no_producer", result.Out, StringComparison.Ordinal);
        Assert.Contains("  Next:    Mend agentxchain.json", result.Out, StringComparison.Ordinal);
        Assert.Null(project.State.RunId);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("resume")]
    public void No_report_means_no_report_and_no_export(string command)
    {
        using GovernedProject project = new();
        Assert.Equal(2, project.Play("run", "--auto-approve", "--max-turns", "1", "--no-report").ExitCode);
        CliResult result = project.Play(command, "--auto-approve", "--no-report");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.DoesNotContain("Governance report", result.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(project.In(".agentxchain/reports")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Verbose_tells_what_programs_write(bool isVerbose)
    {
        using GovernedProject project = new(configuration =>
        {
            foreach (JsonNode? role in configuration["roles"]!.AsObject().Select(each => each.Value))
            {
                role!["write_authority"] = "authoritative";
            }

            foreach (JsonNode? runtime in configuration["runtimes"]!.AsObject().Select(each => each.Value).ToArray())
            {
                runtime!.ReplaceWith(JsonNode.Parse("""{ "type": "local_cli", "command": ["/bin/echo", "at work"], "prompt_transport": "dispatch_bundle_only" }"""));
            }
        });
        CliResult result = project.Do(["run", "--auto-approve", .. isVerbose ? new[] { "--verbose" } : []]);
        Assert.True(isVerbose == result.Out.Split('\n').Any(line => line.StartsWith("Output: turn_", StringComparison.Ordinal) && line.EndsWith(": at work", StringComparison.Ordinal)), result.ToString());
    }

    [Fact]
    public void A_result_document_is_the_only_thing_on_standard_output()
    {
        using GovernedProject project = new();
        CliResult result = project.Spawn("run", "--auto-approve", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("proofs.run/v1", result.Json.GetProperty("schema").GetString());
        Assert.Equal("completed", result.Json.GetProperty("stop_reason").GetString());
        Assert.Contains("Run completed", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Those of some beginnings of lines that stand in a text, in the order in which they stand there.</summary>
    private static string[] InOrder(string text, string[] beginnings)
    {
        List<string> found = [];
        foreach (string line in text.Split('\n'))
        {
            if (found.Count < beginnings.Length && (beginnings[found.Count].EndsWith(": ", StringComparison.Ordinal) ? line.StartsWith(beginnings[found.Count], StringComparison.Ordinal) : line == beginnings[found.Count]))
            {
                found.Add(beginnings[found.Count]);
            }
        }

        return [.. found];
    }
}
