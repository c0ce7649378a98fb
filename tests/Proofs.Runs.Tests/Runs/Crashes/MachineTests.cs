using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Tests.Runs.Loop;
using Proofs.Runs.Tests.Runs.Storage;
using Proofs.Verdicts;
using TestKit;

namespace Proofs.Runs.Tests.Runs.Crashes;

/// <summary>A machine that does not do what it should: a disk that is full or cannot be written to, a clock that is set to another time.</summary>
public sealed class MachineTests
{
    [SkippableFact]
    public void On_a_full_disk_every_operation_says_so_and_work_goes_on_once_there_is_room()
    {
        using Disk disk = new("400k");
        using DiskProject project = new(disk);
        List<string> told = [];
        project.Take(told);
        Turn turn = project.Dispatch();
        project.Do(turn);

        // Less and less room, so that each of the files of a change is once the one that does not fit.
        int refused = 0;
        for (int left = 0; left <= 40 && !told.Contains(turn.TurnId, StringComparer.Ordinal); left += 4)
        {
            disk.Fill(left << 10);
            RunnerResult result = project.Runner.AcceptTurn(turn.TurnId);
            if (result.Ok)
            {
                told.Add(turn.TurnId);
                break;
            }

            refused++;
            Assert.True(result.Refusal.Reason == RunCodes.StorageFailed, $"{result.Refusal.Reason}: {result.Refusal.Message}");
            AssertReadable(project.Runner.LoadState());
            AssertReadable(project.New().LoadState());
            disk.MakeRoom();
            RunnerResult loaded = project.New().LoadState();
            Assert.True(loaded.Ok, loaded.Refusal?.Message);
            if (!loaded.State!.ActiveTurns.ContainsKey(turn.TurnId))
            {
                told.Add(turn.TurnId);
            }
        }

        Assert.True(refused > 0, "The disk was never full.");
        disk.MakeRoom();
        if (!told.Contains(turn.TurnId, StringComparer.Ordinal))
        {
            Project.Ok(project.Runner.AcceptTurn(turn.TurnId));
            told.Add(turn.TurnId);
        }

        project.Take(told);
        project.Check(told);
    }

    [SkippableFact]
    public async Task On_a_full_disk_a_loop_stops_with_the_reason_and_the_next_one_goes_on()
    {
        using Disk disk = new("600k");
        using DiskProject project = new(disk);
        List<string> told = [];
        RunLoopResult full = await project.LoopAsync(turn =>
        {
            told.Add(turn.TurnId);
            if (told.Count == 2)
            {
                disk.Fill(0);
            }
        }, most: 4);
        Assert.False(full.Ok);
        Problem why = full.Errors[0];
        Assert.True(why.Reason.Lane is Lane.Unavailable || why.Reason == RunCodes.RunFilesUnusable, $"{full.StopReason} {why.Reason}: {why.Message}");
        Assert.NotNull(full.State);
        AssertReadable(project.New().LoadState());

        // A loop on a disk that is full still is no loop that another one drives.
        RunLoopResult still = await project.LoopAsync(_ => { }, most: 1);
        Assert.DoesNotContain(still.Errors, error => error.Reason == RunCodes.LoopAlreadyRunning || error.Reason == RunCodes.LockTimeout);
        disk.MakeRoom();
        RunLoopResult rest = await project.LoopAsync(_ => { }, most: 2);
        Assert.Equal((StopReason.MaxTurnsReached, 2), (rest.StopReason, rest.TurnsExecuted));
        project.Check([.. full.TurnHistory.Concat(rest.TurnHistory).Where(each => each.Accepted).Select(each => each.TurnId)]);
    }

    [SkippableFact]
    public async Task On_a_disk_that_cannot_be_written_to_the_state_can_be_read_and_nobody_else_is_blamed()
    {
        using Disk disk = new("600k");
        using DiskProject project = new(disk);
        List<string> told = [];
        project.Take(told);
        Turn turn = project.Dispatch();
        project.Do(turn);
        disk.Remount("ro");
        try
        {
            foreach (RunnerInterface runner in new[] { project.Runner, project.New() })
            {
                RunnerResult loaded = runner.LoadState();
                Assert.Contains("The state was not checked.", Assert.Single(loaded.Warnings), StringComparison.Ordinal);
                foreach (RunnerResult result in new[] { runner.AcceptTurn(), runner.RejectTurn("no"), loaded })
                {
                    Assert.Equal(result == loaded ? null : RunCodes.StorageFailed, result.Refusal?.Reason);
                    AssertReadable(result);
                    Assert.Contains(turn.TurnId, result.State!.ActiveTurns.Keys);
                }
            }

            RunLoopResult loop = await project.LoopAsync(_ => { }, most: 1);
            Assert.Equal(StopReason.InitFailed, loop.StopReason);
            Assert.True(loop.Errors[0].Reason.Lane is Lane.Unavailable || loop.Errors[0].Reason == RunCodes.RunFilesUnusable, $"{loop.Errors[0].Reason}: {loop.Errors[0].Message}");
            Assert.NotEqual(RunCodes.LoopAlreadyRunning, loop.Errors[0].Reason);
            Assert.True(project.New().Verify().Holds);
        }
        finally
        {
            disk.Remount("rw");
        }

        Project.Ok(project.Runner.AcceptTurn());
        told.Add(turn.TurnId);
        project.Check(told);
    }

    [SkippableFact]
    public void A_user_who_may_not_write_is_told_so_and_can_read_the_state()
    {
        Skip.IfNot(Privilege.IsRoot, Privilege.Reason);
        using Project project = new();
        Project.Ok(project.Runner.InitRun());
        Assert.Equal(0, TestKit.Run.Program("chmod", ["-R", "a+rX", project.Root]).ExitCode);
        using TempFolder program = new();
        string id = Privilege.Nobody.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(0, TestKit.Run.Program("cp", ["-r", AppContext.BaseDirectory, program.In("bin")]).ExitCode);
        Assert.Equal(0, TestKit.Run.Program("chmod", ["-R", "a+rX", program.Path]).ExitCode);
        RunResult read = TestKit.Run.Program("setpriv", ["--reuid=" + id, "--regid=" + id, "--clear-groups", "--", "dotnet", Path.Combine(program.In("bin"), Path.GetFileName(typeof(Program).Assembly.Location)), "state", project.Root], "/");
        Assert.True(read.ExitCode == 0, read.ToString());
        Assert.Equal("unchecked active\n", read.Out);
        Assert.True(project.Again().Verify().Holds);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4000)]
    public void A_clock_that_is_set_to_another_time_changes_no_order_and_makes_nothing_negative(int days)
    {
        using Project project = new();
        TimeSpan jump = TimeSpan.FromDays(days);
        Project.Ok(project.Runner.InitRun());
        project.Time.Jump(jump);
        Turn turn = project.Dispatch("pm");
        project.Time.Jump(jump);
        project.Stage(turn);
        Project.Ok(project.Runner.RejectTurn("no"));
        project.Time.Jump(jump);
        Assert.Null(project.Runner.WriteDispatchBundle().Refusal);
        Project.Ok(project.Runner.FinalizeDispatchManifest());
        Project.Ok(project.Runner.TransitionActiveTurnLifecycle(null, TurnStatus.Dispatched));
        Project.Ok(project.Runner.TransitionActiveTurnLifecycle(null, TurnStatus.Running));
        project.Time.Jump(jump);
        project.Stage(turn, result => result["phase_transition_request"] = "implementation");
        Project.Ok(project.Runner.AcceptTurn());
        project.Time.Jump(jump);
        Project.Ok(project.Runner.ApprovePhaseGate());
        Turn dev = project.Dispatch("dev");
        project.Time.Jump(-3 * jump);
        project.Stage(dev, result => result["run_completion_request"] = true);
        Project.Ok(project.Runner.AcceptTurn());
        Assert.Equal(RunStatus.Completed, project.Runner.LoadState().State!.Status);
        Assert.Equal([1, 2], project.Lines(".agentxchain/history.jsonl").Select(line => JsonNode.Parse(line)!["accepted_sequence"]!.GetValue<int>()));
        string[] records = [.. new[] { "history", "events", "run-history", "decision-ledger" }.SelectMany(name => project.Lines($".agentxchain/{name}.jsonl")), project.Read(".agentxchain/state.json")];
        Assert.All(records, record => AssertNothingNegative(JsonNode.Parse(record)));
        Assert.True(project.Again().Verify().Holds);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4000)]
    public async Task A_loop_goes_on_when_the_clock_is_set_to_another_time(int days)
    {
        using LoopProject project = new();
        int done = 0;
        RunLoopResult result = await RunLoop.RunAsync(project.Runner, project.Callbacks((request, _) =>
        {
            project.Clock.Advance(TimeSpan.FromDays(done++ == 0 ? days : 0));
            return Task.FromResult(LoopProject.Done(request));
        }), new() { LockWait = TimeSpan.Zero }).WaitAsync(LoopProject.Limit);
        string told = string.Join('\n', result.Errors.Select(error => $"{error.Reason.Id}: {error.Message}"));

        // What was to be done by a time that is over is too late, and says so.
        Assert.True(result.Ok || (days > 0 && result.Errors[0].Reason == RunCodes.RunTimedOut), $"{result.StopReason}: {told}");
        Assert.NotNull(project.Runner.LoadState().State);
        Assert.Equal(Enumerable.Range(1, result.TurnsExecuted), project.Lines(".agentxchain/history.jsonl").Select(line => JsonNode.Parse(line)!["accepted_sequence"]!.GetValue<int>()));
        Assert.All(project.Lines(".agentxchain/history.jsonl").Concat(project.Lines(".agentxchain/run-history.jsonl")), line => AssertNothingNegative(JsonNode.Parse(line)));
        Assert.True(project.Runner.Verify().Holds);
    }

    private static void AssertReadable(RunnerResult result)
    {
        Assert.NotNull(result.State);
        Assert.Equal(RunStatus.Active, result.State.Status);
    }

    private static void AssertNothingNegative(JsonNode? node)
    {
        foreach (JsonNode? below in node is JsonObject some ? some.Select(each => each.Value) : node is JsonArray list ? list : [])
        {
            AssertNothingNegative(below);
        }

        Assert.False(node is JsonValue value && value.GetValueKind() is JsonValueKind.Number && value.GetValue<decimal>() < 0, node?.GetPath());
    }
}
