using Proofs.Evidence;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Journals;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Reports;

namespace Proofs.Runs.Tests.Runs.Reports;

/// <summary>Records that contradict each other, one table row each.</summary>
public sealed class RecordCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    private static readonly RecordedRun Right = new()
    {
        State = new() { RunId = "run_1", AcceptedSequence = 2 },
        Configuration = new RunConfiguration(),
        Head = Journal.Start,
        Marks = new Dictionary<string, RecordMark>(StringComparer.Ordinal),
        BegunHere = new HashSet<string>(["run_1"], StringComparer.Ordinal),
        AllHistory = [Turn("turn_1", 1, "DEC-001"), Turn("turn_2", 2)],
        AllDecisions = [new() { Id = "DEC-001", TurnId = "turn_1", RunId = "run_1" }],
        AllEvents = [Event("run_started", null), Event("turn_dispatched", "turn_1"), Event("turn_accepted", "turn_1"), Event("turn_dispatched", "turn_2"), Event("turn_accepted", "turn_2")],
    };

    [Fact]
    public void Records_that_agree_have_no_problem() => Assert.Empty(RecordChecks.Of(Right));

    [Fact]
    public void Runs_of_before_the_journal_are_not_held_to_it() =>
        Assert.Empty(RecordChecks.Of(Right with { State = new() { RunId = "run_1", AcceptedSequence = 9 }, BegunHere = new HashSet<string>(StringComparer.Ordinal) }));

    public static TheoryData<string, string> Wrongs => new()
    {
        { "gap", "as number 3 where number 2 belongs" },
        { "count", "counts 3 accepted turns and the history 2" },
        { "twice", "has turn turn_1 2 times" },
        { "unkept", "turn_1/DEC-001 is in the history and not in the ledger" },
        { "foreign", "turn_9/DEC-009 is in the ledger and not in the history" },
        { "untold", "tell of the acceptance of 1 turns and the history holds 2" },
        { "order", "accepts turn \"turn_2\", which was not dispatched" },
    };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void A_contradiction_is_told(string which, string message)
    {
        RecordedRun run = which switch
        {
            "gap" => Right with { AllHistory = [Right.AllHistory[0], Turn("turn_2", 3)] },
            "count" => Right with { State = Right.State with { AcceptedSequence = 3 } },
            "twice" => Right with { AllHistory = [Right.AllHistory[0], Turn("turn_1", 2)] },
            "unkept" => Right with { AllDecisions = [] },
            "foreign" => Right with { AllDecisions = [Right.AllDecisions[0], new() { Id = "DEC-009", TurnId = "turn_9", RunId = "run_1" }] },
            "untold" => Right with { AllEvents = [.. Right.AllEvents.Take(4)] },
            _ => Right with { AllEvents = [.. Right.AllEvents.Take(3), Right.AllEvents[4]] },
        };
        Assert.Contains(RecordChecks.Of(run), problem => problem.Message.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 0, "$0.00, every attempt counted")]
    [InlineData(0, 2, "unknown for 2 attempts")]
    [InlineData(0.125, 1, "$0.125 known, and unknown for 1 attempt")]
    public void Money_that_nobody_knows_is_never_nothing(double known, int unknown, string text) =>
        Assert.Equal(text, ReportSections.Money(ReportFacts.Of(Right with { State = Right.State with { BudgetStatus = new() { SpentUsd = (decimal)known, UnknownCostAttempts = unknown } } })));

    [Fact]
    public void A_run_proves_as_much_as_its_weakest_turn()
    {
        Assert.Null(Right.Grade);
        Assert.Null((Right with { AllHistory = [] }).Grade);
        HistoryEntry live = Right.AllHistory[0] with { Dispatch = new() { EvidenceGrade = EvidenceGrade.Live } };
        Assert.Equal(EvidenceGrade.Loopback, (Right with { AllHistory = [live, Right.AllHistory[1] with { Dispatch = new() { EvidenceGrade = EvidenceGrade.Loopback } }] }).Grade);
        Assert.Null((Right with { AllHistory = [live, Right.AllHistory[1]] }).Grade);
    }

    private static HistoryEntry Turn(string id, int sequence, string? decision = null) => new()
    {
        TurnId = id,
        RunId = "run_1",
        Status = "completed",
        AcceptedSequence = sequence,
        Decisions = decision is null ? [] : [new() { Id = decision }],
    };

    private static RunEvent Event(string type, string? turn) => new() { EventType = type, Timestamp = Now, RunId = "run_1", Turn = turn is null ? null : new() { TurnId = turn } };
}
