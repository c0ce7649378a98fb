using System.Text.Json.Serialization;

namespace Proofs.Runs.Runs.Loop;

/// <summary>What a loop came to. Source: AgentXchain protocol v7, runLoop.</summary>
public sealed record RunLoopResult
{
    /// <summary>Whether the run is completed; nothing else is a success.</summary>
    public bool Ok => StopReason is StopReason.Completed;

    /// <summary>Why the loop stopped.</summary>
    public StopReason StopReason { get; init; }

    /// <summary>The run as it stands, or null when it could not be read.</summary>
    public RunState? State { get; init; }

    /// <summary>How many turns this loop saw accepted.</summary>
    public int TurnsExecuted { get; init; }

    /// <summary>Every attempt that this loop settled, in order.</summary>
    public IReadOnlyList<TurnOutcome> TurnHistory { get => field ?? []; init; }

    /// <summary>How many gates waited and were approved in this loop.</summary>
    public int GatesApproved { get; init; }

    /// <summary>What went wrong, in order; written as <c>code: message</c>.</summary>
    public IReadOnlyList<Problem> Errors { get => field ?? []; init; }

    /// <summary>What people should know and nothing depends on.</summary>
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }

    /// <summary>What comes first, when that is why the loop stopped.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PreemptedBy { get; init; }
}

/// <summary>What an attempt at a turn came to.</summary>
/// <param name="Role">Whose turn it was.</param>
/// <param name="TurnId">The turn.</param>
/// <param name="Accepted">Whether its result counts.</param>
public sealed record TurnOutcome(string Role, string TurnId, bool Accepted)
{
    /// <summary>Why it does not count: a code of <see cref="RunCodes"/>, or the worker's own class of failure; null when it counts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ErrorCode { get; init; }

    /// <summary>The same in words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AcceptError { get; init; }

    /// <summary>Whether it was in conflict with other turns.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Conflict { get; init; }

    /// <summary>Whether it blocked the run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Blocked { get; init; }
}
