using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Proposals;

/// <summary>A role that only proposes can pass a gate that wants files: once its proposal is applied, what it asked for is judged again.</summary>
public sealed class ProposalGateTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_gate_is_judged_again_when_the_files_are_there(bool isEnd)
    {
        using Project project = Begin("out.txt", isEnd);
        string turn = Propose(project, isEnd, "out.txt");
        RunState failed = project.Runner.LoadState().State!;
        Assert.Equal((RunStatus.Active, "build", turn), (failed.Status, failed.Phase, failed.LastGateFailure!.RequestedByTurn));
        RunResult(project, turn, isEnd);
        Assert.Empty(EventChecks.CheckOrder(project.Lines(".agentxchain/events.jsonl").Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement)));
    }

    [Fact]
    public void A_gate_that_wants_more_stays_failed()
    {
        using Project project = Begin("out.txt\", \"more.txt", isLast: false);
        string turn = Propose(project, isEnd: false, "out.txt");
        RunnerResult applied = Project.Ok(project.Runner.ApplyProposal(turn));
        Assert.Equal("build", applied.State!.Phase);
        Assert.NotNull(applied.State.LastGateFailure);
        Assert.Null(applied.Gate);
    }

    private static void RunResult(Project project, string turn, bool isEnd)
    {
        RunnerResult applied = Project.Ok(project.Runner.ApplyProposal(turn));
        Assert.True(applied.Gate!.Passed);
        Assert.Equal(isEnd ? (RunStatus.Completed, "build") : (RunStatus.Active, "check"), (applied.State!.Status, applied.State.Phase));
        Assert.Equal("passed", applied.State.PhaseGateStatus["built"]);
        Assert.Null(applied.State.LastGateFailure);
    }

    private static Project Begin(string files, bool isLast)
    {
        string phases = """{ "build": { "entry_role": "dev", "allowed_next_roles": ["dev", "qa", "human"], "exit_gate": "built" }LAST }""";
        Project project = new(ProposingProject.Configuration.Replace("PROPOSALS", "manual", StringComparison.Ordinal)
            .Replace("\"routing\": { \"implementation\": { \"entry_role\": \"dev\", \"allowed_next_roles\": [\"dev\", \"qa\", \"human\"], \"max_concurrent_turns\": 2 } }", "\"routing\": " + phases, StringComparison.Ordinal)
            .Replace("\"gates\": {}", $$"""  "gates": { "built": { "requires_files": ["{{files}}"] } }""", StringComparison.Ordinal)
            .Replace("LAST", isLast ? string.Empty : """, "check": { "entry_role": "qa", "allowed_next_roles": ["qa", "human"] }""", StringComparison.Ordinal));
        Project.Ok(project.Runner.InitRun());
        return project;
    }

    private static string Propose(Project project, bool isEnd, string path)
    {
        Turn turn = project.Dispatch("dev");
        project.Stage(turn, result =>
        {
            result["files_changed"] = new JsonArray();
            result["artifact"] = new JsonObject { ["type"] = "patch" };
            result["proposed_changes"] = new JsonArray(new JsonObject { ["path"] = path, ["action"] = "create", ["content"] = "out" });
            result[isEnd ? "run_completion_request" : "phase_transition_request"] = isEnd ? true : "check";
        });
        Project.Ok(project.Runner.AcceptTurn());
        return turn.TurnId;
    }
}
