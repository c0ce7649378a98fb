using System.Text;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;

namespace Proofs.Runs.Tests.Runs.Loop;

/// <summary>Callbacks and workers that do what they must not: each ends with a reason, and none has the loop spin.</summary>
public sealed class HostileCallbackTests
{
    [Fact]
    public async Task A_dispatch_that_throws_stops_the_loop_and_uses_up_no_attempt()
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync((_, _) => throw new InvalidOperationException("broken"));
        Assert.Equal((StopReason.DispatchError, RunCodes.CallbackFailed, 1), (result.StopReason, result.Errors.Single().Reason, result.State!.ActiveTurns.Values.Single().Attempt));
        Assert.Contains("broken", result.Errors[0].Message, StringComparison.Ordinal);
        Assert.True((await project.RunAsync(request => LoopProject.Done(request))).Ok);
    }

    [Fact]
    public async Task A_dispatch_that_cancels_itself_is_one_that_throws()
    {
        using LoopProject project = new();
        Assert.Equal(StopReason.DispatchError, (await project.RunAsync((_, _) => Task.FromCanceled<DispatchOutcome>(new(canceled: true)))).StopReason);
    }

    [Fact]
    public async Task A_dispatch_that_answers_nothing_stops_the_loop()
    {
        using LoopProject project = new();
        Assert.Equal(StopReason.DispatchError, (await project.RunAsync((_, _) => Task.FromResult<DispatchOutcome>(null!))).StopReason);
    }

    [Theory]
    [InlineData("", "turn_result_unreadable")]
    [InlineData("{", "turn_result_unreadable")]
    [InlineData("[]", "turn_result_unreadable")]
    [InlineData("{}", "minimum_shape_missing")]
    [InlineData("""{"schema_version":"1.0","turn_id":"turn_0","role":"pm","status":"completed"}""", "validation_failed")]
    public async Task An_invalid_result_uses_up_an_attempt_and_the_next_one_may_be_valid(string answer, string code)
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(request => request.Turn is { AssignedRole: "pm", Attempt: 1 } ? DispatchOutcome.Done(Encoding.UTF8.GetBytes(answer)) : LoopProject.Done(request));
        Assert.Equal((true, code, 3), (result.Ok, result.TurnHistory[0].ErrorCode, result.TurnsExecuted));
        RunLoopResult never = await project.RunAsync(_ => DispatchOutcome.Done(Encoding.UTF8.GetBytes(answer)), new() { StartNewRunFromCompleted = true });
        Assert.Equal((StopReason.RejectExhausted, 2), (never.StopReason, never.TurnHistory.Count));
        Assert.NotEmpty(never.State!.ActiveTurns.Values.Single().LastRejection!.ValidationErrors);
    }

    [Fact]
    public async Task What_lies_at_the_staging_path_is_not_what_is_accepted()
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(request =>
        {
            project.Write(request.StagingPath, Encoding.UTF8.GetString(LoopProject.Result(request, each => each["summary"] = "forged")));
            return LoopProject.Done(request);
        });
        Assert.True(result.Ok);
        Assert.DoesNotContain("forged", string.Concat(project.Lines(".agentxchain/history.jsonl")), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("link")]
    [InlineData("folder")]
    [InlineData("folder link")]
    [InlineData("pipe")]
    public async Task What_a_worker_puts_in_the_place_of_its_result_is_taken_away(string what)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        using LoopProject project = new();
        project.Write("elsewhere/turn-result.json", "kept");
        RunLoopResult result = await project.RunAsync(request =>
        {
            string staged = project.In(request.StagingPath);
            string folder = Path.GetDirectoryName(staged)!;
            Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
            switch (what)
            {
                case "folder":
                    Directory.CreateDirectory(Path.Combine(staged, "deep"));
                    break;
                case "folder link":
                    Directory.CreateSymbolicLink(folder, project.In("elsewhere"));
                    break;
                case "link":
                    Directory.CreateDirectory(folder);
                    File.CreateSymbolicLink(staged, project.In("elsewhere/turn-result.json"));
                    break;
                default:
                    Directory.CreateDirectory(folder);
                    TestKit.Fifo.Create(staged);
                    break;
            }

            return request.Turn.Attempt == 1 ? DispatchOutcome.Rejected("once more") : LoopProject.Done(request);
        });
        Assert.True(result.Ok, result.Errors.FirstOrDefault()?.Message);
        Assert.Equal("kept", File.ReadAllText(project.In("elsewhere/turn-result.json")));
    }

    [Fact]
    public async Task A_link_in_place_of_the_state_stops_the_loop_with_a_reason()
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(request =>
        {
            File.Move(project.In(".agentxchain/state.json"), project.In("elsewhere.json"));
            File.CreateSymbolicLink(project.In(".agentxchain/state.json"), project.In("elsewhere.json"));
            return LoopProject.Done(request);
        });
        Assert.Equal((StopReason.Blocked, RunCodes.StateTampered), (result.StopReason, result.Errors[0].Reason));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("human")]
    [InlineData("../../pm")]
    public async Task An_unknown_role_stops_the_loop(string role)
    {
        using LoopProject project = new();
        int asked = 0;
        RunLoopResult result = await project.RunAsync(project.Callbacks() with { SelectRole = (state, configuration) =>
        {
            asked++;
            return role;
        } });
        Assert.Equal((StopReason.DispatchError, RunCodes.UnknownRole, 1), (result.StopReason, result.Errors[0].Reason, asked));
    }

    [Fact]
    public async Task The_same_role_again_and_again_ends_at_the_limit_of_turns()
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(project.Callbacks((request, _) => Task.FromResult(DispatchOutcome.Done(LoopProject.Result(request)))) with { SelectRole = (_, _) => "pm" }, new() { MaxTurns = 7 });
        Assert.Equal((StopReason.MaxTurnsReached, 7), (result.StopReason, result.TurnsExecuted));
    }

    [Fact]
    public async Task Callbacks_that_throw_stop_the_loop_and_listeners_that_throw_do_not()
    {
        using LoopProject project = new();
        RunLoopCallbacks callbacks = project.Callbacks();
        Assert.Equal(StopReason.DispatchError, (await project.RunAsync(callbacks with { SelectRole = (_, _) => throw new InvalidOperationException("select") })).StopReason);
        Assert.Equal(StopReason.DispatchError, (await project.RunAsync(callbacks with { Preempt = _ => throw new InvalidOperationException("preempt") })).StopReason);
        Assert.Equal((StopReason.DispatchError, 1), (await project.RunAsync(callbacks with { AfterAccept = (_, _, _) => throw new InvalidOperationException("after") })) is { } after ? (after.StopReason, after.TurnsExecuted) : default);
        RunLoopResult gate = await project.RunAsync(callbacks with { ApproveGate = (_, _, _) => throw new InvalidOperationException("gate") });
        Assert.Equal((StopReason.DispatchError, RunStatus.Paused), (gate.StopReason, gate.State!.Status));
        RunLoopResult listened = await project.RunAsync(callbacks with { OnEvent = _ => throw new InvalidOperationException("listen") });
        Assert.True(listened.Ok);
        Assert.All(listened.Errors, error => Assert.Contains("listen", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_looks_at_an_accepted_turn_can_stop_the_loop()
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(project.Callbacks() with { AfterAccept = (entry, accepted, _) => Task.FromResult<string?>($"{entry.Role} {accepted.State!.Status}") });
        Assert.Equal((StopReason.CallerStopped, RunCodes.StoppedAfterAccept, "pm Paused", 1), (result.StopReason, result.Errors[0].Reason, result.Errors[0].Message, result.TurnsExecuted));
    }

    [Fact]
    public async Task A_callback_that_undoes_what_the_loop_does_is_found_out()
    {
        using LoopProject project = new();
        string? paused = null;
        int asked = 0;
        RunLoopCallbacks callbacks = project.Callbacks() with
        {
            ApproveGate = (_, _, _) =>
            {
                asked++;
                paused ??= File.ReadAllText(project.In(".agentxchain/state.json"));
                return Task.FromResult(GateAnswer.Approved);
            },
            SelectRole = (state, _) =>
            {
                if (paused is not null)
                {
                    File.WriteAllText(project.In(".agentxchain/state.json"), paused);
                }

                return "pm";
            },
        };
        RunLoopResult result = await RunLoop.RunAsync(project.Runner, callbacks, new() { MaxTurns = 5 }).WaitAsync(LoopProject.Limit);
        Assert.Equal((StopReason.Blocked, RunCodes.StateTampered), (result.StopReason, result.Errors[^1].Reason));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_reason_of_any_length_is_kept_short()
    {
        using LoopProject project = new();
        RunLoopResult result = await project.RunAsync(_ => DispatchOutcome.Rejected(new string('x', 5_000_000)));
        Assert.Equal(StopReason.RejectExhausted, result.StopReason);
        Assert.InRange(new FileInfo(project.In(".agentxchain/state.json")).Length, 1, 20_000);
        Assert.All(result.TurnHistory, turn => Assert.InRange(turn.AcceptError!.Length, 1, 2001));
    }

    [Fact]
    public async Task Somebody_who_holds_the_lock_for_a_while_is_waited_for_and_not_for_ever()
    {
        using LoopProject project = new();
        RunnerInterface other = RunnerInterface.LoadContext(project.Root, project.Clock).Runner!;
        IDisposable? taken = null;
        Task<RunLoopResult> loop = project.RunAsync(project.Callbacks((request, token) =>
        {
            taken = other.AcquireLock(out _);
            return Task.FromResult(LoopProject.Done(request));
        }), new() { LockWait = TimeSpan.FromSeconds(5) });
        await project.AdvanceUntilAsync(loop, TimeSpan.FromMilliseconds(100), () => true);
        Assert.Equal((StopReason.Blocked, RunCodes.LockTimeout), ((await loop).StopReason, (await loop).Errors[0].Reason));
        taken!.Dispose();
        IDisposable? held = null;
        Task<RunLoopResult> again = project.RunAsync(project.Callbacks((request, token) =>
        {
            held ??= other.AcquireLock(out _);
            return Task.FromResult(LoopProject.Done(request));
        }), new() { LockWait = TimeSpan.FromDays(1) });
        while (!again.IsCompleted && held is null)
        {
            await Task.Yield();
        }

        project.Clock.Advance(TimeSpan.FromSeconds(1));
        held!.Dispose();
        await project.AdvanceUntilAsync(again, TimeSpan.FromMilliseconds(100), () => true);
        Assert.True((await again).Ok);
    }
}
