using System.Text.Json;
using System.Text.Json.Serialization;

namespace Proofs.Runs.Runs.Records;

/// <summary>A decision that was accepted; a line of <c>.agentxchain/decision-ledger.jsonl</c>. Source: AgentXchain protocol v7, record formats.</summary>
public sealed record LedgerDecision
{
    /// <summary><c>DEC-</c> and a number, once in a run.</summary>
    public string Id { get => field ?? string.Empty; init; }

    /// <summary>The turn that made it.</summary>
    public string? TurnId { get; init; }

    /// <summary>Whose turn it was.</summary>
    public string? Role { get; init; }

    /// <summary>The phase it was made in.</summary>
    public string? Phase { get; init; }

    /// <summary>Which runtime did the work.</summary>
    public string? RuntimeId { get; init; }

    /// <summary>implementation, architecture, scope, process, quality or release.</summary>
    public string? Category { get; init; }

    /// <summary>What was decided.</summary>
    public string? Statement { get; init; }

    /// <summary>Why.</summary>
    public string? Rationale { get; init; }

    /// <summary>Objections against it.</summary>
    public IReadOnlyList<string> ObjectionsAgainst { get => field ?? []; init; }

    /// <summary>Always <c>accepted</c>.</summary>
    public string Status { get => field ?? "accepted"; init; }

    /// <summary>The decision that took its place, or null.</summary>
    public string? OverriddenBy { get; init; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The run it was made in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RunId { get; init; }

    /// <summary>Fields that are not known here. Settable, because generated readers cannot fill it otherwise.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>What a run's own rules decided; a line of <c>.agentxchain/decision-ledger.jsonl</c> beside the decisions.</summary>
public sealed record LedgerRecord
{
    /// <summary><c>gate_failure</c>, <c>approval_policy</c>, <c>timeout</c>, <c>non_progress_block</c>, or null when <see cref="Decision"/> says it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    /// <summary><c>conflict_detected</c>, <c>operator_escalated</c>, <c>escalation_resolved</c>, <c>turn_reissued</c> and the like, or null when <see cref="Type"/> says it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Decision { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The run.</summary>
    public string? RunId { get; init; }

    /// <summary>The turn it is about, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TurnId { get; init; }

    /// <summary>The role it is about, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Role { get; init; }

    /// <summary>The phase it is about, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Phase { get; init; }

    /// <summary>The gate it is about, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GateId { get; init; }

    /// <summary>What was decided, in a word, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Action { get; init; }

    /// <summary>Why, in sentences.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Reasons { get; init; }

    /// <summary>The failure of a gate, whole.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GateFailure? GateFailure { get; init; }

    /// <summary>The conflict, whole.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FileConflict? Conflict { get; init; }

    /// <summary>The turn that takes its place.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReplacementTurnId { get; init; }

    /// <summary>By what the proposal it is about, or the journal of its being applied, is known again: <c>sha256:</c> and the digest.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Digest { get; init; }

    /// <summary>The commit that holds what the turn changed: full lower-case hexadecimal digits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Commit { get; init; }
}

/// <summary>A decision that outlives its run; a line of <c>.agentxchain/repo-decisions.jsonl</c>.</summary>
public sealed record RepoDecision
{
    /// <summary><c>DEC-</c> and a number.</summary>
    public string Id { get => field ?? string.Empty; init; }

    /// <summary>What was decided.</summary>
    public string? Statement { get; init; }

    /// <summary>Why.</summary>
    public string? Rationale { get; init; }

    /// <summary>implementation, architecture, scope, process, quality or release.</summary>
    public string? Category { get; init; }

    /// <summary>Always <c>repo</c>.</summary>
    public string? Durability { get; init; }

    /// <summary><c>active</c> or <c>overridden</c>.</summary>
    public string Status { get => field ?? "active"; init; }

    /// <summary>The run it was made in.</summary>
    public string? RunId { get; init; }

    /// <summary>The turn that made it.</summary>
    public string? TurnId { get; init; }

    /// <summary>Whose turn it was.</summary>
    public string? Role { get; init; }

    /// <summary>The decision it took the place of, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Overrides { get; init; }

    /// <summary>The decision that took its place, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OverriddenBy { get; init; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Fields that are not known here. Settable, because generated readers cannot fill it otherwise.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}
