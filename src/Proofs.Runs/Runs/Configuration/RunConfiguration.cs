using System.Text.Json;

namespace Proofs.Runs.Runs.Configuration;

/// <summary>A project's configuration, normalised; <c>agentxchain.json</c>. Source: AgentXchain protocol v7, config schema.</summary>
public sealed record RunConfiguration
{
    /// <summary><c>1.0</c> or <c>4</c>.</summary>
    public string SchemaVersion { get; init; } = "1.0";

    /// <summary>What the project is.</summary>
    public ProjectInfo Project { get; init; } = new(string.Empty, string.Empty);

    /// <summary>Who can have a turn, by id, in the order of the file.</summary>
    public IReadOnlyDictionary<string, Role> Roles { get; init; } = Empty.Of<Role>();

    /// <summary>What does the work, by id.</summary>
    public IReadOnlyDictionary<string, Runtime> Runtimes { get; init; } = Empty.Of<Runtime>();

    /// <summary>The phases, in the order of the file, which is the order they are gone through.</summary>
    public IReadOnlyList<Phase> Routing { get; init; } = [];

    /// <summary>What has to hold at the end of a phase, by id.</summary>
    public IReadOnlyDictionary<string, PhaseGate> Gates { get; init; } = Empty.Of<PhaseGate>();

    /// <summary>What a run may cost, or null when nothing is said.</summary>
    public Budget? Budget { get; init; }

    /// <summary>Rules for turns.</summary>
    public Rules Rules { get; init; } = new();

    /// <summary>The files that phases are to produce, by phase. The built-in ones when the file says nothing; none when it says <c>{}</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PhaseArtifact>> WorkflowKit { get; init; } = Empty.Of<IReadOnlyList<PhaseArtifact>>();

    /// <summary>Rules that acceptance is checked against, in the order of the file.</summary>
    public IReadOnlyList<AcceptancePolicy> Policies { get; init; } = [];

    /// <summary>Which gates need no person, or null when all that ask for one do.</summary>
    public ApprovalPolicy? ApprovalPolicy { get; init; }

    /// <summary>How long things may take.</summary>
    public Timeouts Timeouts { get; init; } = new();

    /// <summary>How the loop runs.</summary>
    public RunLoopSettings RunLoop { get; init; } = new();

    /// <summary>By role: the file that holds its own prompt, relative to the project.</summary>
    public IReadOnlyDictionary<string, string> Prompts { get; init; } = Empty.Of<string>();

    /// <summary>By hook phase: the hooks, in the order they are asked.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Hook>> Hooks { get; init; } = Empty.Of<IReadOnlyList<Hook>>();

    /// <summary>How the project is verified.</summary>
    public DeclaredVerification Verification { get; init; } = new();

    /// <summary>Whether gate files that a turn did not touch keep its request from being accepted (<c>strict</c>) or not (<c>off</c>, <c>warn</c>).</summary>
    public string GateSemanticCoverageMode { get; init; } = "strict";

    /// <summary>The phase of a name, or null.</summary>
    public Phase? FindPhase(string? name) => Routing.FirstOrDefault(phase => phase.Name == name);

    /// <summary>The phase after one, or null behind the last and for one that is not there.</summary>
    public Phase? NextPhase(string? name)
    {
        int at = Routing.Select((phase, index) => (phase, index)).FirstOrDefault(each => each.phase.Name == name, (null!, -1)).Item2;
        return at >= 0 && at + 1 < Routing.Count ? Routing[at + 1] : null;
    }

    /// <summary>Whether some policy lets only verification that was run again pass.</summary>
    public bool RequiresReproducibleVerification => Policies.Any(policy => policy.Rule == "require_reproducible_verification");
}

/// <summary>How a project says it is verified: the only commands that are ever run again.</summary>
public sealed record DeclaredVerification
{
    /// <summary>The commands, each as arguments.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Commands { get; init; } = [];

    /// <summary>How long each of them may take, in seconds.</summary>
    public int TimeoutSeconds { get; init; } = 30;
}

/// <summary>What a project is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Goal">What it is to reach, at most 500 characters; or null.</param>
/// <param name="Description">More, for people; or null.</param>
/// <param name="DefaultBranch">The branch that everything ends in, or null.</param>
public sealed record ProjectInfo(string Id, string Name, string? Goal = null, string? Description = null, string? DefaultBranch = null);

/// <summary>What a role may do with the work tree.</summary>
public enum WriteAuthority
{
    /// <summary>Changes it.</summary>
    Authoritative,

    /// <summary>Proposes changes, which somebody else applies.</summary>
    Proposed,

    /// <summary>Only speaks its mind.</summary>
    ReviewOnly,
}

/// <summary>Somebody who can have a turn.</summary>
public sealed record Role
{
    /// <summary>Its name, for people.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>What it is there for.</summary>
    public string Mandate { get; init; } = string.Empty;

    /// <summary>What it may do with the work tree.</summary>
    public WriteAuthority WriteAuthority { get; init; }

    /// <summary>Which runtime does its work.</summary>
    public string RuntimeId { get; init; } = string.Empty;

    /// <summary>From 0 to 99: whose lasting decisions it may override; or null.</summary>
    public int? DecisionAuthority { get; init; }

    /// <summary>The files it is about, as patterns.</summary>
    public IReadOnlyList<string> DeclaredFileScope { get; init; } = [];
}

/// <summary>Something that does the work.</summary>
/// <param name="Type">manual, local_cli, api_proxy, mcp or remote_agent.</param>
/// <param name="Settings">The object as the file has it.</param>
public sealed record Runtime(string Type, JsonElement Settings);

/// <summary>A phase of a run.</summary>
/// <param name="Name">Its name.</param>
public sealed record Phase(string Name)
{
    /// <summary>Who has the first turn, or null.</summary>
    public string? EntryRole { get; init; }

    /// <summary>Who may have a turn; <c>human</c> among them when a person may be asked.</summary>
    public IReadOnlyList<string> AllowedNextRoles { get; init; } = [];

    /// <summary>The gate at its end, or null when it is open.</summary>
    public string? ExitGate { get; init; }

    /// <summary>How many turns may be at work at a time, from 1 to 4.</summary>
    public int MaxConcurrentTurns { get; init; } = 1;

    /// <summary>How long the phase may take, in minutes, or null.</summary>
    public decimal? TimeoutMinutes { get; init; }

    /// <summary>What happens then: escalate, warn or skip_phase; or null.</summary>
    public string? TimeoutAction { get; init; }
}

/// <summary>What has to hold at the end of a phase.</summary>
public sealed record PhaseGate
{
    /// <summary>Files that have to be there and make sense.</summary>
    public IReadOnlyList<string> RequiresFiles { get; init; } = [];

    /// <summary>Whether the turn's verification has to pass.</summary>
    public bool RequiresVerificationPass { get; init; }

    /// <summary>Whether a person has to approve.</summary>
    public bool RequiresHumanApproval { get; init; }

    /// <summary>Whether only a person may approve, whatever a policy says.</summary>
    public bool Credentialed { get; init; }

    /// <summary>What is run on approval.</summary>
    public IReadOnlyList<GateAction> Actions { get; init; } = [];
}

/// <summary>A command that is run when a gate is approved.</summary>
/// <param name="Run">The shell command.</param>
/// <param name="Label">Its name, for people; or null.</param>
/// <param name="TimeoutMilliseconds">How long it may take: from a second to an hour.</param>
public sealed record GateAction(string Run, string? Label, int TimeoutMilliseconds = 900_000);

/// <summary>A file that a phase is to produce.</summary>
/// <param name="Path">Relative to the project.</param>
public sealed record PhaseArtifact(string Path)
{
    /// <summary>How it is read: one of the built-in meanings, <c>section_check</c>, or null when it only has to be there.</summary>
    public string? Semantics { get; init; }

    /// <summary>The sections that <c>section_check</c> wants.</summary>
    public IReadOnlyList<string> RequiredSections { get; init; } = [];

    /// <summary>The role that has to have had a turn in the phase, or null.</summary>
    public string? OwnedBy { get; init; }

    /// <summary>Whether the phase cannot end without it.</summary>
    public bool Required { get; init; } = true;
}

/// <summary>What a run may cost, in US dollars.</summary>
public sealed record Budget
{
    /// <summary>What a turn is expected to cost at most; reserved while it is at work. Null when nothing is said.</summary>
    public decimal? PerTurnMaxUsd { get; init; }

    /// <summary>What the run may cost, or null when there is no limit.</summary>
    public decimal? PerRunMaxUsd { get; init; }

    /// <summary><c>pause_and_escalate</c> or <c>warn</c>.</summary>
    public string OnExceed { get; init; } = "pause_and_escalate";

    /// <summary>By model: what a million tokens cost.</summary>
    public IReadOnlyDictionary<string, CostRate> CostRates { get; init; } = Empty.Of<CostRate>();
}

/// <summary>What a million tokens cost, in US dollars.</summary>
/// <param name="InputPer1M">Sent.</param>
/// <param name="OutputPer1M">Coming back.</param>
public sealed record CostRate(decimal InputPer1M, decimal OutputPer1M);

/// <summary>Rules for turns.</summary>
public sealed record Rules
{
    /// <summary>Whether a role that only reviews has to object to something.</summary>
    public bool ChallengeRequired { get; init; } = true;

    /// <summary>How many attempts a turn has, the first one counted.</summary>
    public int MaxTurnRetries { get; init; } = 2;

    /// <summary>How many times a pair of roles may hand work back and forth.</summary>
    public int? MaxDeadlockCycles { get; init; }
}

/// <summary>A rule that acceptance is checked against.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Rule">max_turns_per_phase, max_total_turns, max_consecutive_same_role, max_cost_per_turn, require_status or require_reproducible_verification.</param>
/// <param name="Action">block, warn or escalate.</param>
public sealed record AcceptancePolicy(string Id, string Rule, string Action)
{
    /// <summary>The number that must not be passed (<c>params.limit</c>, or <c>params.limit_usd</c>), or null.</summary>
    public decimal? Limit { get; init; }

    /// <summary>The result statuses that are allowed, for require_status.</summary>
    public IReadOnlyList<string> AllowedStatuses { get; init; } = [];

    /// <summary>The phases it counts in; everywhere when empty.</summary>
    public IReadOnlyList<string> Phases { get; init; } = [];

    /// <summary>The roles it counts for; all when empty.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>What to tell people, or null.</summary>
    public string? Message { get; init; }
}

/// <summary>Which gates need no person.</summary>
public sealed record ApprovalPolicy
{
    /// <summary>The word for <see cref="Proposals"/> that lets them apply by themselves.</summary>
    public const string AutomaticProposals = "auto";

    /// <summary>Whether what turns propose is applied by itself (<c>auto</c>) or by a person (<c>manual</c>).</summary>
    public string Proposals { get; init; } = "manual";

    /// <summary>What counts where no rule does: <c>require_human</c> or <c>auto_approve</c>.</summary>
    public string PhaseTransitionDefault { get; init; } = "require_human";

    /// <summary>The rules for changes of phase; the first that fits counts.</summary>
    public IReadOnlyList<ApprovalRule> PhaseTransitions { get; init; } = [];

    /// <summary>The rule for the end of the run, or null.</summary>
    public ApprovalRule? RunCompletion { get; init; }
}

/// <summary>When a gate needs no person.</summary>
public sealed record ApprovalRule
{
    /// <summary>The phase it counts for, or null for all.</summary>
    public string? FromPhase { get; init; }

    /// <summary>The phase it counts for, or null for all.</summary>
    public string? ToPhase { get; init; }

    /// <summary><c>require_human</c> or <c>auto_approve</c>.</summary>
    public string Action { get; init; } = "require_human";

    /// <summary>Whether the gate's other conditions have to hold; null when it does not matter.</summary>
    public bool? GatePassed { get; init; }

    /// <summary>The roles that have to have had an accepted turn in the phase.</summary>
    public IReadOnlyList<string> RolesParticipated { get; init; } = [];

    /// <summary>Whether every phase has to have had an accepted turn.</summary>
    public bool AllPhasesVisited { get; init; }

    /// <summary>False when the rule is not to count for credentialed gates, which no policy approves anyway; null when nothing is said.</summary>
    public bool? CredentialedGate { get; init; }
}

/// <summary>How long things may take, in minutes; null where there is no limit.</summary>
public sealed record Timeouts
{
    /// <summary>A turn.</summary>
    public decimal? PerTurnMinutes { get; init; }

    /// <summary>A phase.</summary>
    public decimal? PerPhaseMinutes { get; init; }

    /// <summary>A run.</summary>
    public decimal? PerRunMinutes { get; init; }

    /// <summary>escalate or warn.</summary>
    public string Action { get; init; } = "escalate";
}

/// <summary>How the loop runs.</summary>
public sealed record RunLoopSettings
{
    /// <summary>After how many accepted turns with the same gate failure a run is blocked.</summary>
    public int NonProgressThreshold { get; init; } = 3;

    /// <summary>After how many turns the loop stops.</summary>
    public int MaxTurns { get; init; } = 50;
}
