using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Operations;

/// <summary>A run in memory that commands are put to: what a runner keeps on disk is kept here.</summary>
internal sealed class Scene
{
    internal static readonly DateTimeOffset Start = new(2026, 5, 4, 10, 0, 0, TimeSpan.Zero);

    internal static readonly RunConfiguration Project = new()
    {
        Project = new("demo", "Demo"),
        Roles = new Dictionary<string, Role>(StringComparer.Ordinal)
        {
            ["pm"] = new() { Title = "PM", Mandate = "Plan", WriteAuthority = WriteAuthority.ReviewOnly, RuntimeId = "desk" },
            ["dev"] = new() { Title = "Dev", Mandate = "Build", WriteAuthority = WriteAuthority.Authoritative, RuntimeId = "shell", DecisionAuthority = 10 },
            ["qa"] = new() { Title = "QA", Mandate = "Check", WriteAuthority = WriteAuthority.ReviewOnly, RuntimeId = "desk", DecisionAuthority = 50 },
        },
        Runtimes = new Dictionary<string, Runtime>(StringComparer.Ordinal) { ["desk"] = new("manual", default), ["shell"] = new("local_cli", default) },
        Routing =
        [
            new("planning") { EntryRole = "pm", AllowedNextRoles = ["pm", "dev", "human"], ExitGate = "plan" },
            new("implementation") { EntryRole = "dev", AllowedNextRoles = ["dev", "qa", "pm", "human"], ExitGate = "build", MaxConcurrentTurns = 3 },
            new("qa") { EntryRole = "qa", AllowedNextRoles = ["qa", "dev", "human"], ExitGate = "ship" },
        ],
        Gates = new Dictionary<string, PhaseGate>(StringComparer.Ordinal)
        {
            ["plan"] = new() { RequiresHumanApproval = true },
            ["build"] = new() { RequiresFiles = ["out.txt"] },
            ["ship"] = new() { RequiresHumanApproval = true, Credentialed = true },
        },
    };

    private int _ids;

    internal Scene(RunConfiguration? configuration = null) => Configuration = configuration ?? Project;

    internal RunConfiguration Configuration { get; set; }

    internal RunState State { get; set; } = new();

    internal DateTimeOffset Now { get; set; } = Start;

    internal List<HistoryEntry> History { get; } = [];

    internal List<LedgerDecision> Ledger { get; } = [];

    internal List<LedgerRecord> Governance { get; } = [];

    internal List<RunEvent> Events { get; } = [];

    internal Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    internal Baseline? Baseline { get; set; }

    internal VerificationReplay? Replay { get; set; }

    internal TreeFacts? Tree { get; set; }

    internal RunFacts Facts => new(Now)
    {
        History = [.. History],
        DecisionIds = Ledger.Select(decision => decision.Id).ToHashSet(StringComparer.Ordinal),
        Governance = [.. Governance],
        ReadFile = path => Files.GetValueOrDefault(path),
        Baseline = Baseline,
        Replay = Replay,
        Tree = Tree,
    };

    /// <summary>A run that has begun.</summary>
    internal static Scene Begun(RunConfiguration? configuration = null, string? phase = null)
    {
        Scene scene = new(configuration);
        scene.Allow(new InitializeRun(scene.Id("run_")));
        if (phase is not null)
        {
            scene.State = scene.State with { Phase = phase };
        }

        return scene;
    }

    internal string Id(string prefix) => $"{prefix}{++_ids:x16}";

    /// <summary>Puts a command to the run and keeps what comes of it.</summary>
    internal Ruling Put(RunCommand command)
    {
        Ruling ruling = RunMachine.Apply(State, Configuration, command, Facts);
        if (ruling.Change is { } change)
        {
            State = change.State;
            History.AddRange(change.History);
            Ledger.AddRange(change.Decisions);
            Governance.AddRange(change.Governance);
            Events.AddRange(change.Events);
        }

        return ruling;
    }

    internal Change Allow(RunCommand command)
    {
        Ruling ruling = Put(command);
        Assert.True(ruling.IsAllowed, ruling.Refusal?.Message);
        return ruling.Change!;
    }

    internal Problem Refuse(RunCommand command)
    {
        RunState before = State;
        Ruling ruling = Put(command);
        Assert.False(ruling.IsAllowed);
        if (ruling.Change is null)
        {
            Assert.Same(before, State);
        }

        return ruling.Refusal!;
    }

    /// <summary>Assigns a turn and dispatches it.</summary>
    internal string Turn(string role)
    {
        string id = Id("turn_");
        Allow(new AssignTurn(role, id));
        Allow(new MoveTurn(id, TurnStatus.Dispatched));
        return id;
    }

    /// <summary>Assigns, dispatches and accepts a turn.</summary>
    internal Change Accept(string role, Action<JsonObject>? alter = null)
    {
        string id = Turn(role);
        return Allow(new AcceptTurn(id, Result(id, alter)));
    }

    /// <summary>A result that holds, for a turn that is at work.</summary>
    internal byte[] Result(string turnId, Action<JsonObject>? alter = null)
    {
        Turn turn = State.ActiveTurns[turnId];
        bool writes = Configuration.Roles[turn.AssignedRole].WriteAuthority is WriteAuthority.Authoritative;
        JsonObject result = new()
        {
            ["schema_version"] = "1.0",
            ["run_id"] = State.RunId,
            ["turn_id"] = turnId,
            ["role"] = turn.AssignedRole,
            ["runtime_id"] = turn.RuntimeId,
            ["status"] = "completed",
            ["summary"] = $"Work of {turn.AssignedRole}",
            ["decisions"] = new JsonArray(),
            ["objections"] = writes ? [] : new JsonArray(new JsonObject { ["id"] = "OBJ-001", ["severity"] = "low", ["statement"] = "Could be shorter.", ["status"] = "raised" }),
            ["files_changed"] = writes ? new JsonArray($"src/{turnId}.txt") : [],
            ["verification"] = new JsonObject { ["status"] = "pass" },
            ["artifact"] = new JsonObject { ["type"] = writes ? "workspace" : "review" },
            ["proposed_next_role"] = turn.AssignedRole,
        };
        alter?.Invoke(result);
        return Encoding.UTF8.GetBytes(result.ToJsonString());
    }

    internal static JsonObject Decision(string id, string? durability = null, string? overrides = null)
    {
        JsonObject decision = new() { ["id"] = id, ["category"] = "scope", ["statement"] = $"Statement of {id}", ["rationale"] = "Because." };
        if (durability is not null)
        {
            decision["durability"] = durability;
        }

        if (overrides is not null)
        {
            decision["overrides"] = overrides;
        }

        return decision;
    }

    internal static string Json(RunState state) => JsonSerializer.Serialize(state, ProtocolJson.Indented.RunState);
}
