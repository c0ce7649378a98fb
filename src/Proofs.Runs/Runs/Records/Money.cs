using System.Text.Json.Serialization;

namespace Proofs.Runs.Runs.Records;

/// <summary>What a run has cost and may still cost, in US dollars.</summary>
public sealed record BudgetStatus
{
    /// <summary>What is known to be spent, on every attempt.</summary>
    public decimal SpentUsd { get; init; }

    /// <summary>What is left, or null when there is no limit.</summary>
    public decimal? RemainingUsd { get; init; }

    /// <summary>How many attempts cost nobody knows how much. Unknown is not zero.</summary>
    public int UnknownCostAttempts { get; init; }

    /// <summary>What is held back for them: their reservation each.</summary>
    public decimal HeldForUnknownUsd { get; init; }

    /// <summary>Whether nothing is left.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Exhausted { get; init; }

    /// <summary>Since when.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ExhaustedAt { get; init; }

    /// <summary>The turn that used it up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExhaustedAfterTurn { get; init; }

    /// <summary>Whether the run goes on all the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? WarnMode { get; init; }
}

/// <summary>What a turn at work may cost.</summary>
public sealed record BudgetReservation
{
    /// <summary>In US dollars.</summary>
    public decimal ReservedUsd { get; init; }

    /// <summary>Whose turn it is.</summary>
    public string? RoleId { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
