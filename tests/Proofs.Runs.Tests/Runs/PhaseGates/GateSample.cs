using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.PhaseGates;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Tests.Runs.PhaseGates;

/// <summary>A run of three phases with a gate behind each, and turns that ask to pass it.</summary>
internal sealed record GateSample
{
    internal PhaseGate Gate { get; init; } = new();

    internal string? ExitGate { get; init; } = "gate";

    internal string Phase { get; init; } = "build";

    internal IReadOnlyList<PhaseArtifact> Artifacts { get; init; } = [];

    internal IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal IReadOnlyList<HistoryEntry> History { get; init; } = [];

    internal bool OnlyReplays { get; init; }

    internal ApprovalPolicy? Policy { get; init; }

    internal HistoryEntry Turn { get; init; } = new() { TurnId = "turn_9", RunId = "run_1", Role = "dev", Phase = "build", Status = "completed", PhaseTransitionRequest = "check" };

    internal RunState State => new() { RunId = "run_1", Status = RunStatus.Active, Phase = Phase };

    internal RunConfiguration Configuration => new()
    {
        Routing = [new("plan") { ExitGate = ExitGate }, new("build") { ExitGate = ExitGate }, new("check") { ExitGate = ExitGate }],
        Gates = new Dictionary<string, PhaseGate>(StringComparer.Ordinal) { ["gate"] = Gate },
        WorkflowKit = new Dictionary<string, IReadOnlyList<PhaseArtifact>>(StringComparer.Ordinal) { [Phase] = Artifacts },
        Policies = OnlyReplays ? [new("replays", "require_reproducible_verification", "block")] : [],
        ApprovalPolicy = Policy,
    };

    internal RunFacts Facts => new(DateTimeOffset.UnixEpoch) { History = History, ReadFile = path => Files.GetValueOrDefault(path) };

    internal GateEvaluation Exit() => PhaseExit.Evaluate(State, Configuration, GateRequest.For(Turn), Facts);

    internal GateEvaluation End() => RunCompletion.Evaluate(State, Configuration, GateRequest.For(Turn), Facts);

    internal ApprovalDecision Decide(GateEvaluation evaluation) => ApprovalPolicies.Decide(evaluation, State, Configuration, Facts);

    internal GateSample Asking(string? phase) => this with { Turn = Turn with { PhaseTransitionRequest = phase } };

    /// <summary>The last phase, and a turn that asks for the run's end.</summary>
    internal GateSample AtEnd() => this with { Phase = "check", Turn = Turn with { Phase = "check", PhaseTransitionRequest = null, RunCompletionRequest = true } };

    internal GateSample Saying(VerificationStatus? claimed, string? worth = null, bool isReproducible = false) => this with
    {
        Turn = Turn with
        {
            Verification = claimed is { } status ? new() { Status = status } : null,
            NormalizedVerification = worth is null ? null : new() { Status = worth, Reproducible = isReproducible, Grade = isReproducible ? "replayed" : "attested", Reason = "because" },
        },
    };

    internal GateSample With(params (string Path, string Text)[] files) => this with { Files = files.ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal) };

    internal static HistoryEntry Had(string role, string phase, string status = "completed", string run = "run_1") => new() { TurnId = "turn_1", RunId = run, Role = role, Phase = phase, Status = status };
}
