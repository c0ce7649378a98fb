using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Acceptance;

/// <summary>Projects whose verification is run again before a turn is taken.</summary>
public sealed class ReplayedVerificationTests
{
    [Theory]
    [InlineData("grep -q work src/new.txt", null)]
    [InlineData("exit 3", "policy_violation")]
    [InlineData("echo out > out.txt", "undeclared_verification_outputs")]
    [InlineData("echo out > out.log", null)]
    [InlineData("echo evil >> src/new.txt", null)]
    [InlineData("echo evil >> src/kept.txt", "undeclared_verification_outputs")]
    [InlineData("git tag replayed", "worker_committed")]
    [InlineData("(setsid sh -c 'echo $$ > ../daemon; exec sleep 60' > /dev/null 2>&1 < /dev/null &); while [ ! -s ../daemon ]; do :; done", null)]
    [InlineData("rm .agentxchain/state.json", "state_tampered")]
    [InlineData("echo '{}' >> .agentxchain/history.jsonl", "state_tampered")]
    [InlineData("echo '{}' >> .agentxchain/journal.jsonl", "state_tampered")]
    [InlineData("rm .agentxchain/events.jsonl; mkdir .agentxchain/events.jsonl", "state_tampered")]
    public void What_the_declared_command_does_decides(string script, string? code)
    {
        using WorkedRepository project = Verified(script);
        RunnerResult result = Try(project, claim: ["sh", "./tools/verify.sh"]);
        Assert.True(result.Refusal?.Reason.Id == code, $"{result.Refusal?.Reason.Id} {result.Refusal?.Message}");
        if (code is "state_tampered")
        {
            // Nothing was begun, so the records are put back and the run waits for a person; a journal stays as it was found.
            RunnerResult next = project.Runner.LoadState();
            Assert.Equal(RunCodes.StateTampered, next.Refusal?.Reason);
            if (script.Contains("journal", StringComparison.Ordinal))
            {
                return;
            }

            Assert.Equal(RunStatus.Blocked, next.State!.Status);
        }

        Assert.Equal(code is null ? 1 : 0, project.Accepted);
        string daemon = Path.Combine(project.Repository.Outside, "daemon");
        // One that was ended may take a moment to go, on a machine with much to do.
        Assert.True(!File.Exists(daemon) || SpinWait.SpinUntil(() => !Runs(File.ReadAllText(daemon).Trim()), TimeSpan.FromSeconds(10)));
        project.Holds();
    }

    [Fact]
    public void What_a_turn_says_it_ran_is_never_run()
    {
        using WorkedRepository project = Verified("exit 0");
        string proof = Path.Combine(project.Repository.Outside, "ran");
        Project.Ok(Try(project, claim: ["touch", proof]));
        Assert.False(File.Exists(proof));
        JsonNode entry = JsonNode.Parse(project.Lines(".agentxchain/history.jsonl")[0])!;
        Assert.Equal("sh ./tools/verify.sh", (string?)entry["verification_replay"]!["commands"]![0]!["command"]);
        project.Holds();
    }

    /// <summary>Whether a process is there and is not only waiting for its parent to take note of its end.</summary>
    private static bool Runs(string process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It is gone.
            return false;
        }
    }

    private static RunnerResult Try(WorkedRepository project, string[] claim)
    {
        Turn turn = project.Dispatch();
        project.Work(turn, "echo work > src/new.txt");
        project.Stage(turn, ["src/new.txt"], result => result["verification"] = new JsonObject
        {
            ["status"] = "pass",
            ["machine_evidence"] = new JsonArray(new JsonObject { ["command"] = string.Join(' ', claim), ["argv"] = new JsonArray([.. claim.Select(word => JsonValue.Create(word))]), ["exit_code"] = 0 }),
        });
        return project.Runner.AcceptTurn();
    }

    private static WorkedRepository Verified(string script) => new(
        WorkedRepository.Configuration.Replace("\"gates\": {},", "\"gates\": {}, \"policies\": [{ \"id\": \"replay\", \"rule\": \"require_reproducible_verification\", \"action\": \"block\" }], \"verification\": { \"commands\": [[\"sh\", \"./tools/verify.sh\"]] },", StringComparison.Ordinal),
        project => project.Write("tools/verify.sh", script + "\n"));
}
