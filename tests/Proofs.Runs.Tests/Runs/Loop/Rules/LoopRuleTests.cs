using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Loop.Rules;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Loop.Rules;

/// <summary>What the loop does next, from the state alone.</summary>
public sealed class LoopRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    private static readonly RunConfiguration Two = new()
    {
        Roles = new Dictionary<string, Role>(StringComparer.Ordinal) { ["dev"] = new(), ["qa"] = new(), ["ops"] = new() },
        Routing = [new Phase("build") { EntryRole = "dev", AllowedNextRoles = ["dev", "qa", "human"], MaxConcurrentTurns = 2 }],
    };

    public static TheoryData<string, string[], string> Steps => new()
    {
        // status of the run, turns as id:status (a star: at work), what comes next
        { "Active", [], "Assign" },
        { "Active", ["a:Assigned"], "Dispatch a" },
        { "Active", ["a:Retrying"], "Dispatch a" },
        { "Active", ["a:Dispatched"], "Dispatch a" },
        { "Active", ["a:Starting"], "Dispatch a" },
        { "Active", ["a:Running"], "Dispatch a" },
        { "Active", ["a:FailedAcceptance"], "Recover a" },
        { "Active", ["a:Conflicted"], "Recover a" },
        { "Active", ["a:Stalled"], "Recover a" },
        { "Active", ["a:FailedStart"], "Recover a" },
        { "Active", ["a:Failed"], "Exhausted a" },
        { "Active", ["a:Dispatched*"], "Assign" },
        { "Active", ["a:Dispatched*", "b:Assigned"], "Dispatch b" },
        { "Active", ["a:Dispatched*", "b:Stalled"], "Recover b" },
        { "Active", ["a:Dispatched*", "b:Dispatched*"], "Wait" },
        { "Active", ["a:Failed", "b:Dispatched*"], "Wait" },
        { "Active", ["a:Failed", "b:Assigned"], "Dispatch b" },
        { "Paused", [], "Stop Blocked" },
        { "Idle", [], "Stop InitFailed" },
        { "Blocked", ["a:Dispatched*"], "Stop Blocked" },
        { "Completed", [], "Stop Completed" },
        { "Failed", [], "Stop Blocked" },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void The_state_says_what_comes_next(string status, string[] turns, string expected) =>
        Assert.Equal(expected, Told(LoopRule.Next(State(status, turns), Two, Progress(turns), Now)));

    [Theory]
    [InlineData(3, "a:Dispatched*", "Wait")]
    [InlineData(4, "a:Assigned", "Stop MaxTurnsReached")]
    [InlineData(4, "a:FailedAcceptance", "Stop MaxTurnsReached")]
    public void Nothing_begins_that_could_not_be_accepted(int accepted, string turn, string expected) =>
        Assert.Equal(expected, Told(LoopRule.Next(State("Active", [turn]), Two, Progress([turn]) with { Accepted = accepted }, Now)));

    [Theory]
    [InlineData("a:Dispatched*", "Wait")]
    [InlineData("a:Assigned", "Stop DispatchError")]
    [InlineData("a:Retrying", "Stop DispatchError")]
    public void A_loop_that_is_stopping_waits_for_what_is_at_work_and_begins_nothing(string turn, string expected) =>
        Assert.Equal(expected, Told(LoopRule.Next(State("Active", [turn]), Two, Progress([turn]) with { Stopping = StopReason.DispatchError }, Now)));

    [Fact]
    public void Where_nobody_could_be_given_a_turn_the_others_are_waited_for()
    {
        Assert.Equal("Wait", Told(LoopRule.Next(State("Active", ["a:Dispatched*"]), Two, Progress(["a:Dispatched*"]) with { CanAssign = false }, Now)));
        Assert.Equal("Stop Blocked", Told(LoopRule.Next(State("Active", []), Two, Progress([]) with { CanAssign = false }, Now)));
    }

    [Fact]
    public void A_pause_asks_for_what_it_waits_for()
    {
        RunState paused = State("Paused", []);
        Assert.Equal("Ask PhaseTransition", Told(LoopRule.Next(paused with { PendingPhaseTransition = new() }, Two, Progress([]) with { Accepted = 99 }, Now)));
        Assert.Equal("Ask RunCompletion", Told(LoopRule.Next(paused with { PendingRunCompletion = new() }, Two, Progress([]), Now)));
        Assert.Equal("Stop CallerStopped", Told(LoopRule.Next(paused with { PendingRunCompletion = new() }, Two, Progress([]) with { Stopping = StopReason.CallerStopped }, Now)));
    }

    [Theory]
    [InlineData(29, "escalate", "Assign")]
    [InlineData(30, "escalate", "Assign")]
    [InlineData(31, "escalate", "TimeOut run")]
    [InlineData(31, "warn", "Assign")]
    public void A_run_that_takes_too_long_is_blocked_before_anything_else(int minutes, string action, string expected)
    {
        RunConfiguration limited = Two with { Timeouts = new() { PerRunMinutes = 30, Action = action } };
        Assert.Equal(expected, Told(LoopRule.Next(State("Active", []) with { CreatedAt = Now.AddMinutes(-minutes) }, limited, Progress([]), Now)));
    }

    [Fact]
    public void The_limit_that_comes_first_counts_and_a_phase_is_never_skipped()
    {
        RunConfiguration limited = Two with { Timeouts = new() { PerRunMinutes = 60, PerPhaseMinutes = 90 }, Routing = [Two.Routing[0] with { TimeoutMinutes = 10, TimeoutAction = "skip_phase" }] };
        RunState state = State("Active", []) with { CreatedAt = Now, PhaseEnteredAt = Now };
        Assert.Equal(("phase", Now.AddMinutes(10)), LoopLimits.Next(state, limited));
        Assert.Equal(("run", Now.AddMinutes(60)), LoopLimits.Next(state with { PhaseEnteredAt = Now.AddMinutes(55) }, limited));
        Assert.Null(LoopLimits.Next(state, Two));
    }

    [Theory]
    [InlineData(null, "escalate", 120)]
    [InlineData(5, "escalate", 5)]
    [InlineData(5, "warn", 120)]
    [InlineData(500, "warn", 500)]
    public void A_turn_has_its_time_from_when_its_work_began(int? perTurn, string action, int minutes)
    {
        RunConfiguration limited = Two with { Timeouts = new() { PerTurnMinutes = perTurn, Action = action } };
        Assert.Equal(Now.AddMinutes(minutes), LoopLimits.Deadline(limited, new(), Now));
        Assert.Equal(Now.AddMinutes(minutes - 3), LoopLimits.Deadline(limited, new() { StartedAt = Now.AddMinutes(-3) }, Now));
    }

    [Theory]
    [InlineData("conflict_loop", false, StopReason.ConflictLoop)]
    [InlineData("retries_exhausted", false, StopReason.RejectExhausted)]
    [InlineData("retries_exhausted", true, StopReason.ConflictStall)]
    [InlineData("policy_escalation", true, StopReason.Blocked)]
    [InlineData(null, false, StopReason.Blocked)]
    public void What_blocks_a_run_is_what_the_loop_stops_for(string? category, bool isConflict, StopReason expected)
    {
        RunState state = State("Blocked", ["a:Failed"]);
        Turn turn = state.ActiveTurns["a"] with { LastRejection = new() { ConflictContext = isConflict ? new() : null } };
        Assert.Equal(expected, StopReasons.Of(state with { BlockedReason = new() { Category = category, TurnId = "a" }, ActiveTurns = new Dictionary<string, Turn>(StringComparer.Ordinal) { ["a"] = turn } }));
    }

    [Fact]
    public void Turns_are_settled_in_the_order_of_their_assignment() =>
        Assert.Equal(["a", "b", "c", "gone"], LoopRule.Ordered(State("Active", ["a:Dispatched", "b:Dispatched", "c:Dispatched"]), ["gone", "c", "a", "b"]));

    [Theory]
    [InlineData("qa", 3, "qa")]
    [InlineData("ops", 3, "dev")]
    [InlineData("nobody", 3, "dev")]
    [InlineData(null, 0, "dev")]
    [InlineData(null, 3, null)]
    public void The_next_role_is_the_recommended_one_or_the_first_of_the_phase_and_nobody_when_a_person_was_asked_for(string? recommended, int accepted, string? expected) =>
        Assert.Equal(expected, RoleSelection.Next(State("Active", []) with { NextRecommendedRole = recommended, AcceptedSequence = accepted }, Two));

    [Fact]
    public void Delegated_work_comes_first()
    {
        RunState state = State("Active", []) with { NextRecommendedRole = "dev", DelegationQueue = [new() { Status = "active", ToRole = "dev" }, new() { Status = "pending", ToRole = "qa" }] };
        Assert.Equal("qa", RoleSelection.Next(state, Two));
        Assert.Equal("ops", RoleSelection.Next(state with { PendingDelegationReview = new() { ParentRole = "ops" } }, Two));
        Assert.Equal("dev", RoleSelection.Next(state with { DelegationQueue = [new() { Status = "pending", ToRole = "nobody" }] }, Two));
    }

    [Theory]
    [InlineData("Paused")]
    [InlineData("Blocked")]
    [InlineData("Completed")]
    [InlineData("Idle")]
    public void A_run_that_waits_has_no_next_role(string status) => Assert.Null(RoleSelection.Next(State(status, []) with { NextRecommendedRole = "dev" }, Two));

    [Fact]
    public void Without_phases_the_first_role_begins()
    {
        Assert.Equal("dev", RoleSelection.Next(State("Active", []), Two with { Routing = [] }));
        Assert.Null(RoleSelection.Next(State("Active", []), new RunConfiguration()));
    }

    private static RunState State(string status, string[] turns) => new()
    {
        RunId = "run_1",
        Status = Enum.Parse<RunStatus>(status),
        Phase = "build",
        ActiveTurns = turns.Select(turn => turn.TrimEnd('*').Split(':')).ToDictionary(turn => turn[0], turn => new Turn { TurnId = turn[0], AssignedRole = turn[0], Status = Enum.Parse<TurnStatus>(turn[1]) }, StringComparer.Ordinal),
    };

    private static LoopProgress Progress(string[] turns) => new(0, 4, turns.Where(turn => turn.EndsWith('*')).Select(turn => turn.Split(':')[0]).ToHashSet(StringComparer.Ordinal), CanAssign: true, Stopping: null);

    private static string Told(LoopStep step) => step switch
    {
        LoopStep.Stop stop => $"Stop {stop.Reason}",
        LoopStep.Ask ask => $"Ask {ask.Gate}",
        LoopStep.Dispatch dispatch => $"Dispatch {dispatch.Turn.TurnId}",
        LoopStep.Recover recover => $"Recover {recover.Turn.TurnId}",
        LoopStep.Exhausted exhausted => $"Exhausted {exhausted.Turn.TurnId}",
        LoopStep.TimeOut over => $"TimeOut {over.Scope}",
        _ => step.GetType().Name,
    };
}
