using System.Text;
using System.Text.Json.Nodes;
using Proofs.Evidence;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;

namespace Proofs.Workers.Scripted;

/// <summary>
/// Plays a written scenario: for each turn the first scene that is for its role, phase and attempt. It asks nobody, so that its evidence grade is
/// <see cref="EvidenceGrade.Stub"/>, and it remembers nothing, so that a run that was interrupted goes on where it stopped.
/// </summary>
/// <param name="scenario">What it plays.</param>
/// <param name="time">The clock of the scenes' delays.</param>
public sealed class ScriptedWorker(Scenario scenario, TimeProvider time) : IWorker
{
    /// <inheritdoc/>
    public async Task<WorkResult> WorkAsync(WorkOrder order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        DateTimeOffset started = time.GetUtcNow();
        long from = time.GetTimestamp();
        if (scenario.Scenes.FirstOrDefault(each => each.IsFor(order)) is not { } scene)
        {
            return WorkResult.Failed(new("scene_missing", $"The scenario has no turn for the role \"{order.Role}\" in the phase \"{order.Phase}\" at attempt {order.Attempt}.") { IsRetryable = false, Cost = WorkFailure.Nothing });
        }

        TimeSpan limit = OrderLimit.Of(order);
        Task delay = Task.Delay(scene.Delay < limit ? scene.Delay : limit, time, cancellation);
        await delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (delay.IsCanceled || limit < scene.Delay)
        {
            return WorkResult.Failed(Failures.GivenUp(order, delay.IsCanceled));
        }

        if (Write(order, scene) is { } refused)
        {
            return WorkResult.Failed(refused);
        }

        DispatchRecord record = new()
        {
            Worker = "scripted",
            EvidenceGrade = EvidenceGrade.Stub,
            Usage = WorkFailure.Nothing,
            StartedAt = started,
            LatencyMs = (long)time.GetElapsedTime(from).TotalMilliseconds,
        };
        return (scene.Result is { } said ? WorkResult.Done(Encoding.UTF8.GetBytes(Result(order, scene, said).ToJsonString())) : WorkResult.Failed(scene.Failure!)) with { Record = record };
    }

    private static WorkFailure? Write(WorkOrder order, Scene scene)
    {
        try
        {
            ConfinedFiles files = new(order.Root);
            foreach ((string path, string? content) in scene.Files)
            {
                if (content is null)
                {
                    files.Delete(path);
                }
                else
                {
                    files.Write(path, Encoding.UTF8.GetBytes(content));
                }
            }

            return null;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            // What a scenario names may be anything; the tree as it is decides what can be written.
            return new("scene_failed", $"What the scenario wants written cannot be written: {broken.Message}") { IsRetryable = false, Cost = WorkFailure.Nothing };
        }
    }

    /// <summary>What the scenario says, and for all else what a turn that went well would say.</summary>
    private static JsonObject Result(WorkOrder order, Scene scene, JsonObject said)
    {
        bool writes = order.WriteAuthority is WriteAuthority.Authoritative;
        JsonObject result = new()
        {
            ["schema_version"] = "1.0",
            ["run_id"] = order.RunId,
            ["turn_id"] = order.TurnId,
            ["role"] = order.Role,
            ["runtime_id"] = order.RuntimeId,
            ["status"] = "completed",
            ["summary"] = $"The scenario's turn of {order.Role}.",
            ["decisions"] = new JsonArray(),
            ["objections"] = new JsonArray(),
            ["files_changed"] = new JsonArray([.. scene.Files.Where(_ => writes).Select(each => JsonValue.Create(each.Key))]),
            ["artifacts_created"] = new JsonArray(),
            ["verification"] = new JsonObject { ["status"] = "skipped" },
            ["artifact"] = new JsonObject { ["type"] = writes ? "workspace" : order.WriteAuthority is WriteAuthority.Proposed ? "patch" : "review" },
            ["proposed_next_role"] = "human",
            ["cost"] = new JsonObject { ["input_tokens"] = 0, ["output_tokens"] = 0, ["usd"] = 0 },
        };
        foreach ((string key, JsonNode? value) in said)
        {
            result[key] = value?.DeepClone();
        }

        return result;
    }
}
