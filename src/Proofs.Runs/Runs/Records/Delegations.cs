using System.Text.Json.Serialization;

namespace Proofs.Runs.Runs.Records;

/// <summary>Work that a role gives to another. Source: AgentXchain protocol v7, turn result, delegations.</summary>
public sealed record Delegation
{
    /// <summary><c>del-</c> and three digits, once in a result.</summary>
    public string Id { get => field ?? string.Empty; init; }

    /// <summary>Who is to do it.</summary>
    public string ToRole { get => field ?? string.Empty; init; }

    /// <summary>What is to be done.</summary>
    public string Charter { get => field ?? string.Empty; init; }

    /// <summary>What has to hold when it is done; one at least.</summary>
    public IReadOnlyList<string> AcceptanceContract { get => field ?? []; init; }

    /// <summary>The decisions that have to be made on the way.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? RequiredDecisionIds { get; init; }
}

/// <summary>Delegated work that is not reviewed.</summary>
public sealed record QueuedDelegation
{
    /// <summary>The id that the delegating turn gave it.</summary>
    public string DelegationId { get => field ?? string.Empty; init; }

    /// <summary>The turn that delegated.</summary>
    public string ParentTurnId { get => field ?? string.Empty; init; }

    /// <summary>The role that delegated and will review.</summary>
    public string ParentRole { get => field ?? string.Empty; init; }

    /// <summary>Who is to do it.</summary>
    public string ToRole { get => field ?? string.Empty; init; }

    /// <summary>What is to be done.</summary>
    public string? Charter { get; init; }

    /// <summary>What has to hold when it is done.</summary>
    public IReadOnlyList<string> AcceptanceContract { get => field ?? []; init; }

    /// <summary>The decisions that have to be made on the way.</summary>
    public IReadOnlyList<string> RequiredDecisionIds { get => field ?? []; init; }

    /// <summary><c>pending</c>, <c>active</c>, <c>completed</c> or <c>failed</c>.</summary>
    public string Status { get => field ?? "pending"; init; }

    /// <summary>The turn that does it.</summary>
    public string? ChildTurnId { get; init; }

    /// <summary>When it was given.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>Delegated work that is done and has to be reviewed.</summary>
public sealed record PendingDelegationReview
{
    /// <summary>The turn that delegated.</summary>
    public string ParentTurnId { get => field ?? string.Empty; init; }

    /// <summary>The role that delegated and reviews.</summary>
    public string ParentRole { get => field ?? string.Empty; init; }

    /// <summary>What came of each.</summary>
    public IReadOnlyList<DelegationOutcome> DelegationResults { get => field ?? []; init; }
}

/// <summary>What came of delegated work.</summary>
public sealed record DelegationOutcome
{
    /// <summary>The id that the delegating turn gave it.</summary>
    public string DelegationId { get => field ?? string.Empty; init; }

    /// <summary>Who did it.</summary>
    public string ToRole { get => field ?? string.Empty; init; }

    /// <summary>The turn that did it.</summary>
    public string? ChildTurnId { get; init; }

    /// <summary><c>completed</c> or <c>failed</c>.</summary>
    public string? Status { get; init; }

    /// <summary>What that turn says of it.</summary>
    public string? Summary { get; init; }

    /// <summary>The decisions that were demanded and made.</summary>
    public IReadOnlyList<string> SatisfiedDecisionIds { get => field ?? []; init; }

    /// <summary>The decisions that were demanded and not made.</summary>
    public IReadOnlyList<string> MissingDecisionIds { get => field ?? []; init; }
}
