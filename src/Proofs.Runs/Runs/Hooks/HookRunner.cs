using System.Text.Json;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Storage;
using Proofs.Verdicts;

namespace Proofs.Runs.Runs.Hooks;

/// <summary>
/// Asks the hooks of a phase, one after the other, and keeps the audit. What a hook must not change is looked at before and after each and put back.
/// Source: AgentXchain protocol v7, hooks, runHooks.
/// </summary>
/// <param name="root">The project's folder.</param>
/// <param name="configuration">Its configuration.</param>
/// <param name="time">The clock.</param>
/// <param name="transports">How hooks are asked; one for each type. A hook of a type that is not among them fails.</param>
/// <remarks>To be used while the run's lock is held: whatever changes meanwhile in the run's records was a hook, and is undone.</remarks>
public sealed class HookRunner(string root, RunConfiguration configuration, TimeProvider time, params IReadOnlyList<IHookTransport> transports)
{
    private readonly ProjectFolder _folder = new(root);

    /// <summary>Asks them. Hooks behind one that stops the phase are not asked, and the audit says so.</summary>
    /// <param name="phase">The phase of hooks, as a configuration names it.</param>
    /// <param name="payload">What the hooks are told of it.</param>
    /// <param name="runId">The run, or null.</param>
    /// <param name="turnId">The turn, or null.</param>
    /// <param name="cancellation">Stops the hook that is being asked; it counts as one that failed.</param>
    /// <exception cref="IOException">The audit cannot be written.</exception>
    public async Task<HookRun> RunAsync(string phase, JsonElement payload, string? runId = null, string? turnId = null, CancellationToken cancellation = default)
    {
        IReadOnlyList<Hook> hooks = configuration.Hooks.GetValueOrDefault(phase, []);
        if (hooks.Count == 0)
        {
            return new();
        }

        ProtectedFiles files = new(_folder.Root, configuration, turnId);
        List<HookAuditEntry> entries = [];
        List<string> warnings = [];
        Problem? problem = null;
        foreach (Hook hook in hooks)
        {
            HookAuditEntry about = new() { Timestamp = time.GetUtcNow(), HookPhase = phase, HookName = hook.Name, RunId = runId, TurnId = turnId, OrchestratorAction = HookOutcomes.Skipped };
            if (problem is null)
            {
                long start = time.GetTimestamp();
                HookAnswer answer = await AskAsync(new(hook, HookEnvelope.Write(phase, hook.Name, runId, _folder.Root, about.Timestamp, payload), _folder.Root), cancellation).ConfigureAwait(false);
                long duration = (long)time.GetElapsedTime(start).TotalMilliseconds;
                Restoration restored = files.Restore();
                HookOutcome outcome = HookOutcomes.Judge(phase, hook, answer);
                outcome = restored.Changed.Count > 0 ? HookOutcomes.ForTamper(outcome, restored.Changed, restored.Failures) : outcome;
                about = about with
                {
                    Transport = hook.Type,
                    DurationMs = duration,
                    Verdict = outcome.Verdict,
                    Message = outcome.Message,
                    Annotations = outcome.Annotations,
                    ExitCode = answer.ExitCode,
                    TimedOut = answer.TimedOut,
                    StderrExcerpt = HookOutcomes.Excerpt(answer.Error),
                    OrchestratorAction = outcome.Action,
                };
                problem = outcome.Stops ? ProblemOf(about, restored) : null;
                if (!outcome.Stops && outcome.Action != HookOutcomes.Continued)
                {
                    warnings.Add($"The hook \"{hook.Name}\" of {phase}: {outcome.Message ?? outcome.Action}");
                }
            }

            entries.Add(about);
            Keep(about, files);
        }

        return new() { Entries = entries, Problem = problem, Warnings = warnings };
    }

    private Task<HookAnswer> AskAsync(HookCall call, CancellationToken cancellation) =>
        transports.FirstOrDefault(each => each.Type == call.Hook.Type)?.AskAsync(call, cancellation)
        ?? Task.FromResult(new HookAnswer { Failure = $"Hooks of type {call.Hook.Type} cannot be asked here." });

    private void Keep(HookAuditEntry entry, ProtectedFiles files)
    {
        _folder.Append(RunPaths.HookAudit, JsonLines.Write([entry], HookJson.Line.HookAuditEntry));
        if (entry.Annotations is { } annotations)
        {
            HookAnnotations kept = new() { Timestamp = entry.Timestamp, HookPhase = entry.HookPhase, HookName = entry.HookName, RunId = entry.RunId, TurnId = entry.TurnId, Annotations = annotations };
            _folder.Append(RunPaths.HookAnnotations, JsonLines.Write([kept], HookJson.Line.HookAnnotations));
        }

        files.Refresh(RunPaths.HookAudit, RunPaths.HookAnnotations);
    }

    private static Problem ProblemOf(HookAuditEntry entry, Restoration restored)
    {
        ReasonCode reason = restored.Changed.Count > 0 ? Reason(restored.Changed[0]) : RunCodes.HookBlocked;
        string who = $"The hook \"{entry.HookName}\" of {entry.HookPhase}";
        return new(reason, $"{who} stopped the phase ({entry.OrchestratorAction}): {entry.Message ?? "it gave no reason."}") { Path = restored.Changed.Count > 0 ? restored.Changed[0] : null };
    }

    private static ReasonCode Reason(string changed) =>
        changed.StartsWith($"{RunPaths.Folder}/dispatch/turns/", StringComparison.Ordinal) || changed.StartsWith($"{RunPaths.Folder}/staging/", StringComparison.Ordinal) ? RunCodes.HookBundleTamper
        : changed == RunPaths.Folder || changed.StartsWith(RunPaths.Folder + "/", StringComparison.Ordinal) ? RunCodes.HookStateTamper
        : RunCodes.HookConfigTamper;
}
