using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Hooks;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Storage;

namespace Proofs.Runs.Runs;

public sealed partial class RunnerInterface
{
    /// <summary>Asks the hooks of a phase; null when they let it go on, and otherwise what the operation comes to: the run is blocked.</summary>
    private RunnerResult? Ask(LoadedRun run, string phase, string? turnId, JsonObject payload, List<string> warnings, CancellationToken cancellation = default)
    {
        // A hook that changed since the run began is not run; what is asked for is refused for that by its own rule.
        HookRun asked = run.Facts.ChangedTerms.Count > 0 ? new() : AskAll(run.State.RunId, phase, turnId, payload, cancellation);
        warnings.AddRange(asked.Warnings);
        if (asked.Problem is not { } problem)
        {
            return null;
        }

        Recovery recovery = new() { TypedReason = problem.Reason.Id, Owner = "human", RecoveryAction = $"Settle what the hook says ({RunPaths.HookAudit} has it), then reactivate the run.", TurnRetained = turnId is not null };
        RunnerResult blocked = Apply(run, new BlockRun($"hook:{phase}:{asked.Entries.LastOrDefault(entry => entry.Transport is not null)?.HookName ?? "unnamed"}", problem.Reason.Id, recovery), "hook_blocked", turnId: null);
        return new() { Refusal = problem, State = blocked.State, Warnings = [.. warnings, .. blocked.Warnings] };
    }

    private HookRun AskAll(string? runId, string phase, string? turnId, JsonObject payload, CancellationToken cancellation = default)
    {
        if (Configuration.Hooks.GetValueOrDefault(phase, []).Count == 0)
        {
            return new();
        }

        using JsonDocument told = JsonDocument.Parse(payload.ToJsonString());
        HookRunner runner = new(Root, Configuration, _time, [new ProcessHookTransport(_time), .. _options.HookTransports]);
        HookRun asked = runner.RunAsync(phase, told.RootElement, runId, turnId, cancellation).GetAwaiter().GetResult();
        // A hook that was stopped has said nothing.
        cancellation.ThrowIfCancellationRequested();
        return asked;
    }

    private static JsonObject Tell(RunState state, Turn? turn) => new()
    {
        ["run_id"] = state.RunId,
        ["phase"] = state.Phase,
        ["turn_id"] = turn?.TurnId,
        ["role"] = turn?.AssignedRole,
        ["attempt"] = turn?.Attempt,
    };
}
