using System.Text.Json.Nodes;

namespace Proofs.Runs.Runs.Records;

/// <summary>Something that happened in a run; a line of <c>.agentxchain/events.jsonl</c>. Source: AgentXchain protocol v7, record formats.</summary>
public sealed record RunEvent
{
    /// <summary><c>evt_</c> and 16 hexadecimal digits; null until it is appended.</summary>
    public string? EventId { get; init; }

    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public string EventType { get => field ?? string.Empty; init; }

    /// <summary>When.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The run.</summary>
    public string? RunId { get; init; }

    /// <summary>The phase it happened in.</summary>
    public string? Phase { get; init; }

    /// <summary>The run's status after it.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>The turn it is about, or null.</summary>
    public EventTurn? Turn { get; init; }

    /// <summary>The intent it serves, or null.</summary>
    public string? IntentId { get; init; }

    /// <summary>More, by event type.</summary>
    public JsonObject Payload { get => field ?? []; init; }
}

/// <summary>The turn that an event is about.</summary>
public sealed record EventTurn
{
    /// <summary>The turn.</summary>
    public string? TurnId { get; init; }

    /// <summary>Whose turn it is.</summary>
    public string? RoleId { get; init; }
}
