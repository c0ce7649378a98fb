using TestKit;

namespace Proofs.Cli.Tests.Approvals;

/// <summary>A person's word at a gate.</summary>
public sealed class ApproveTests
{
    [Fact]
    public void Every_word_at_a_gate()
    {
        using GovernedProject project = new();
        Transcript transcript = new(project);
        transcript.Do("approve", "--yes");
        Assert.Equal(2, project.Play("run").ExitCode);
        transcript.Do("approve");
        transcript.Do("approve", "--dry-run");
        transcript.Ask("n", "approve");
        Assert.Equal("planning", project.State.Phase);
        transcript.Ask("y", "approve");
        Assert.Equal("implementation", project.State.Phase);
        transcript.Do("approve", "--yes");
        Assert.Equal(2, project.Play("resume").ExitCode);
        transcript.Do("approve", "--yes", "--dry-run");
        transcript.Do("approve", "--yes", "--json");
        transcript.Do("approve", "--yes");
        Snapshot.Verify(transcript.Text);
        project.Holds();
    }

    [Fact]
    public void A_credentialed_gate_is_approved_in_a_terminal_and_not_by_yes()
    {
        using GovernedProject project = new(configuration => configuration["gates"]!["plan_approved"]!["credentialed"] = true);
        Assert.Equal(2, project.Play("run", "--auto-approve").ExitCode);
        CliAssert.Refused(2, "credentialed_gate", project.Do("approve", "--yes", "--json"));
        Assert.Equal(2, project.Ask("", "approve", "--yes").ExitCode);
        Assert.Equal("planning", project.State.Phase);
        Assert.Equal(0, project.Ask("yes", "approve", "--yes").ExitCode);
        Assert.Equal("implementation", project.State.Phase);
        project.Holds();
    }

    [Fact]
    public void A_gate_whose_files_went_away_is_not_approved()
    {
        using GovernedProject project = new(
            configuration =>
            {
                configuration["gates"]!["plan_approved"]!["requires_files"] = new System.Text.Json.Nodes.JsonArray(".planning/PLAN.md");
            },
            turns =>
            {
                turns[0]!["files"] = new System.Text.Json.Nodes.JsonObject { [".planning/PLAN.md"] = "A plan.\n" };
                turns[0]!["result"]!["files_changed"] = new System.Text.Json.Nodes.JsonArray(".planning/PLAN.md");
            });
        CliResult held = project.Play("run");
        Assert.True(held.ExitCode == 2, held.ToString());
        File.Delete(project.In(".planning/PLAN.md"));
        CliAssert.Refused(1, "gate_no_longer_holds", project.Do("approve", "--yes", "--json"));
        Assert.Equal("planning", project.State.Phase);
    }

    [Fact]
    public void A_gate_that_wants_commands_run_is_approved_by_who_says_that_they_were()
    {
        using GovernedProject project = new(configuration => configuration["gates"]!["plan_approved"]!["gate_actions"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["run"] = "./publish.sh" }));
        CliResult held = project.Play("run", "--auto-approve");
        Assert.True(held.ExitCode == 2, held.ToString());
        Assert.Contains("once this was run: ./publish.sh; nothing was done", project.Do("approve", "--dry-run").Out, StringComparison.Ordinal);
        CliResult refused = project.Do("approve", "--yes", "--json");
        CliAssert.Refused(2, "gate_actions_not_run", refused);
        Assert.Contains("./publish.sh", refused.ErrorMessage(), StringComparison.Ordinal);
        Assert.Equal(2, project.Do("approve", "--actions-run").ExitCode);
        Assert.Equal("planning", project.State.Phase);
        Assert.Equal(0, project.Do("approve", "--yes", "--actions-run").ExitCode);
        Assert.Equal("implementation", project.State.Phase);
        project.Holds();
    }

    [Fact]
    public void A_terminal_is_asked_while_a_run_goes_on()
    {
        using GovernedProject project = new();
        CliResult result = project.Ask("y", "run", "--script", project.Scenario);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("Approve plan_approved (to phase implementation)? [y/N] ", result.Error, StringComparison.Ordinal);
        project.Holds();
    }
}
