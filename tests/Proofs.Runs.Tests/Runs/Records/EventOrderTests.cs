using System.Globalization;
using System.Text.Json;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Records;

/// <summary>A log tells what can have happened: each event is written here as type@second:turn/run#id.</summary>
public sealed class EventOrderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("run_started@0")]
    [InlineData("run_started@0 turn_dispatched@1:a turn_accepted@2:a run_completed@3")]
    [InlineData("run_started@0 turn_dispatched@0:a turn_accepted@0:a run_completed@0")]
    [InlineData("run_started@0 turn_dispatched@1:a turn_dispatched@2:b turn_accepted@3:b turn_accepted@4:a")]
    [InlineData("run_started@0 turn_dispatched@1:a turn_rejected@2:a turn_dispatched@3:a turn_accepted@4:a")]
    [InlineData("run_started@0 turn_dispatched@1:a turn_dispatched@2:a turn_accepted@3:a")]
    [InlineData("run_started@0 turn_dispatched@1:a turn_rejected@2:a turn_rejected@3:a turn_dispatched@4:a turn_accepted@5:a")]
    [InlineData("run_started@0#e1 turn_dispatched@1:a#e2 turn_accepted@2:a#e3 run_completed@3#e4")]
    [InlineData("run_started@0/1#e1 run_started@0/2#e1")]
    [InlineData("run_started@5/1 run_started@0/2 turn_dispatched@6:a/1 run_completed@1/2 turn_accepted@7:a/1")]
    public void What_can_have_happened_is_good(string log) => Assert.Empty(Check(log));

    [Theory]
    [InlineData("turn_dispatched@0:a", 1)]
    [InlineData("phase_entered@0 run_started@1", 2)]
    [InlineData("run_started@0 run_started@1", 1)]
    [InlineData("run_started@0 run_completed@1 turn_dispatched@2:a", 1)]
    [InlineData("run_started@0 run_completed@1 run_completed@2", 1)]
    [InlineData("run_started@0 turn_accepted@1:a", 1)]
    [InlineData("run_started@0 turn_accepted@1:a turn_dispatched@2:a", 1)]
    [InlineData("run_started@0 turn_dispatched@1:a turn_accepted@2:b", 1)]
    [InlineData("run_started@0 turn_dispatched@1:a turn_accepted@2:a turn_accepted@3:a", 1)]
    [InlineData("run_started@0 turn_dispatched@1:a turn_accepted@2:a turn_dispatched@3:a turn_accepted@4:a", 1)]
    [InlineData("run_started@0 turn_dispatched@1:a turn_accepted@2:a turn_accepted@3:a turn_accepted@4:a", 2)]
    [InlineData("run_started@0 turn_dispatched@1:a turn_rejected@2:a turn_accepted@3:a", 1)]
    [InlineData("run_started@0 turn_rejected@1:a turn_dispatched@2:a", 1)]
    [InlineData("run_started@0 turn_dispatched@1:a turn_rejected@2:b", 1)]
    [InlineData("run_started@0 turn_dispatched@1:a turn_rejected@2", 1)]
    [InlineData("run_started@0#e1 turn_dispatched@1:a#e1 turn_accepted@2:a#e1", 2)]
    [InlineData("run_started@0 run_completed@1 phase_entered@2 run_completed@3", 2)]
    [InlineData("run_started@0 turn_dispatched@1 turn_accepted@2", 1)]
    [InlineData("run_started@5 turn_dispatched@2:a turn_accepted@3:a run_completed@4", 3)]
    [InlineData("run_started@0 turn_dispatched@9:a turn_accepted@8:a run_completed@9", 1)]
    [InlineData("run_started@0/1 turn_dispatched@1:a/2", 1)]
    [InlineData("run_started@0/1 run_started@0/2 turn_dispatched@1:a/1 turn_accepted@2:a/2", 1)]
    public void What_cannot_have_happened_is_refused(string log, int problems)
    {
        IReadOnlyList<Problem> found = Check(log);
        Assert.Equal(problems, found.Count);
        Assert.All(found, problem => Assert.Same(RunCodes.OrderingViolation, problem.Reason));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"event_type":"phase_entered","timestamp":"2026-04-15T00:00:00Z"}""")]
    [InlineData("""{"event_type":"phase_entered","run_id":"run_1","timestamp":"soon"}""")]
    [InlineData("""{"run_id":"run_1","timestamp":"2026-04-15T00:00:00Z"}""")]
    public void An_event_that_cannot_be_placed_is_refused(string json)
    {
        Problem problem = Assert.Single(EventChecks.CheckOrder([JsonElement.Parse("""{"event_type":"run_started","run_id":"run_1","timestamp":"2026-04-14T00:00:00Z"}"""), JsonElement.Parse(json)]));
        Assert.Same(RunCodes.OrderingViolation, problem.Reason);
        Assert.StartsWith("Event 2 ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_are_compared_whatever_their_offset()
    {
        string[] times = ["2026-04-15T02:00:00+02:00", "2026-04-15T00:00:00", "2026-04-15T00:00:00Z", "2026-04-14T20:00:01-04:00"];
        Assert.Empty(EventChecks.CheckOrder(times.Select((time, at) => JsonElement.Parse($$"""{"event_type":"{{(at == 0 ? "run_started" : "phase_entered")}}","run_id":"run_1","timestamp":"{{time}}"}"""))));
    }

    /// <summary>Both as JSON and as events of our own; they must agree.</summary>
    private static IReadOnlyList<Problem> Check(string log)
    {
        RunEvent[] events = [.. log.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Event)];
        IReadOnlyList<Problem> own = EventChecks.CheckOrder(events);
        IReadOnlyList<Problem> read = EventChecks.CheckOrder(events.Select(entry => JsonSerializer.SerializeToElement(entry, ProtocolJson.Default.RunEvent)));
        Assert.Equal(own.Select(problem => problem.Message), read.Select(problem => problem.Message));
        return own;
    }

    private static RunEvent Event(string text)
    {
        string[] id = text.Split('#');
        string[] run = id[0].Split('/');
        string[] turn = run[0].Split(':');
        string[] type = turn[0].Split('@');
        return new()
        {
            EventId = id.Length > 1 ? id[1] : null,
            EventType = type[0],
            Timestamp = DateTimeOffset.UnixEpoch.AddSeconds(int.Parse(type[1], CultureInfo.InvariantCulture)),
            RunId = run.Length > 1 ? run[1] : "run_1",
            Turn = turn.Length > 1 ? new() { TurnId = turn[1] } : null,
        };
    }
}
