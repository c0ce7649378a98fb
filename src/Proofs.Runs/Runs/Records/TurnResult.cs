using System.Text.Json;
using System.Text.Json.Serialization;

namespace Proofs.Runs.Runs.Records;

/// <summary>What a worker says it did. Source: AgentXchain protocol v7, turn result schema 1.0. A claim, not a fact.</summary>
public sealed record TurnResult
{
    /// <summary>The schema a result is written in.</summary>
    public const string CurrentSchema = "1.0";

    /// <summary>The version of the schema.</summary>
    public string? SchemaVersion { get; init; }

    /// <summary>The run it belongs to.</summary>
    public string? RunId { get; init; }

    /// <summary>The turn it is the result of.</summary>
    public string? TurnId { get; init; }

    /// <summary>Whose turn it was.</summary>
    public string? Role { get; init; }

    /// <summary>Which runtime did the work.</summary>
    public string? RuntimeId { get; init; }

    /// <summary>How it ended.</summary>
    public ResultStatus Status { get; init; }

    /// <summary>What was done, in words.</summary>
    public string? Summary { get; init; }

    /// <summary>What was decided.</summary>
    public IReadOnlyList<Decision> Decisions { get => field ?? []; init; }

    /// <summary>What speaks against the work so far.</summary>
    public IReadOnlyList<Objection> Objections { get => field ?? []; init; }

    /// <summary>The files it says it changed.</summary>
    public IReadOnlyList<string> FilesChanged { get => field ?? []; init; }

    /// <summary>The files it says it made.</summary>
    public IReadOnlyList<string> ArtifactsCreated { get => field ?? []; init; }

    /// <summary>What it says of its own tests.</summary>
    public Verification? Verification { get; init; }

    /// <summary>In which form the work comes.</summary>
    public Artifact? Artifact { get; init; }

    /// <summary>Who should go on: a role, or <c>human</c>.</summary>
    public string? ProposedNextRole { get; init; }

    /// <summary>The phase it asks to go to, or null.</summary>
    public string? PhaseTransitionRequest { get; init; }

    /// <summary>Whether it asks to end the run.</summary>
    public bool? RunCompletionRequest { get; init; }

    /// <summary>What a person is needed for, or null.</summary>
    public string? NeedsHumanReason { get; init; }

    /// <summary>What it cost; null when nobody knows.</summary>
    public TurnCost? Cost { get; init; }

    /// <summary>The changes that a role without write authority proposes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProposedChange>? ProposedChanges { get; init; }

    /// <summary>Work for other roles.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Delegation>? Delegations { get; init; }

    /// <summary>Opaque.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? IdleExpansionResult { get; init; }
}

/// <summary>How a turn ended, by its own account.</summary>
public enum ResultStatus
{
    /// <summary>The work is done.</summary>
    Completed,

    /// <summary>Something stands in the way.</summary>
    Blocked,

    /// <summary>A person has to decide.</summary>
    NeedsHuman,

    /// <summary>The work could not be done.</summary>
    Failed,
}

/// <summary>How a verification ended, by its own account.</summary>
public enum VerificationStatus
{
    /// <summary>Everything that was run came out as it should.</summary>
    Pass,

    /// <summary>Something did not.</summary>
    Fail,

    /// <summary>Nothing was run.</summary>
    Skipped,
}

/// <summary>A decision that a turn made.</summary>
public sealed record Decision
{
    /// <summary><c>DEC-</c> and a number.</summary>
    public string Id { get => field ?? string.Empty; init; }

    /// <summary>implementation, architecture, scope, process, quality or release.</summary>
    public string Category { get => field ?? string.Empty; init; }

    /// <summary>What was decided.</summary>
    public string Statement { get => field ?? string.Empty; init; }

    /// <summary>Why.</summary>
    public string Rationale { get => field ?? string.Empty; init; }

    /// <summary><c>run</c> (as when it is null) or <c>repo</c>, which outlives the run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Durability { get; init; }

    /// <summary>The decision it takes the place of, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Overrides { get; init; }
}

/// <summary>Something that speaks against the work so far.</summary>
public sealed record Objection
{
    /// <summary><c>OBJ-</c> and a number.</summary>
    public string Id { get => field ?? string.Empty; init; }

    /// <summary>low, medium, high or blocking.</summary>
    public string Severity { get => field ?? string.Empty; init; }

    /// <summary>What.</summary>
    public string Statement { get => field ?? string.Empty; init; }

    /// <summary>raised, acknowledged, resolved, escalated, resolved_by_human or resolved_by_director.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Status { get; init; }

    /// <summary>The turn it is raised against.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AgainstTurnId { get; init; }
}

/// <summary>What a turn says of its own tests.</summary>
public sealed record Verification
{
    /// <summary>How they ended, by its own account.</summary>
    public VerificationStatus Status { get; init; }

    /// <summary>What was run, in words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Commands { get; init; }

    /// <summary>What came of it, in words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EvidenceSummary { get; init; }

    /// <summary>What was run, and with which exit code it ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MachineEvidence>? MachineEvidence { get; init; }

    /// <summary>Files that running it left.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProducedFile>? ProducedFiles { get; init; }
}

/// <summary>A command that a turn says it ran.</summary>
public sealed record MachineEvidence
{
    /// <summary>The command, as text.</summary>
    public string Command { get => field ?? string.Empty; init; }

    /// <summary>The exit code it is said to have ended with.</summary>
    public int ExitCode { get; init; }

    /// <summary>The exit code it should end with; 0 when it is not declared. Never made up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ExpectedExitCode { get; init; }

    /// <summary>The command, as arguments.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Argv { get; init; }
}

/// <summary>A file that running the verification left.</summary>
public sealed record ProducedFile
{
    /// <summary>Relative to the project.</summary>
    public string Path { get => field ?? string.Empty; init; }

    /// <summary><c>artifact</c> or <c>ignore</c>.</summary>
    public string? Disposition { get; init; }
}

/// <summary>In which form a turn's work comes.</summary>
public sealed record Artifact
{
    /// <summary>workspace, patch, commit or review.</summary>
    public string Type { get => field ?? string.Empty; init; }

    /// <summary>Where it is, or null.</summary>
    public string? Ref { get; init; }
}

/// <summary>What a turn cost.</summary>
public sealed record TurnCost
{
    /// <summary>Tokens that were sent, or null when nobody knows.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens that came back, or null when nobody knows.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>US dollars, or null when nobody knows. Unknown is not zero.</summary>
    public decimal? Usd { get; init; }
}

/// <summary>A change that a role without write authority proposes.</summary>
public sealed record ProposedChange
{
    /// <summary>Relative to the project.</summary>
    public string Path { get => field ?? string.Empty; init; }

    /// <summary>create, modify or delete.</summary>
    public string Action { get => field ?? string.Empty; init; }

    /// <summary>What the file is to hold; null when it is deleted.</summary>
    public string? Content { get; init; }
}
