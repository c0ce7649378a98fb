using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Records;

/// <summary>What every event has.</summary>
public sealed class EventCheckTests
{
    private const string Whole = """{"event_id":"evt_1","event_type":"turn_dispatched","timestamp":"2026-04-15T00:00:00Z","run_id":"run_1","turn":{"turn_id":"turn_1"}}""";

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"phase":null,"status":null,"payload":{},"intent_id":null}""")]
    [InlineData("""{"timestamp":"2026-04-15T02:00:00.123+02:00"}""")]
    [InlineData("""{"timestamp":"2026-04-15"}""")]
    [InlineData("""{"event_type":"run_started","turn":null}""")]
    [InlineData("""{"event_type":"acceptance_failed","turn":{}}""")]
    public void A_whole_event_is_good(string changes) => Assert.Empty(EventChecks.Check(Event(changes)));

    [Theory]
    [InlineData("""{"event_id":null}""", "event_id")]
    [InlineData("""{"event_id":""}""", "event_id")]
    [InlineData("""{"event_id":1}""", "event_id")]
    [InlineData("""{"event_type":null}""", "event_type")]
    [InlineData("""{"event_type":"invalid_event_type"}""", "event_type")]
    [InlineData("""{"event_type":"RUN_STARTED"}""", "event_type")]
    [InlineData("""{"event_type":["run_started"]}""", "event_type")]
    [InlineData("""{"timestamp":null}""", "timestamp")]
    [InlineData("""{"timestamp":1744675200000}""", "timestamp")]
    [InlineData("""{"timestamp":"yesterday"}""", "timestamp")]
    [InlineData("""{"timestamp":"04/15/2026"}""", "timestamp")]
    [InlineData("""{"timestamp":"2026-02-30T00:00:00Z"}""", "timestamp")]
    [InlineData("""{"timestamp":"99999999-01-01T00:00:00Z"}""", "timestamp")]
    [InlineData("""{"timestamp":"0001-01-01T00:00:00+14:00"}""", "timestamp")]
    [InlineData("""{"timestamp":""}""", "timestamp")]
    [InlineData("""{"run_id":null}""", "run_id")]
    [InlineData("""{"run_id":" "}""", "run_id")]
    [InlineData("""{"run_id":{}}""", "run_id")]
    [InlineData("""{"turn":null}""", "turn.turn_id")]
    [InlineData("""{"turn":{}}""", "turn.turn_id")]
    [InlineData("""{"turn":"turn_1"}""", "turn.turn_id")]
    [InlineData("""{"turn":{"turn_id":""}}""", "turn.turn_id")]
    [InlineData("""{"turn":{"turn_id":7}}""", "turn.turn_id")]
    [InlineData("""{"event_type":"turn_accepted","turn":[]}""", "turn.turn_id")]
    [InlineData("""{"run_id":"\ud800"}""", "run_id")]
    [InlineData("""{"event_type":"\udc00"}""", "event_type")]
    public void An_event_that_lacks_something_is_refused(string changes, string field)
    {
        Problem problem = Assert.Single(EventChecks.Check(Event(changes)));
        Assert.Equal(("invalid_event", field), (problem.Reason.Id, problem.Field));
    }

    [Fact]
    public void Everything_that_an_event_lacks_is_told() =>
        Assert.Equal(["event_id", "event_type", "timestamp", "run_id"], EventChecks.Check(JsonElement.Parse("{}")).Select(problem => problem.Field));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"run_started\"")]
    [InlineData("7")]
    public void What_is_no_object_is_no_event(string json) => Assert.Equal("invalid_event", Assert.Single(EventChecks.Check(JsonElement.Parse(json))).Reason.Id);

    [Fact]
    public void Nothing_at_all_is_no_event() => Assert.Single(EventChecks.Check(default(JsonElement)));

    [Fact]
    public void A_field_that_stands_there_twice_is_not_there() =>
        Assert.Equal("run_id", Assert.Single(EventChecks.Check(JsonElement.Parse(Whole[..^1] + ",\"run_id\":\"run_2\"}"))).Field);

    [Fact]
    public void A_name_that_is_no_text_hides_nothing() => Assert.Empty(EventChecks.Check(JsonElement.Parse("{\"\\ud800\":1," + Whole[1..])));

    [Fact]
    public void Every_type_of_the_protocol_is_known()
    {
        foreach (string type in EventTypes.All)
        {
            Assert.Empty(EventChecks.Check(Event($$"""{"event_type":"{{type}}"}""")));
        }
    }

    [Fact]
    public void An_event_of_our_own_is_held_to_the_same()
    {
        RunEvent whole = new() { EventId = "evt_1", EventType = EventTypes.TurnAccepted, RunId = "run_1", Turn = new() { TurnId = "turn_1" } };
        Assert.Empty(EventChecks.Check(whole));
        Assert.Equal(["event_id"], EventChecks.Check(whole with { EventId = null }).Select(problem => problem.Field));
        Assert.Equal(["event_type"], EventChecks.Check(whole with { EventType = "turned" }).Select(problem => problem.Field));
        Assert.Equal(["run_id", "turn.turn_id"], EventChecks.Check(whole with { RunId = null, Turn = null }).Select(problem => problem.Field));
    }

    private static JsonElement Event(string changes)
    {
        JsonElement changed = JsonElement.Parse(changes);
        string kept = string.Join(',', JsonNode.Parse(Whole)!.AsObject().Where(field => !changed.TryGetProperty(field.Key, out _)).Select(field => $"\"{field.Key}\":{field.Value!.ToJsonString()}"));
        string given = changes[1..^1];
        return JsonElement.Parse($"{{{kept}{(kept.Length > 0 && given.Length > 0 ? "," : string.Empty)}{given}}}");
    }
}
