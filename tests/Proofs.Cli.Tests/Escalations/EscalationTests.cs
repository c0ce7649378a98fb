using System.Text.Json.Nodes;
using TestKit;

namespace Proofs.Cli.Tests.Escalations;

/// <summary>Runs that wait for a person, and go on.</summary>
public sealed class EscalationTests
{
    [Fact]
    public void Every_word_about_what_a_run_waits_for()
    {
        using GovernedProject project = new();
        Transcript transcript = new(project);
        transcript.Do("escalate", "--reason", "Nothing runs.");
        transcript.Do("unblock");
        project.Begin();
        transcript.Do("escalate");
        transcript.Do("escalate", "--reason", " ");
        transcript.Do("escalate", "--reason", "The licence is unclear", "--detail", "Two files have none.", "--action", "Ask the lawyers.", "--json");
        Assert.Contains("Ask the lawyers.", File.ReadAllText(project.In("HUMAN_TASKS.md")), StringComparison.Ordinal);
        transcript.Do("escalate", "--reason", "Again");
        transcript.Do("unblock", "--adopt-terms");
        transcript.Do("unblock", "--by", "me");
        transcript.Do("unblock", "--note", "They said MIT.");
        Snapshot.Verify(transcript.Text);
        Assert.Contains("They said MIT.", File.ReadAllText(project.In(".agentxchain/decision-ledger.jsonl")), StringComparison.Ordinal);
        project.Holds();
    }

    [Fact]
    public void A_changed_configuration_stops_the_run_until_a_person_stands_for_it()
    {
        using GovernedProject project = new();
        Assert.Equal(2, project.Play("run").ExitCode);
        JsonObject configuration = JsonNode.Parse(File.ReadAllText(project.In("agentxchain.json")))!.AsObject();
        configuration["project"]!["goal"] = "Another goal.";
        File.WriteAllText(project.In("agentxchain.json"), configuration.ToJsonString());
        CliResult status = project.Do("status");
        Assert.Equal(0, status.ExitCode);
        Assert.Contains("warning    The run began by other terms: agentxchain.json changed since.\n", status.Out, StringComparison.Ordinal);
        CliAssert.Refused(1, "config_changed", project.Do("approve", "--yes", "--json"));
        CliResult adopted = project.Do("unblock", "--adopt-terms", "--by", "Ada");
        Assert.True(adopted.ExitCode == 0, adopted.ToString());
        Assert.StartsWith("Terms adopted by Ada\n", adopted.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", project.Do("status").Out, StringComparison.Ordinal);
        Assert.Equal(0, project.Do("approve", "--yes").ExitCode);
        project.Holds();
    }

    [Fact]
    public void Adopting_terms_lets_a_blocked_run_go_on_too()
    {
        using GovernedProject project = new();
        project.Begin();
        Assert.Equal(0, project.Do("escalate", "--reason", "Look").ExitCode);
        CliResult adopted = project.Do("unblock", "--adopt-terms", "--by", "Ada", "--json");
        Assert.True(adopted.ExitCode == 0, adopted.ToString());
        Assert.Equal("Terms adopted by Ada. Run goes on; settled: escalation:operator:look", adopted.Json.GetProperty("message").GetString());
        project.Holds();
    }

    [Fact]
    public void A_run_that_is_out_of_money_at_a_gate_goes_on_by_a_higher_limit_and_an_approval()
    {
        using GovernedProject project = new(
            configuration => configuration["budget"] = JsonNode.Parse("""{ "per_turn_max_usd": 1, "per_run_max_usd": 2 }"""),
            turns => turns[0]!["result"]!["cost"] = JsonNode.Parse("""{ "usd": 2.5 }"""));
        CliResult stopped = project.Play("run", "--auto-approve");
        Assert.True(stopped.ExitCode == 2, stopped.ToString());
        Assert.Contains("`proofs unblock --adopt-terms --by NAME` adopts.\n", stopped.Out, StringComparison.Ordinal);
        Assert.Contains("  Next:    Look at what the gate \"plan_approved\" wants, then `proofs approve`: that lets the run go on.\n", stopped.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("--note", stopped.Out, StringComparison.Ordinal);
        Assert.Contains("$2.5 known; $0.5 over the limit\n", project.Do("status").Out, StringComparison.Ordinal);
        CliAssert.Refused(64, "approval_pending", project.Do("unblock", "--json"));
        File.WriteAllText(project.In("agentxchain.json"), File.ReadAllText(project.In("agentxchain.json")).Replace("\"per_run_max_usd\":2", "\"per_run_max_usd\":20", StringComparison.Ordinal));
        CliResult adopted = project.Do("unblock", "--adopt-terms", "--by", "Ada");
        Assert.True(adopted.ExitCode == 0, adopted.ToString());
        project.Repo.Git("commit", "--quiet", "--all", "--message", "Raise the limit");
        CliResult approved = project.Do("approve", "--yes");
        Assert.True(approved.ExitCode == 0, approved.ToString());
        CliResult resumed = project.Play("resume", "--auto-approve");
        Assert.True(resumed.ExitCode == 0, resumed.ToString());
        project.Holds();
    }
}
