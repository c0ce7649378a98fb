using System.Text;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;

namespace Proofs.Runs.Tests.Runs.Loop;

/// <summary>Whatever workers and callbacks do: the loop ends with a reason, within a bound, and what it counts is what is on disk.</summary>
public sealed class LoopPropertyTests
{
    private const int MostTurns = 12;
    private const int Attempts = 3;

    [Fact]
    public async Task Any_script_ends_with_a_reason_within_the_bound_and_is_counted_rightly()
    {
        HashSet<StopReason> reached = [];
        for (int seed = 0; seed < 80; seed++)
        {
            using LoopProject project = new(Configured(seed % 2 == 0 ? LoopProject.Parallel : LoopProject.Configuration));
            Script script = new(project, seed, withConflicts: true);
            (RunLoopResult result, _) = await script.RunAsync(null);
            reached.Add(result.StopReason);
            string told = $"seed {seed}: {result.StopReason}, {result.Errors.LastOrDefault()?.Message}";
            Assert.True(result.StopReason is not (StopReason.InitFailed or StopReason.AdmissionRejected), told);
            Assert.True(result.Errors.All(error => error.Reason != RunCodes.LoopWithoutProgress), told);
            Assert.True(script.Dispatched <= (MostTurns + 3) * Attempts, told);
            Assert.Equal((result.TurnsExecuted, told), (project.Lines(".agentxchain/history.jsonl").Length, told));
            Assert.Equal((result.TurnsExecuted, result.GatesApproved), (result.State!.AcceptedSequence, script.Events("gate_approved")));
            Assert.Equal((result.TurnHistory.Count(turn => turn.Accepted), script.Rejections(result)), (script.Events("turn_accepted"), script.Events("turn_rejected")));
            Assert.Equal((result.Ok, told), (result.State.Status is RunStatus.Completed, told));
        }

        // Scripts that all end the same way would prove little.
        Assert.Superset(new HashSet<StopReason>([StopReason.Completed, StopReason.Blocked, StopReason.RejectExhausted, StopReason.DispatchError, StopReason.CallerStopped]), reached);
    }

    [Fact]
    public async Task A_loop_that_is_cancelled_anywhere_and_run_again_comes_to_what_an_undisturbed_one_comes_to()
    {
        int cancelled = 0;
        for (int seed = 0; seed < 24; seed++)
        {
            using LoopProject calm = new(Configured(LoopProject.Configuration));
            using LoopProject disturbed = new(Configured(LoopProject.Configuration));
            Script first = new(calm, seed, withConflicts: false);
            (RunLoopResult expected, int points) = await first.RunAsync(null);
            Script second = new(disturbed, seed, withConflicts: false);
            Random random = new(seed);
            RunLoopResult result;
            int interruptions = 0;
            do
            {
                (result, _) = await second.RunAsync(interruptions < 3 ? random.Next(1, points + 1) : null);
                interruptions++;
            }
            while (result.Errors.Any(error => error.Reason == RunCodes.LoopCancelled));

            cancelled += interruptions - 1;
            Assert.Equal((seed, expected.StopReason, Portrait(calm)), (seed, result.StopReason, Portrait(disturbed)));
        }

        Assert.InRange(cancelled, 12, 72);
    }

    private static string Configured(string configuration) => configuration.Replace("\"workflow_kit\"", $"\"rules\": {{ \"max_turn_retries\": {Attempts} }}, \"timeouts\": {{ \"per_turn_minutes\": 5 }}, \"workflow_kit\"", StringComparison.Ordinal);

    /// <summary>A run without ids and times.</summary>
    private static string Portrait(LoopProject project)
    {
        RunState state = project.State;
        string[] history = [.. project.Lines(".agentxchain/history.jsonl").Select(line => JsonNode.Parse(line)!).Select(entry => $"{entry["role"]} {entry["phase"]} {entry["status"]} {entry["accepted_sequence"]}")];
        string[] turns = [.. state.ActiveTurns.Values.Select(turn => $"{turn.AssignedRole} {turn.Status} {turn.Attempt} {turn.LastRejection?.Reason}")];
        return string.Join('\n', [$"{state.Status} {state.Phase} {state.BlockedOn} {state.TurnSequence} {state.NextRecommendedRole}", .. state.PhaseGateStatus.Select(gate => $"{gate.Key} {gate.Value}"), .. history, .. turns]);
    }

    /// <summary>Workers and an operator who do at random, but the same for the same seed, role, place in the run and attempt.</summary>
    private sealed class Script(LoopProject project, int seed, bool withConflicts)
    {
        private int _accepted;
        private int _points;

        internal int Dispatched { get; private set; }

        internal async Task<(RunLoopResult Result, int Points)> RunAsync(int? cancelAt)
        {
            _points = 0;
            using CancellationTokenSource stop = new();
            void Point()
            {
                if (Interlocked.Increment(ref _points) == cancelAt)
                {
                    stop.Cancel();
                }
            }

            RunLoopCallbacks callbacks = new()
            {
                Dispatch = async (request, token) =>
                {
                    Dispatched++;
                    Point();
                    return await AnswerAsync(request, token);
                },
                ApproveGate = (gate, state, _) =>
                {
                    Point();
                    return Task.FromResult(Dice(gate.ToString(), state.AcceptedSequence, 0).Next(8) == 0 ? GateAnswer.Held : GateAnswer.Approved);
                },
                OnEvent = _ => Point(),
            };
            Task<RunLoopResult> loop = project.RunAsync(callbacks, new() { MaxTurns = MostTurns - _accepted }, stop.Token);
            await project.AdvanceUntilAsync(loop, TimeSpan.FromMinutes(1));
            RunLoopResult result = await loop;
            _accepted += result.TurnsExecuted;
            return (result, _points);
        }

        internal int Events(string type) => project.Lines(".agentxchain/events.jsonl").Count(line => line.Contains($"\"event_type\":\"{type}\"", StringComparison.Ordinal));

        /// <summary>What threw or blocked was not rejected.</summary>
        internal int Rejections(RunLoopResult result) => result.TurnHistory.Count(turn => !turn.Accepted && turn.ErrorCode is not ("callback_failed" or "own")) - result.TurnHistory.Count(turn => turn is { Conflict: true, Blocked: true, ErrorCode: "conflict" } && result.StopReason is StopReason.ConflictLoop);

        private Random Dice(string who, int place, int attempt)
        {
            int mixed = seed;
            foreach (char each in $"{who}/{place}/{attempt}")
            {
                mixed = unchecked((mixed * 31) + each);
            }

            return new(mixed);
        }

        private async Task<DispatchOutcome> AnswerAsync(DispatchRequest request, CancellationToken token)
        {
            Random dice = Dice(request.Turn.AssignedRole, request.State.AcceptedSequence, request.Turn.Attempt);
            switch (dice.Next(24))
            {
                case 0 or 1 or 2 or 16 or 17:
                    return DispatchOutcome.Rejected("no");
                case 3 when dice.Next(3) == 0:
                    throw new InvalidOperationException("broken");
                case 4 or 5:
                    await project.HangAsync(token);
                    return null!;
                case 6:
                    return DispatchOutcome.Done("{ not json"u8.ToArray());
                case 7:
                    return DispatchOutcome.Done(Encoding.UTF8.GetBytes("{}"));
                case 8 when dice.Next(2) == 0:
                    return DispatchOutcome.BlockedBy("why") with { BlockedCategory = "own" };
                case 9:
                    return DispatchOutcome.Done(LoopProject.Result(request, result => result["artifact"] = "nonsense"));
                case 10 when dice.Next(2) == 0:
                    return DispatchOutcome.Done(LoopProject.Result(request, result => result["status"] = "needs_human"));
                case 11 when dice.Next(2) == 0:
                    return DispatchOutcome.Done(LoopProject.Result(request, result => result["proposed_next_role"] = "human"));
                case 12 or 13 or 14:
                    return DispatchOutcome.Done(LoopProject.Result(request));
                default:
                    return LoopProject.Done(request, result =>
                    {
                        if (withConflicts && result["files_changed"]!.AsArray().Count > 0 && dice.Next(2) == 0)
                        {
                            result["files_changed"] = new JsonArray("src/same.txt");
                        }
                    });
            }
        }
    }
}
