using System.Text.Json.Nodes;

namespace Proofs.Cli.Tests.Run;

/// <summary>Runs that are stopped from outside, by a signal or by another runner.</summary>
public sealed class InterruptionTests
{
    private const int Long = 600_000;

    [Fact]
    public void A_run_whose_process_is_killed_in_the_middle_of_a_turn_loses_nothing_and_doubles_nothing()
    {
        using GovernedProject project = new(direct: turns => turns[1]!["delay_ms"] = Long);
        using (RunningCli running = project.Start("run", "--auto-approve"))
        {
            AtDeveloper(running);
            running.Signal("KILL");
            Assert.Equal(137, running.End().ExitCode);
        }

        string turn = Assert.Single(project.State.ActiveTurns).Key;
        Quicken(project);
        CliResult resumed = project.Spawn("resume", "--auto-approve");
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(["pm completed", "dev completed", "qa completed"], project.History());
        Assert.Contains($"Turn accepted: {turn}\n", resumed.Out, StringComparison.Ordinal);
        project.Holds();
    }

    [Fact]
    public void Of_two_runners_one_drives_the_run_and_the_other_names_its_process()
    {
        using GovernedProject project = new(direct: turns => turns[1]!["delay_ms"] = Long);
        using RunningCli first = project.Start("run", "--auto-approve");
        AtDeveloper(first);
        CliResult second = project.Spawn("resume", "--auto-approve");
        Assert.True(second.ExitCode == 69, second.ToString());
        Assert.Contains("loop_already_running", second.Out, StringComparison.Ordinal);
        Assert.Contains($"\"owner_pid\":{first.Id}", second.Out, StringComparison.Ordinal);
        CliResult document = project.Do("accept-turn", "--json");
        CliAssert.Refused(69, "loop_already_running", document);
        Assert.Contains($"\"owner_pid\":{first.Id}", document.ErrorMessage(), StringComparison.Ordinal);

        CliResult status = project.Do("status", "--json");
        Assert.Equal(0, status.ExitCode);
        Assert.Equal(first.Id, status.Json.GetProperty("loop").GetProperty("process_id").GetInt32());
        Assert.Equal("dispatched", status.Json.GetProperty("turns")[0].GetProperty("status").GetString());
        Assert.Contains("goes on by itself", status.Json.GetProperty("next")[0].GetString(), StringComparison.Ordinal);
        first.Signal("TERM");
        Assert.Equal(130, first.End().ExitCode);
        Assert.Equal("null", project.Do("status", "--json").Json.GetProperty("loop").GetRawText());
        project.Holds();
    }

    [Fact]
    public void A_person_stops_a_run_at_work_from_beside_it()
    {
        using GovernedProject project = new(direct: turns => turns[1]!["delay_ms"] = 4000);
        using RunningCli running = project.Start("run", "--auto-approve");
        AtDeveloper(running);
        CliResult escalated = project.Do("escalate", "--reason", "Wait");
        Assert.True(escalated.ExitCode == 0, escalated.ToString());
        CliResult result = running.End();
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("  Status:  blocked\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("`proofs unblock", result.Out, StringComparison.Ordinal);
        Assert.Equal(["pm completed"], project.History());
        Assert.Equal(0, project.Do("unblock").ExitCode);
        Quicken(project);
        CliResult resumed = project.Spawn("resume", "--auto-approve");
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(["pm completed", "dev completed", "qa completed"], project.History());
        project.Holds();
    }

    [Fact]
    public void The_first_interrupt_lets_the_turn_at_work_come_to_its_end()
    {
        using GovernedProject project = new(direct: turns => turns[1]!["delay_ms"] = 3000);
        using RunningCli running = project.Start("run", "--auto-approve");
        AtDeveloper(running);
        running.Signal("INT");
        CliResult result = running.End();
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("Stopping once the turn at work is done; Ctrl-C again stops it at once.\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("  Status:  caller_stopped\n", result.Out, StringComparison.Ordinal);
        Assert.Equal(["pm completed", "dev completed"], project.History());
        Assert.Equal(0, project.Spawn("resume", "--auto-approve").ExitCode);
        project.Holds();
    }

    [Fact]
    public void The_second_interrupt_stops_at_once()
    {
        using GovernedProject project = new(direct: turns => turns[1]!["delay_ms"] = Long);
        using RunningCli running = project.Start("run", "--auto-approve");
        AtDeveloper(running);
        running.Signal("INT");
        running.WaitFor("Stopping once the turn at work is done");
        running.Signal("INT");
        Interrupted(project, running.End());
    }

    [Fact]
    public void A_request_to_end_stops_at_once()
    {
        using GovernedProject project = new(direct: turns => turns[1]!["delay_ms"] = Long);
        using RunningCli running = project.Start("run", "--auto-approve");
        AtDeveloper(running);
        running.Signal("TERM");
        Interrupted(project, running.End());
    }

    private static void Interrupted(GovernedProject project, CliResult result)
    {
        Assert.True(result.ExitCode == 130, result.ToString());
        Assert.Contains("  Status:  caller_stopped\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("loop_cancelled", result.Out, StringComparison.Ordinal);
        Assert.Equal(["pm completed"], project.History());
        Quicken(project);
        CliResult resumed = project.Spawn("resume", "--auto-approve");
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        Assert.Equal(["pm completed", "dev completed", "qa completed"], project.History());
        project.Holds();
    }

    /// <summary>Waits until the developer is at work.</summary>
    private static void AtDeveloper(RunningCli running)
    {
        running.WaitFor("Gate approved: ");
        running.WaitFor("Turn assigned: ");
    }

    private static void Quicken(GovernedProject project)
    {
        JsonObject scenario = JsonNode.Parse(File.ReadAllText(project.Scenario))!.AsObject();
        scenario["turns"]![1]!.AsObject().Remove("delay_ms");
        File.WriteAllText(project.Scenario, scenario.ToJsonString());
    }
}
