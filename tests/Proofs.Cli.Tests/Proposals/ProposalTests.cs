using System.Text.Json.Nodes;
using TestKit;

namespace Proofs.Cli.Tests.Proposals;

/// <summary>What turns propose, and what becomes of it.</summary>
public sealed class ProposalTests
{
    [Fact]
    public void Every_word_about_proposals()
    {
        using GovernedProject project = Proposed();
        Transcript transcript = new(project);
        transcript.Do("proposal", "list");
        Assert.Equal(2, project.Play("run", "--auto-approve", "--max-turns", "2").ExitCode);
        string turn = project.Do("proposal", "list", "--json").Json.GetProperty("proposals")[0].GetProperty("turn_id").GetString()!;
        transcript.Do("proposal", "list");
        transcript.Do("proposal", "show", turn, "--json");
        transcript.Do("proposal", "show", "turn_0000000000000000");
        transcript.Do("status");
        transcript.Do("proposal", "reject", turn);
        transcript.Do("proposal", "apply", turn);
        transcript.Do("proposal", "apply", turn);
        transcript.Do("proposal", "reject", turn, "--reason", "Too late.");
        transcript.Do("proposal", "list");
        Assert.Equal("Hello, world\n", File.ReadAllText(project.In("src/greeting.txt")));
        transcript.Do("checkpoint-turn", "--turn", turn);
        Snapshot.Verify(transcript.Text);
        project.Holds();
    }

    [Fact]
    public void A_proposal_on_files_that_changed_is_not_applied_and_can_be_rejected()
    {
        using GovernedProject project = Proposed();
        Assert.Equal(2, project.Play("run", "--auto-approve", "--max-turns", "2").ExitCode);
        string turn = project.Do("proposal", "list", "--json").Json.GetProperty("proposals")[0].GetProperty("turn_id").GetString()!;
        Directory.CreateDirectory(project.In("src"));
        File.WriteAllText(project.In("src/greeting.txt"), "mine\n");
        CliAssert.Refused(1, "proposal_conflict", project.Do("proposal", "apply", turn, "--json"));
        Assert.Equal("mine\n", File.ReadAllText(project.In("src/greeting.txt")));
        CliResult rejected = project.Do("proposal", "reject", turn, "--reason", "I wrote it myself.", "--json");
        Assert.True(rejected.ExitCode == 0, rejected.ToString());
        JsonNode told = JsonNode.Parse(project.Do("proposal", "show", turn, "--json").Out)!["proposals"]![0]!;
        Assert.Equal("rejected", (string?)told["status"]);
        Assert.Equal("I wrote it myself.", (string?)told["reason"]);
        project.Holds();
    }

    [Fact]
    public void A_run_applies_proposals_itself_only_when_it_is_allowed_to()
    {
        using GovernedProject project = Proposed();
        CliResult result = project.Play("run", "--auto-approve", "--apply-proposals");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("applied", project.Do("proposal", "list", "--json").Json.GetProperty("proposals")[0].GetProperty("status").GetString());
        project.Holds();
    }

    private static GovernedProject Proposed() => new(
        configuration =>
        {
            configuration["roles"]!["dev"]!["write_authority"] = "proposed";
            configuration["gates"]!["greeting_works"] = new JsonObject();
        },
        turns =>
        {
            turns[1]!.AsObject().Remove("files");
            JsonObject result = turns[1]!["result"]!.AsObject();
            result["verification"] = new JsonObject { ["status"] = "skipped" };
            result["proposed_changes"] = JsonNode.Parse("""[{ "path": "src/greeting.txt", "action": "create", "content": "Hello, world\n" }]""");
        });
}
