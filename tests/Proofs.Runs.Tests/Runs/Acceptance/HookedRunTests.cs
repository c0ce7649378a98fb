using System.Text.Json;
using Proofs.Runs.Runs;
using Proofs.Runs.Tests.Runs.Storage;

namespace Proofs.Runs.Tests.Runs.Acceptance;

/// <summary>Hooks around turns that are really done, on a real repository.</summary>
public sealed class HookedRunTests
{
    private const string Allow = "printf '{\"verdict\":\"allow\"}'";
    private const string Block = "printf '{\"verdict\":\"block\",\"message\":\"not so\"}'";

    private static readonly string[] OfATurn = ["before_assignment", "after_dispatch", "before_validation", "after_validation", "before_acceptance", "after_acceptance"];

    [Fact]
    public void The_hooks_of_a_turn_are_asked_in_the_order_of_the_protocol()
    {
        using WorkedRepository project = Hooked(OfATurn, "advisory", Allow);
        Project.Ok(project.Try("echo work > src/new.txt", "src/new.txt"));
        Project.Ok(project.Runner.Escalate("Ask."));
        Assert.Equal(OfATurn, Audit(project).Select(line => line.Phase));
        Assert.All(Audit(project), line => Assert.Equal("continued", line.Action));
        project.Holds();
    }

    [Theory]
    [InlineData("before_assignment")]
    [InlineData("after_dispatch")]
    [InlineData("before_validation")]
    [InlineData("after_validation")]
    [InlineData("before_acceptance")]
    public void A_hook_that_stops_a_phase_blocks_the_run_and_the_turn_is_taken_after_its_reactivation(string phase)
    {
        using WorkedRepository project = Hooked([phase], "blocking", "if [ -e ../open ]; then " + Allow + "; else " + Block + "; fi");
        RunnerResult refused = Drive(project);
        Assert.Equal((RunCodes.HookBlocked, RunStatus.Blocked), (refused.Refusal?.Reason, refused.State!.Status));
        Assert.StartsWith($"hook:{phase}:", refused.State.BlockedOn, StringComparison.Ordinal);
        Assert.Equal((phase, 0), (Audit(project).Last().Phase, project.Accepted));
        Assert.NotNull(project.Again().AssignTurn("dev").Refusal);
        File.WriteAllText(Path.Combine(project.Repository.Outside, "open"), string.Empty);
        Project.Ok(project.Runner.ReactivateRun());
        Project.Ok(Drive(project));
        Assert.Equal(1, project.Accepted);
        project.Holds();
    }

    [Theory]
    [InlineData("before_assignment")]
    [InlineData("after_dispatch")]
    [InlineData("before_validation")]
    [InlineData("after_validation")]
    [InlineData("before_acceptance")]
    [InlineData("after_acceptance")]
    public void A_hook_that_only_advises_stops_nothing(string phase)
    {
        using WorkedRepository project = Hooked([phase], "advisory", Block);
        Project.Ok(Drive(project));
        Assert.StartsWith("warned", Assert.Single(Audit(project)).Action, StringComparison.Ordinal);
        project.Holds();
    }

    [Theory]
    [InlineData("before_validation")]
    [InlineData("before_acceptance")]
    [InlineData("after_acceptance")]
    public void A_hook_that_writes_records_is_undone(string phase)
    {
        using WorkedRepository project = Hooked([phase], "advisory", "echo '{}' >> .agentxchain/history.jsonl; rm .agentxchain/state.json; " + Allow);
        RunnerResult done = Drive(project);
        Assert.Equal(phase == "after_acceptance", done.Ok);
        Assert.True(done.Ok || done.Refusal.Reason == RunCodes.HookStateTamper);
        Assert.Equal(done.Ok ? 1 : 0, project.Accepted);
        project.Holds();
    }

    [Fact]
    public void A_hook_that_never_answers_stops_the_phase_when_its_time_is_over()
    {
        using WorkedRepository project = Hooked(["before_acceptance"], "blocking", "mkfifo ../never; read x < ../never", ", \"timeout_ms\": 300");
        RunnerResult refused = Drive(project);
        Assert.Equal((RunCodes.HookBlocked, RunStatus.Blocked), (refused.Refusal?.Reason, refused.State!.Status));
        Assert.Contains("\"timed_out\":true", project.Read(".agentxchain/hook-audit.jsonl"), StringComparison.Ordinal);
        project.Holds();
    }

    [Fact]
    public void A_hook_that_changes_the_work_during_the_acceptance_is_noticed()
    {
        using WorkedRepository project = Hooked(["before_acceptance"], "blocking", "echo evil >> src/kept.txt; " + Allow);
        Assert.Equal((RunCodes.AcceptanceDrift, "src/kept.txt"), Drive(project) is { Refusal: { } refused } ? (refused.Reason, refused.Path) : default);
        Assert.Equal(0, project.Accepted);
        project.Holds();
    }

    [Theory]
    [InlineData("echo evil >> src/kept.txt", "src/kept.txt")]
    [InlineData("printf 'KEPT\\n' > src/kept.txt; touch -d 2020-01-01 src/kept.txt", "src/kept.txt")]
    [InlineData("echo evil > src/more.txt", "src/more.txt")]
    [InlineData("git branch evil", "refs/heads/evil")]
    [InlineData("git config core.fileMode false", ".git/config")]
    public void A_process_that_a_worker_left_is_noticed_when_it_writes_during_the_acceptance(string writes, string path)
    {
        using WorkedRepository project = Hooked(["before_acceptance"], "blocking", "echo > ../go; read x < ../done; " + Allow, ", \"timeout_ms\": 30000");
        Turn turn = project.Dispatch();
        project.Work(turn, "mkfifo ../go ../done; echo work > src/new.txt; (setsid timeout 60 sh -c 'read x < ../go; " + writes.Replace("'", "'\\''", StringComparison.Ordinal) + "; echo > ../done' > /dev/null 2>&1 < /dev/null &)");
        project.Stage(turn, "src/new.txt");
        RunnerResult refused = project.Runner.AcceptTurn();
        Assert.Equal((RunCodes.AcceptanceDrift, path), (refused.Refusal?.Reason, refused.Refusal?.Path));
        Assert.Equal(0, project.Accepted);
        project.Holds();
    }

    /// <summary>Does what is left to do until a turn is accepted or something is refused.</summary>
    private static RunnerResult Drive(WorkedRepository project)
    {
        RunnerInterface runner = project.Runner;
        Turn? turn = RunnerInterface.GetActiveTurn(runner.LoadState().State!);
        if (turn is null)
        {
            RunnerResult assigned = runner.AssignTurn("dev");
            if (!assigned.Ok)
            {
                return assigned;
            }

            turn = assigned.Turn!;
        }

        if (turn.Status is TurnStatus.Assigned)
        {
            Assert.Null(runner.WriteDispatchBundle(turn.TurnId).Refusal);
            RunnerResult sealing = runner.FinalizeDispatchManifest(turn.TurnId);
            if (!sealing.Ok)
            {
                return sealing;
            }

            turn = Project.Ok(runner.TransitionActiveTurnLifecycle(turn.TurnId, TurnStatus.Dispatched)).Turn!;
        }

        project.Write("src/new.txt", "work\n");
        project.Stage(turn, "src/new.txt");
        return runner.AcceptTurn(turn.TurnId);
    }

    private static WorkedRepository Hooked(string[] phases, string mode, string script, string more = "")
    {
        string hooks = string.Join(", ", phases.Select(phase => $$"""
            "{{phase}}": [{ "name": "guard", "type": "process", "mode": "{{mode}}", "command": ["sh", "./tools/guard.sh"]{{more}} }]
            """));
        string configuration = WorkedRepository.Configuration.Replace("\"after_acceptance\": [{ \"name\": \"note\", \"type\": \"process\", \"mode\": \"advisory\", \"command\": [\"sh\", \"./tools/note.sh\"] }]", hooks, StringComparison.Ordinal);
        return new(configuration, project => project.Write("tools/guard.sh", script + "\n"));
    }

    private static (string Phase, string Action)[] Audit(WorkedRepository project) =>
        [.. project.Lines(".agentxchain/hook-audit.jsonl").Select(line => JsonDocument.Parse(line).RootElement).Select(line => (line.GetProperty("hook_phase").GetString()!, line.GetProperty("orchestrator_action").GetString()!))];
}
