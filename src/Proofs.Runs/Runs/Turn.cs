using System.Text.Json;
using System.Text.Json.Serialization;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs;

/// <summary>A turn that a role has and that is not accepted. Source: AgentXchain protocol v7, turn object.</summary>
public sealed record Turn
{
    /// <summary><c>turn_</c> and 16 hexadecimal digits; kept through retries.</summary>
    public string TurnId { get => field ?? string.Empty; init; }

    /// <summary>The run it belongs to.</summary>
    public string? RunId { get; init; }

    /// <summary>Whose turn it is.</summary>
    public string AssignedRole { get => field ?? string.Empty; init; }

    /// <summary>Where it stands.</summary>
    public TurnStatus Status { get; init; }

    /// <summary>1 at first, and one more with each retry.</summary>
    public int Attempt { get => Math.Max(field, 1); init; }

    /// <summary>When it was assigned.</summary>
    public DateTimeOffset? AssignedAt { get; init; }

    /// <summary>When work on this attempt began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it has to be done.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    /// <summary>Which of the configuration's runtimes does the work.</summary>
    public string RuntimeId { get => field ?? string.Empty; init; }

    /// <summary>What the work tree was before the work.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>The digest of the tree's snapshot before its first attempt, which later attempts are compared with too; null when nobody looked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TreeSha256 { get; init; }

    /// <summary>How many lines about proposals and checkpoints the ledger had then: what the run itself wrote later is not the turn's doing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int GovernanceLines { get; init; }

    /// <summary>How many turns were accepted when this one was assigned: those accepted later may conflict with it.</summary>
    public int AssignedSequence { get; init; }

    /// <summary>The turns that were at work when it was assigned.</summary>
    public IReadOnlyList<string> ConcurrentWith { get => field ?? []; init; }

    /// <summary>Why the attempt before this one was rejected.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Rejection? LastRejection { get; init; }

    /// <summary>The conflict it is in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FileConflict? ConflictState { get; init; }

    /// <summary>The conflict that the attempt before this one ended in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FileConflict? ConflictContext { get; init; }

    /// <summary>How often it was found in conflict.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ConflictCount { get; init; }

    /// <summary>The delegation it works off.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QueuedDelegation? DelegationContext { get; init; }

    /// <summary>The delegated work it reviews.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PendingDelegationReview? DelegationReview { get; init; }

    /// <summary>The intent it serves; opaque.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? IntakeContext { get; init; }

    /// <summary>The id of the intent it serves, or null.</summary>
    [JsonIgnore]
    public string? IntentId => IntakeContext is { ValueKind: JsonValueKind.Object } intake && intake.TryGetProperty("intent_id", out JsonElement id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;

    /// <summary>When its bundle was written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? DispatchedAt { get; init; }

    /// <summary>The worker's process.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? WorkerPid { get; init; }

    /// <summary>When the worker first said something.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? FirstOutputAt { get; init; }

    /// <summary>Fields that are not known here. Settable, because generated readers cannot fill it otherwise.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}
