using System.Globalization;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;

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
            result = ResultFile.TryRead(given, out string? problem);
            if (result is null)
            {
                return WorkResult.Failed(new("result_missing", $"{given}: {problem}") { IsRetryable = false, Cost = WorkFailure.Nothing });
            }
        }
        else
        {
            options.Tell(Instruction(order));
            result = await WaitAsync(order.StagingPath, cancellation).ConfigureAwait(false);
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

    private async Task<byte[]> WaitAsync(string path, CancellationToken cancellation)
    {
        string folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        using SemaphoreSlim changed = new(0);
        using FileSystemWatcher watcher = new(folder);
        void Release(object sender, FileSystemEventArgs happened) => changed.Release();
        watcher.Created += Release;
        watcher.Changed += Release;
        watcher.Renamed += Release;
        watcher.EnableRaisingEvents = true;
        while (true)
        {
            // A result that cannot be read yet may be half written.
            if (ResultFile.TryRead(path, out _) is { } result)
            {
                return result;
            }

            using CancellationTokenSource pause = new(Look, time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, cancellation);
            try
            {
                await changed.WaitAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // Nothing was told of; it is looked at once more.
            }
        }
    }

    private static string Instruction(WorkOrder order) => string.Create(CultureInfo.InvariantCulture, $$"""
        Turn {{order.TurnId}} of the role {{order.Role}} (attempt {{order.Attempt}}, phase {{order.Phase}}) is yours.
          What to do:    {{Path.Combine(order.BundlePath, "PROMPT.md")}}
          What is known: {{Path.Combine(order.BundlePath, "CONTEXT.md")}}
          Then write:    {{order.StagingPath}}
        {
          "schema_version": "1.0", "run_id": "{{order.RunId}}", "turn_id": "{{order.TurnId}}", "role": "{{order.Role}}", "runtime_id": "{{order.RuntimeId}}",
          "status": "completed", "summary": "what you did",
          "decisions": [], "objections": [], "files_changed": [], "verification": { "status": "skipped" },
          "artifact": { "type": "{{Artifact(order.WriteAuthority)}}" }, "proposed_next_role": "human"
        }
        """);

    private static string Artifact(WriteAuthority authority) => authority switch
    {
        WriteAuthority.Authoritative => "workspace",
        WriteAuthority.Proposed => "patch",
        _ => "review",
    };
}
