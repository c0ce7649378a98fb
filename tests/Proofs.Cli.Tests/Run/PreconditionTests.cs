using System.Text.Json;
using System.Text.Json.Nodes;
using TestKit;

namespace Proofs.Cli.Tests.Run;

/// <summary>What run, resume and step refuse before anything is done.</summary>
public sealed class PreconditionTests
{
    [Fact]
    public void A_completed_run_is_only_carried_on_by_a_new_one_that_names_it()
    {
        using GovernedProject project = new();
        CliAssert.Refused(65, "nothing_to_resume", project.Play("resume", "--json"));
        CliAssert.Refused(65, "run_not_named", project.Play("run", "--continue-from", "run_0000000000000000", "--json"));
        Assert.Equal(0, project.Play("run", "--auto-approve").ExitCode);
        string completed = project.State.RunId!;
        CliAssert.Refused(65, "run_completed_already", project.Play("run", "--json"));
        CliAssert.Refused(65, "nothing_to_resume", project.Play("resume", "--json"));
        CliAssert.Refused(65, "run_not_named", project.Play("run", "--continue-from", "run_0000000000000000", "--json"));
        CliAssert.Refused(65, "run_not_named", project.Play("run", "--recover-from", completed, "--json"));

        // Its work is there already, so that the developer's turn of the scenario changes nothing and is refused.
        CliResult again = project.Play("run", "--continue-from", completed, "--max-turns", "1");
        Assert.True(again.ExitCode == 2, again.ToString());
        Assert.NotEqual(completed, project.State.RunId);
        Assert.Equal(completed, project.State.Provenance!.ParentRunId);
        Assert.Equal("continuation", project.State.Provenance.Trigger);
        project.Holds();
    }

    [Fact]
    public void A_blocked_run_is_only_left_behind_by_a_new_one_that_names_it()
    {
        using GovernedProject project = new();
        Assert.Equal(2, project.Play("run", "--max-turns", "1").ExitCode);
        Assert.Equal(0, project.Do("approve", "--yes").ExitCode);
        Assert.Equal(0, project.Do("escalate", "--reason", "Look").ExitCode);
        string blocked = project.State.RunId!;
        CliResult stopped = project.Play("run", "--auto-approve");
        Assert.True(stopped.ExitCode == 2, stopped.ToString());
        Assert.Contains("`proofs unblock", stopped.Out, StringComparison.Ordinal);
        CliAssert.Refused(65, "run_not_named", project.Play("run", "--continue-from", blocked, "--json"));
        CliResult again = project.Play("run", "--recover-from", blocked, "--auto-approve");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(blocked, project.State.Provenance!.ParentRunId);
        Assert.Equal("recovery", project.State.Provenance.Trigger);
        project.Holds();
    }

    [Fact]
    public void A_turn_of_a_person_waits_for_one()
    {
        using GovernedProject project = new();
        CliResult nobody = project.Do("run", "--auto-approve");
        Assert.True(nobody.ExitCode == 2, nobody.ToString());
        Assert.Contains("  Next:    The next turn is pm's, which a person does: `proofs step --role pm`.\n", nobody.Out, StringComparison.Ordinal);
        CliResult told = project.Do("step", "--role", "pm");
        Assert.True(told.ExitCode == 2, told.ToString());
        Assert.Contains("\"turn_id\": \"turn_", told.Out, StringComparison.Ordinal);
        Assert.Contains("  Errors:  none\n", told.Out, StringComparison.Ordinal);
        Assert.Contains("  Next:    Do the turn and write its result as shown, then `proofs step --result FILE`.\n", told.Out, StringComparison.Ordinal);
        CliAssert.Refused(2, "manual_turn_waits", project.Do("run", "--json"));
        CliResult handed = project.Do("step", "--result", project.Result(project.State.ActiveTurns.Values.Single()));
        Assert.True(handed.ExitCode == 0, handed.ToString());
        Assert.Equal(["pm completed"], project.History());
        project.Holds();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{ \"schema_version\": ")]
    [InlineData("[]")]
    public void A_result_that_cannot_be_taken_is_refused_before_the_run_knows_of_it(string? content)
    {
        using GovernedProject project = new();
        project.Begin();
        string path = Path.Combine(project.Repo.Outside, "mine.json");
        if (content is not null)
        {
            File.WriteAllText(path, content);
        }

        CliResult refused = project.Do("step", "--result", path);
        Assert.Equal(65, refused.ExitCode);
        Assert.StartsWith($"error: staged_result_missing: {path} ", refused.Error, StringComparison.Ordinal);
        Assert.Contains("  next: Name the file that holds the turn's result; nothing was done.\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal(Proofs.Runs.Runs.RunStatus.Active, project.State.Status);
    }

    [Fact]
    public void After_a_turn_that_asks_for_a_person_every_command_names_the_one_that_goes_on()
    {
        using GovernedProject project = new();
        CliResult accepted = AcceptTurn(project, project.Begin());
        const string next = "The last turn asks for a person to say who goes on: `proofs step --role pm`.\n";
        Assert.Contains($"  Next:    {next}", accepted.Out, StringComparison.Ordinal);
        Assert.Contains($"next       {next}", project.Do("status").Out, StringComparison.Ordinal);
        Assert.Contains($"  Next:    {next}", project.Do("resume").Out, StringComparison.Ordinal);

        static CliResult AcceptTurn(GovernedProject project, Proofs.Runs.Runs.Turn turn) => project.Do("accept-turn", "--result", project.Result(turn));
    }

    [Fact]
    public void Where_the_work_tree_or_the_terms_changed_it_names_what_to_do_about_that()
    {
        using GovernedProject project = new();
        Assert.Equal(2, project.Play("run").ExitCode);
        string configuration = File.ReadAllText(project.In("agentxchain.json"));
        File.WriteAllText(project.In("agentxchain.json"), configuration + "\n");
        CliResult changed = project.Play("resume", "--auto-approve");
        Assert.Contains($"  Next:    Put back what the message names, or adopt the change: `proofs unblock --adopt-terms --by NAME`.\n  Next:    `proofs resume --auto-approve --script {project.Scenario}` goes on where it stopped.\n", changed.Out, StringComparison.Ordinal);
        Assert.Contains("  next: Put back what the message names, or adopt the change: `proofs unblock --adopt-terms --by NAME`.\n", project.Do("approve", "--yes").Error, StringComparison.Ordinal);
        File.WriteAllText(project.In("agentxchain.json"), configuration);
        File.WriteAllText(project.In("stray.txt"), "nobody's\n");
        CliResult dirty = project.Play("resume", "--auto-approve");
        Assert.Contains("  Next:    Commit or remove what the message names (`git status` lists it).\n", dirty.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_of_a_project_it_says_how_to_begin_one()
    {
        using TestKit.TempFolder folder = new();
        CliResult refused = Cli.Run("run", "--project", folder.Path);
        Assert.Equal(65, refused.ExitCode);
        Assert.Contains("`proofs init` begins a project here.", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"gates\"", "\"gatess\"", "Nothing reads gatess.")]
    [InlineData("\"review_only\"", "\"reviewonly\"", "roles.pm.write_authority cannot be \"reviewonly\"; it can be authoritative, proposed, review_only. roles.qa.write_authority cannot be")]
    [InlineData("\"rules\":{", "\"rules\":\n{{", "is no JSON (line 2): ")]
    public void A_slip_of_the_pen_in_the_configuration_is_named(string right, string wrong, string told)
    {
        using GovernedProject project = new();
        string text = File.ReadAllText(project.In("agentxchain.json"));
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(project.In("agentxchain.json"), text.Replace(right, wrong, StringComparison.Ordinal));
        CliResult refused = project.Play("run");
        Assert.Equal(65, refused.ExitCode);
        Assert.Contains(told, refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--max-turns", "0")]
    [InlineData("--auto-checkpoint", "--no-auto-checkpoint")]
    [InlineData("--continue-from=run_1", "--recover-from=run_2")]
    public void What_contradicts_itself_is_a_usage_error(params string[] options)
    {
        using GovernedProject project = new();
        CliAssert.Refused(64, "usage_error", project.Play("run", [.. options, "--json"]));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{ "schema": "proofs.scenario/v1", "turns": [] }""")]
    [InlineData(null)]
    public void A_scenario_that_cannot_be_played_is_refused(string? scenario)
    {
        using GovernedProject project = new();
        File.Delete(project.Scenario);
        if (scenario is not null)
        {
            File.WriteAllText(project.Scenario, scenario);
        }

        CliAssert.Refused(65, "scenario_unusable", project.Play("run", "--json"));
        Assert.Null(project.State.RunId);
    }

    [Fact]
    public void A_dry_run_tells_who_is_next_and_does_nothing()
    {
        using GovernedProject project = new();
        CliResult result = project.Play("run", "--dry-run");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("  Next role: pm\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("  Uses:      verification: starts grep -q Hello src/greeting.txt\n", result.Out, StringComparison.Ordinal);
        Assert.Null(project.State.RunId);
    }

    [Fact]
    public void A_dry_run_answers_in_the_form_that_was_asked_for()
    {
        using GovernedProject project = new();
        string file = Path.Combine(project.Repo.Outside, "dry.json");
        CliResult result = project.Play("run", "--dry-run", "--json", "--output", file);
        using JsonDocument document = JsonDocument.Parse(result.Out);
        Assert.Equal((0, false), (result.ExitCode, document.RootElement.GetProperty("ok").GetBoolean()));
        Assert.Contains("next role is pm", document.RootElement.GetProperty("next")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(result.Out, File.ReadAllText(file));
    }

    [Fact]
    public void No_report_is_written_where_none_is_wanted()
    {
        using GovernedProject project = new();
        Assert.Equal(0, project.Play("run", "--auto-approve", "--no-report").ExitCode);
        Assert.False(Directory.Exists(project.In(".agentxchain/reports")) && Directory.EnumerateFiles(project.In(".agentxchain/reports")).Any());
    }

    [Fact]
    public void What_a_configuration_approves_by_itself_is_told_before_it_does()
    {
        using GovernedProject project = new(configuration =>
        {
            configuration["approval_policy"] = JsonNode.Parse("""{"phase_transitions":{"default":"auto_approve","rules":[{"from_phase":"planning","to_phase":"implementation","action":"auto_approve"}]},"run_completion":{"action":"auto_approve"},"proposals":"auto"}""");
            configuration["roles"]!["dev"]!["runtime"] = "program";
            configuration["runtimes"]!["program"] = JsonNode.Parse("""{"type":"local_cli","command":["agent"],"cwd":"../.."}""");
        });
        string told = project.Do("run", "--dry-run").Out;
        foreach (string line in (string[])["approves the change of phase planning → implementation where its rule holds", "approves every change of phase that no rule keeps for a person", "approves the run's end where its rule holds", "applies what turns propose"])
        {
            Assert.Contains($"  Uses:      approval_policy: {line}; nobody is asked\n", told, StringComparison.Ordinal);
        }

        Assert.Contains("starts agent in ../..\n", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_never_takes_the_place_of_evidence()
    {
        using GovernedProject project = new();
        Assert.Equal(0, project.Play("run", "--auto-approve").ExitCode);
        Directory.CreateSymbolicLink(Path.Combine(project.Repo.Outside, "link"), project.In(".agentxchain"));
        foreach (string file in (string[])[project.In(".agentxchain/journal.jsonl"), project.In(".agentxchain/new.json"), project.In("agentxchain.json"), Path.Combine(project.Repo.Outside, "link/state.json")])
        {
            byte[]? before = File.Exists(file) ? File.ReadAllBytes(file) : null;
            foreach (CliResult result in (CliResult[])[Cli.Run("export", project.Root, "--output", file), Cli.Run("verify", "run", project.Root, "--output", file), project.Do("status", "--output", file), Cli.Run("report", project.Root, "--output", file), project.Play("step", "--output", file)])
            {
                Assert.True(result.ExitCode == 64 && result.Error.Contains("output_unwritable", StringComparison.Ordinal), result.ToString());
            }

            Assert.Equal(before, File.Exists(file) ? File.ReadAllBytes(file) : null);
        }

        Assert.Equal(0, Cli.Run("export", project.Root, "--output", project.In(".agentxchain/reports/mine.json")).ExitCode);
    }

    [Fact]
    public void Pipes_in_the_place_of_files_are_refused_and_not_waited_for()
    {
        using GovernedProject project = new();
        File.Delete(project.Scenario);
        Fifo.Create(project.Scenario);
        CliAssert.Refused(65, "scenario_unusable", project.Play("run", "--json"));
        CliAssert.Refused(65, "scenario_unusable", project.Do("run", "--json", "--script", "/dev/zero"));
        File.Delete(project.In("agentxchain.json"));
        Fifo.Create(project.In("agentxchain.json"));
        CliAssert.Refused(65, "invalid_config", project.Do("run", "--json"));
        CliAssert.Refused(65, "invalid_config", project.Do("status", "--json"));
    }
}
