using System.Text.Json;
using System.Text.Json.Serialization;

namespace Proofs.Runs.Runs.Records;

/// <summary>A turn that was accepted; one line of <c>.agentxchain/history.jsonl</c>. Source: AgentXchain protocol v7, record formats.</summary>
public sealed record HistoryEntry
{
    /// <summary>The status of a turn whose place another took.</summary>
    public const string Reissued = "reissued";

    /// <summary>The turn.</summary>
    public string TurnId { get => field ?? string.Empty; init; }

    /// <summary>Its run.</summary>
    public string? RunId { get; init; }

    /// <summary>Whose turn it was.</summary>
    public string? Role { get; init; }

    /// <summary>The phase it was in.</summary>
    public string? Phase { get; init; }

    /// <summary>Which runtime did the work.</summary>
    public string? RuntimeId { get; init; }

    /// <summary>The status of its result, or <c>reissued</c> when another turn took its place.</summary>
    public string? Status { get; init; }

    /// <summary>What it said it did.</summary>
    public string? Summary { get; init; }

    /// <summary>What it decided.</summary>
    public IReadOnlyList<Decision> Decisions { get => field ?? []; init; }

    /// <summary>What it objected to.</summary>
    public IReadOnlyList<Objection> Objections { get => field ?? []; init; }

    /// <summary>The files it said it changed.</summary>
    public IReadOnlyList<string> FilesChanged { get => field ?? []; init; }

    /// <summary>The files it said it made.</summary>
    public IReadOnlyList<string> ArtifactsCreated { get => field ?? []; init; }

    /// <summary>The files it proposed to change.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ProposedFiles { get; init; }

    /// <summary>What it said of its tests.</summary>
    public Verification? Verification { get; init; }

    /// <summary>What that is worth.</summary>
    public NormalizedVerification? NormalizedVerification { get; init; }

    /// <summary>What running the declared verification again came to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VerificationReplay? VerificationReplay { get; init; }

    /// <summary>In which form its work came.</summary>
    public Artifact? Artifact { get; init; }

    /// <summary>The intent it served.</summary>
    public string? IntentId { get; init; }

    /// <summary>What really changed.</summary>
    public ObservedArtifact? ObservedArtifact { get; init; }

    /// <summary>Who it said should go on.</summary>
    public string? ProposedNextRole { get; init; }

    /// <summary>The phase it asked to go to.</summary>
    public string? PhaseTransitionRequest { get; init; }

    /// <summary>Whether it asked to end the run.</summary>
    public bool? RunCompletionRequest { get; init; }

    /// <summary>How many turns were accepted when it was assigned.</summary>
    public int AssignedSequence { get; init; }

    /// <summary>1 for the first accepted turn of the run, and so on without gaps; 0 for one that was reissued.</summary>
    public int AcceptedSequence { get; init; }

    /// <summary>The turns that were at work when it was assigned.</summary>
    public IReadOnlyList<string> ConcurrentWith { get => field ?? []; init; }

    /// <summary>The files of its own role's earlier turns that it carried on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ForwardRevision { get; init; }

    /// <summary>How a conflict was settled, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ConflictResolution { get; init; }

    /// <summary>What it cost; null when nobody knows.</summary>
    public TurnCost? Cost { get; init; }

    /// <summary>What the worker saw of its own work; null when there was none, or it said nothing. Not in the protocol.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DispatchRecord? Dispatch { get; init; }

    /// <summary>When work began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Between the two, in milliseconds; null when nobody knows when work began.</summary>
    public long? DurationMs { get; init; }

    /// <summary>The work it gave to others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Delegation>? DelegationsIssued { get; init; }

    /// <summary>The delegation it worked off.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QueuedDelegation? DelegationContext { get; init; }

    /// <summary>The delegated work it reviewed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PendingDelegationReview? DelegationReview { get; init; }

    /// <summary>Fields that are not known here. Settable, because generated readers cannot fill it otherwise.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>What a turn's word about its tests is worth.</summary>
public sealed record NormalizedVerification
{
    /// <summary><c>pass</c> after a replay, <c>attested_pass</c> when only the turn says so, <c>not_reproducible</c>, <c>fail</c> or <c>skipped</c>.</summary>
    public string Status { get => field ?? string.Empty; init; }

    /// <summary>Why it is worth that.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it was run again with the same outcome.</summary>
    public bool Reproducible { get; init; }

    /// <summary><c>replayed</c> or <c>attested</c>: whether somebody looked, or only the turn says so.</summary>
    public string? Grade { get; init; }
}

/// <summary>What running the declared verification again came to.</summary>
public sealed record VerificationReplay
{
    /// <summary><c>match</c>, <c>mismatch</c> or <c>not_executed</c>.</summary>
    public string Overall { get => field ?? "not_executed"; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? ReplayedAt { get; init; }

    /// <summary>Each command with the exit code it ended with.</summary>
    public IReadOnlyList<MachineEvidence> Commands { get => field ?? []; init; }
}

/// <summary>What really changed in a turn, as the orchestrator saw it.</summary>
public sealed record ObservedArtifact
{
    /// <summary>Always <c>orchestrator</c>.</summary>
    public string DerivedBy { get => field ?? "orchestrator"; init; }

    /// <summary>What it was compared with; null when nothing could be.</summary>
    public string? BaselineRef { get; init; }

    /// <summary>What holds it now.</summary>
    public string? AcceptedRef { get; init; }

    /// <summary>The commit that HEAD named when it was accepted: what a commit of it has to stand on; null when there was none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Head { get; init; }

    /// <summary>The files that changed.</summary>
    public IReadOnlyList<string> FilesChanged { get => field ?? []; init; }

    /// <summary>By file: <c>sha256:</c> and its digest, <c>deleted</c> or <c>unreadable</c>.</summary>
    public IReadOnlyDictionary<string, string> FileMarkers { get => field ?? Empty.Of<string>(); init; }

    /// <summary>In words.</summary>
    public string? DiffSummary { get; init; }

    /// <summary>
    /// Files that changed and that the project does not keep by its .gitignore as it was before the turn, at most 200: what building and
    /// installing leaves. They are nobody's work.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? IgnoredFilesChanged { get; init; }

    /// <summary>Files that turns at work at the same time changed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? AttributedToConcurrentSiblings { get; init; }
}
