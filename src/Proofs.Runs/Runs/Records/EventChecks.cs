using System.Text.Json;

namespace Proofs.Runs.Runs.Records;

/// <summary>What an event and a log of events have to be. Source: AgentXchain protocol v7, record formats and event ordering.</summary>
public static class EventChecks
{
    /// <summary>Checks an event that somebody wrote.</summary>
    /// <param name="entry">The event.</param>
    /// <returns>What is wrong; empty when nothing is. Every problem has the code invalid_event.</returns>
    public static IReadOnlyList<Problem> Check(JsonElement entry) => entry.ValueKind is JsonValueKind.Object ? Check(EventFields.Of(entry)) : [Invalid("event", "The event is no JSON object.")];

    /// <summary>Checks an event of our own.</summary>
    /// <param name="entry">The event, with the id that it is appended with.</param>
    /// <returns>What is wrong; empty when nothing is. Every problem has the code invalid_event.</returns>
    public static IReadOnlyList<Problem> Check(RunEvent entry) => Check(EventFields.Of(entry ?? throw new ArgumentNullException(nameof(entry))));

    /// <summary>
    /// Checks the order of events, for each run by itself: run_started first and once, nothing behind run_completed, a turn dispatched before it is
    /// accepted or rejected and again after a rejection, accepted once, no event_id twice, and no time before the one above.
    /// </summary>
    /// <param name="entries">The events as they stand in the log.</param>
    /// <returns>What is wrong, in the order of the log; empty when nothing is. Every problem has the code ordering_violation.</returns>
    public static IReadOnlyList<Problem> CheckOrder(IEnumerable<JsonElement> entries) => EventOrder.Check((entries ?? throw new ArgumentNullException(nameof(entries))).Select(EventFields.Of));

    /// <inheritdoc cref="CheckOrder(IEnumerable{JsonElement})"/>
    public static IReadOnlyList<Problem> CheckOrder(IEnumerable<RunEvent> entries) => EventOrder.Check((entries ?? throw new ArgumentNullException(nameof(entries))).Select(EventFields.Of));

    private static List<Problem> Check(EventFields entry)
    {
        List<Problem> problems = [];
        if (string.IsNullOrWhiteSpace(entry.EventId))
        {
            problems.Add(Invalid("event_id", "The event has no event_id."));
        }

        if (entry.EventType is not { } type || !EventTypes.All.Contains(type))
        {
            problems.Add(Invalid("event_type", entry.EventType is null ? "The event has no event_type." : $"The event's type \"{entry.EventType}\" is none of the protocol's.") with { Actual = entry.EventType });
        }

        if (entry.Timestamp is null)
        {
            problems.Add(Invalid("timestamp", "The event has no timestamp in ISO 8601."));
        }

        if (string.IsNullOrWhiteSpace(entry.RunId))
        {
            problems.Add(Invalid("run_id", "The event has no run_id."));
        }

        if (entry.EventType?.StartsWith("turn_", StringComparison.Ordinal) == true && string.IsNullOrWhiteSpace(entry.TurnId))
        {
            problems.Add(Invalid("turn.turn_id", $"The event is about a turn ({entry.EventType}) and has no turn.turn_id."));
        }

        return problems;
    }

    private static Problem Invalid(string field, string message) => new(RunCodes.InvalidEvent, message) { Field = field };
}

/// <summary>What is checked of an event; null for what is not there or is not what it has to be.</summary>
internal readonly record struct EventFields(string? EventId, string? EventType, DateTimeOffset? Timestamp, string? RunId, string? TurnId)
{
    internal static EventFields Of(JsonElement entry) => new(
        JsonFields.Text(entry, "event_id"),
        JsonFields.Text(entry, "event_type"),
        JsonFields.Time(entry, "timestamp"),
        JsonFields.Text(entry, "run_id"),
        JsonFields.Find(entry, "turn") is { } turn ? JsonFields.Text(turn, "turn_id") : null);

    internal static EventFields Of(RunEvent entry) => new(entry.EventId, entry.EventType, entry.Timestamp, entry.RunId, entry.Turn?.TurnId);
}
