using System.Text;
using System.Text.Json;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Dispatch;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.Dispatch;

/// <summary>A run in its second phase, and a turn that is to be dispatched.</summary>
internal sealed record BundleSample
{
    private const string Folder = ".planning";

    internal WriteAuthority Authority { get; init; } = WriteAuthority.Authoritative;

    internal string Runtime { get; init; } = "local_cli";

    internal string Phase { get; init; } = "build";

    internal Turn Turn { get; init; } = new()
    {
        TurnId = "turn_2",
        RunId = "run_1",
        AssignedRole = "dev",
        RuntimeId = "main",
        AssignedSequence = 1,
        DeadlineAt = new(2026, 4, 15, 12, 0, 0, TimeSpan.Zero),
    };

    internal RunState State { get; init; } = new()
    {
        RunId = "run_1",
        Status = RunStatus.Active,
        AcceptedSequence = 1,
        AcceptedIntegrationRef = "git:0000",
        PhaseGateStatus = new Dictionary<string, string>(StringComparer.Ordinal) { ["plan_gate"] = "passed" },
        BudgetReservations = new Dictionary<string, BudgetReservation>(StringComparer.Ordinal) { ["turn_2"] = new() { ReservedUsd = 1.50m } },
    };

    internal PhaseGate Gate { get; init; } = new() { RequiresFiles = ["src/app.js"], RequiresVerificationPass = true, RequiresHumanApproval = true };

    internal IReadOnlyList<PhaseArtifact> Artifacts { get; init; } = [new($"{Folder}/IMPLEMENTATION_NOTES.md") { OwnedBy = "dev" }];

    internal IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["src/app.js"] = "const a = 1;\n", [$"{Folder}/SYSTEM_SPEC.md"] = "## Purpose\nCount.\n" };

    internal IReadOnlyList<HistoryEntry> History { get; init; } =
    [
        new()
        {
            TurnId = "turn_1", RunId = "run_1", Role = "pm", Phase = "plan", Status = "completed", Summary = "Wrote down what is to be built.", FilesChanged = [$"{Folder}/SYSTEM_SPEC.md"],
            NormalizedVerification = new() { Status = "skipped" }, Objections = [new() { Id = "OBJ-001", Severity = "low", Statement = "It is not fast." }],
        },
    ];

    internal IReadOnlyList<LedgerDecision> Decisions { get; init; } = [new() { Id = "DEC-001", Phase = "plan", Role = "pm", Statement = "Count only whole things.", RunId = "run_1" }];

    internal IReadOnlyList<DispatchWarning> Warnings { get; init; } = [];

    internal string? CustomPrompt { get; init; }

    internal string Mandate { get; init; } = "Build what the specification says.";

    internal IReadOnlyList<AcceptancePolicy> Policies { get; init; } = [];

    internal bool ChallengeRequired { get; init; } = true;

    internal RunConfiguration Configuration => new()
    {
        Project = new("p", "P", Goal: "Count things."),
        Roles = new Dictionary<string, Role>(StringComparer.Ordinal) { ["dev"] = new() { Title = "Developer", Mandate = Mandate, WriteAuthority = Authority, RuntimeId = "main" } },
        Runtimes = new Dictionary<string, Runtime>(StringComparer.Ordinal) { ["main"] = new(Runtime, default) },
        Routing = [new("plan") { ExitGate = "plan_gate", AllowedNextRoles = ["pm"] }, new("build") { ExitGate = "build_gate", AllowedNextRoles = ["dev", "qa"] }, new("check") { AllowedNextRoles = ["qa", "human"] }],
        Gates = new Dictionary<string, PhaseGate>(StringComparer.Ordinal) { ["plan_gate"] = new(), ["build_gate"] = Gate },
        WorkflowKit = new Dictionary<string, IReadOnlyList<PhaseArtifact>>(StringComparer.Ordinal) { ["build"] = Artifacts },
        Policies = Policies,
        Rules = new() { ChallengeRequired = ChallengeRequired },
    };

    internal IReadOnlyDictionary<string, byte[]> Write() => DispatchBundle.Write(State with { Phase = Phase }, Configuration, Turn, new(new RunFacts(DateTimeOffset.UnixEpoch)
    {
        History = History,
        DecisionIds = Decisions.Select(decision => decision.Id).ToHashSet(StringComparer.Ordinal),
        ReadFile = path => Files.GetValueOrDefault(path),
    })
    {
        Decisions = Decisions,
        Warnings = Warnings,
        CustomPrompt = CustomPrompt,
    });

    internal string Prompt() => Encoding.UTF8.GetString(Write()["PROMPT.md"]);

    internal string Context() => Encoding.UTF8.GetString(Write()["CONTEXT.md"]);

    internal JsonElement Assignment() => JsonElement.Parse(Write()["ASSIGNMENT.json"]);

    internal BundleSample Having(Func<HistoryEntry, HistoryEntry> last) => this with { History = [last(History[0])] };
}
