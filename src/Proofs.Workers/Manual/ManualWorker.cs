using System.Globalization;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;
using Proofs.Texts;
using Proofs.Workers.Results;

namespace Proofs.Workers.Manual;

/// <summary>Has a person do a turn: tells what is to be done and waits for the result where the assignment wants it, or takes a file that is there.</summary>
/// <param name="options">How it is told, and the file, when there is one.</param>
/// <param name="time">The clock.</param>
public sealed class ManualWorker(ManualOptions options, TimeProvider time) : IWorker
{
    /// <summary>Where file events get lost (network disks, containers), this often somebody looks all the same.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<WorkResult> WorkAsync(WorkOrder order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        DateTimeOffset started = time.GetUtcNow();
        long from = time.GetTimestamp();
        byte[]? result;
        if (options.ResultFile is { } given)
        {
            string file = Path.GetFullPath(given);
            result = ResultFile.Read(Path.GetDirectoryName(file)!, file, out string? problem);
            if (result is null)
            {
                return WorkResult.Failed(new("result_missing", SafeText.Neutralise($"The result was not taken from {given}: {problem ?? "there is nothing in it"}.")) { IsRetryable = false, Cost = WorkFailure.Nothing });
            }
        }
        else
        {
            options.Tell(Instruction(order));
            result = await WaitAsync(order, cancellation).ConfigureAwait(false);
            if (result is null)
            {
                return WorkResult.Failed(Failures.GivenUp(order, cancellation.IsCancellationRequested));
            }
        }

        return WorkResult.Done(result) with
        {
            Record = new()
            {
                Worker = "manual",
                EvidenceGrade = EvidenceGrade.Unobserved,
                StartedAt = started,
                LatencyMs = (long)time.GetElapsedTime(from).TotalMilliseconds,
            },
        };
    }

    /// <summary>The result, or null when the run stops or the order's time is over.</summary>
    private async Task<byte[]?> WaitAsync(WorkOrder order, CancellationToken cancellation)
    {
        string folder = Path.GetDirectoryName(order.StagingPath)!;
        Directory.CreateDirectory(folder);
        using SemaphoreSlim changed = new(0);
        using FileSystemWatcher watcher = new(folder);
        void Release(object sender, FileSystemEventArgs happened) => changed.Release();
        watcher.Created += Release;
        watcher.Changed += Release;
        watcher.Renamed += Release;
        watcher.EnableRaisingEvents = true;
        using CancellationTokenSource limit = new(OrderLimit.Of(order), time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        string? told = null;
        while (!end.IsCancellationRequested)
        {
            if (ResultFile.Read(order.Root, order.StagingPath, out string? problem) is { } result)
            {
                return result;
            }

            using CancellationTokenSource pause = new(Look, time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, end.Token);
            try
            {
                await changed.WaitAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!end.IsCancellationRequested)
            {
                // Nobody has written for a while: what lies there is not half of a result, and whoever wrote it waits for us.
                if (problem is not null && problem != told)
                {
                    options.Tell($"This is no result yet: {problem}.");
                    told = problem;
                }
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }

        return null;
    }

    private static string Instruction(WorkOrder order) => string.Create(CultureInfo.InvariantCulture, $$"""
        Turn {{order.TurnId}} of the role {{order.Role}} (attempt {{order.Attempt}}, phase {{order.Phase}}) is yours.
          What to do:    {{Path.Combine(order.BundlePath, "PROMPT.md")}}
          What is known: {{Path.Combine(order.BundlePath, "CONTEXT.md")}}
          Then write:    {{order.StagingPath}}
        {
          "schema_version": "1.0", "run_id": "{{order.RunId}}", "turn_id": "{{order.TurnId}}", "role": "{{order.Role}}", "runtime_id": "{{order.RuntimeId}}",
          "status": "completed", "summary": "what you did",
          "decisions": [], "objections": {{Objections(order.WriteAuthority)}}, "files_changed": [], "verification": { "status": "skipped" },
          "artifact": { "type": "{{Artifact(order.WriteAuthority)}}" }, "proposed_next_role": "human",
          "phase_transition_request": null, "run_completion_request": null
        }
        PROMPT.md tells what each of these can be, and what asks for the next phase.
        """);

    /// <summary>Who reviews has to object to something; a result without that would be refused.</summary>
    private static string Objections(WriteAuthority authority) => authority is WriteAuthority.ReviewOnly
        ? """[{ "id": "OBJ-001", "severity": "low", "statement": "what is wrong, or could be" }]"""
        : "[]";

    private static string Artifact(WriteAuthority authority) => authority switch
    {
        WriteAuthority.Authoritative => "workspace",
        WriteAuthority.Proposed => "patch",
        _ => "review",
    };
}
