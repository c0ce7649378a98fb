using System.Text.Json;
using System.Text.Json.Serialization;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs;

/// <summary>A run as it stands; <c>.agentxchain/state.json</c>. Source: AgentXchain protocol v7, state schema 1.1.</summary>
/// <remarks>Fields of other runners that are not known here are kept and written again.</remarks>
public sealed record RunState
{
    /// <summary>The schema this is written in.</summary>
    public const string CurrentSchema = "1.1";

    /// <summary>The version of the state's schema.</summary>
    public string SchemaVersion { get => field ?? CurrentSchema; init; }

    /// <summary>The project's id in its configuration.</summary>
    public string? ProjectId { get; init; }

    /// <summary><c>run_</c> and 16 hexadecimal digits, or null when no run has begun. Never changes within a run.</summary>
    public string? RunId { get; init; }

    /// <summary>Where the run stands.</summary>
    public RunStatus Status { get; init; }

    /// <summary>The phase that turns are assigned in, or null when no run has begun.</summary>
    public string? Phase { get; init; }

    /// <summary>When the run began.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the phase began.</summary>
    public DateTimeOffset? PhaseEnteredAt { get; init; }

    /// <summary>When the run was completed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The turns that somebody is at work on, by id, in the order of their assignment.</summary>
    public IReadOnlyDictionary<string, Turn> ActiveTurns { get => field ?? Empty.Of<Turn>(); init; }

    /// <summary>How many turns were assigned in this run.</summary>
    public int TurnSequence { get; init; }

    /// <summary>How many turns were accepted in this run: 1, 2, 3 and so on in the history.</summary>
    public int AcceptedSequence { get; init; }

    /// <summary>The turn that was accepted last.</summary>
    public string? LastCompletedTurnId { get; init; }

    /// <summary>Read by old versions of other runners; the same as <see cref="NextRecommendedRole"/>.</summary>
    public string? NextRole => NextRecommendedRole;

    /// <summary>The role that is to have the next turn, or null when a person decides.</summary>
    public string? NextRecommendedRole { get; init; }

    /// <summary>A change of phase that waits for approval.</summary>
    public PendingPhaseTransition? PendingPhaseTransition { get; init; }

    /// <summary>The end of the run, waiting for approval.</summary>
    public PendingRunCompletion? PendingRunCompletion { get; init; }

    /// <summary>A change of phase that waits for the turns still at work.</summary>
    public QueuedPhaseTransition? QueuedPhaseTransition { get; init; }

    /// <summary>The end of the run, waiting for the turns still at work.</summary>
    public QueuedRunCompletion? QueuedRunCompletion { get; init; }

    /// <summary>Why the last gate that failed did.</summary>
    public GateFailure? LastGateFailure { get; init; }

    /// <summary>By gate: <c>pending</c>, <c>passed</c>, <c>failed</c> or <c>cleared_by_reconciliation</c>.</summary>
    public IReadOnlyDictionary<string, string> PhaseGateStatus { get => field ?? Empty.Of<string>(); init; }

    /// <summary>What a paused or blocked run waits for, as <c>kind:subject</c>.</summary>
    public string? BlockedOn { get; init; }

    /// <summary>Why the run is blocked and what gets it going.</summary>
    public BlockedReason? BlockedReason { get; init; }

    /// <summary>What was escalated to a person.</summary>
    public Escalation? Escalation { get; init; }

    /// <summary><c>git:</c> and the commit that holds everything accepted, or <c>workspace:dirty</c>.</summary>
    public string? AcceptedIntegrationRef { get; init; }

    /// <summary>What the run has cost and may still cost.</summary>
    public BudgetStatus? BudgetStatus { get; init; }

    /// <summary>What turns at work may cost, by turn.</summary>
    public IReadOnlyDictionary<string, BudgetReservation> BudgetReservations { get => field ?? Empty.Of<BudgetReservation>(); init; }

    /// <summary>Who began the run and why.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>What an earlier run hands on; opaque.</summary>
    public JsonElement? InheritedContext { get; init; }

    /// <summary>Decisions of earlier runs that still hold.</summary>
    public IReadOnlyList<RepoDecision> RepoDecisions { get => field ?? []; init; }

    /// <summary>Work that one role gave to others and that is not reviewed.</summary>
    public IReadOnlyList<QueuedDelegation> DelegationQueue { get => field ?? []; init; }

    /// <summary>Work that others have done for a role and that it has to review.</summary>
    public PendingDelegationReview? PendingDelegationReview { get; init; }

    /// <summary>The gate failure that keeps coming back.</summary>
    public string? NonProgressSignature { get; init; }

    /// <summary>How many accepted turns it has come back.</summary>
    public int NonProgressCount { get; init; }

    /// <summary>Fields that are not known here. Settable, because generated readers cannot fill it otherwise.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}
