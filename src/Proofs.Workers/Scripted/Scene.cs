using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Work;

namespace Proofs.Workers.Scripted;

/// <summary>What is played at one kind of turn.</summary>
internal sealed record Scene(string Role)
{
    private static readonly HashSet<string> Keys = new(["role", "phase", "attempt", "delay_ms", "files", "result", "failure"], StringComparer.Ordinal);

    /// <summary>The phase that it is for; null for any.</summary>
    internal string? Phase { get; init; }

    /// <summary>The attempt that it is for; null for any.</summary>
    internal int? Attempt { get; init; }

    /// <summary>How long the work takes.</summary>
    internal TimeSpan Delay { get; init; }

    /// <summary>The files it writes, by path relative to the project; null deletes one.</summary>
    internal IReadOnlyList<KeyValuePair<string, string?>> Files { get; init; } = [];

    /// <summary>The result, as far as it is said; null when there is none.</summary>
    internal JsonObject? Result { get; init; }

    /// <summary>Why there is none, or null.</summary>
    internal WorkFailure? Failure { get; init; }

    internal bool IsFor(WorkOrder order) => Role == order.Role && (Phase is null || Phase == order.Phase) && (Attempt is null || Attempt == order.Attempt);

    internal static Scene? Read(JsonNode? node, string place, out string? problem)
    {
        if (node is not JsonObject scene || !Scenario.IsText(scene["role"]))
        {
            problem = $"{place} is no object with the text \"role\".";
            return null;
        }

        problem = scene.Select(each => each.Key).FirstOrDefault(key => !Keys.Contains(key)) is { } unknown ? $"{place}.{unknown} is no key of a scenario."
            : scene["phase"] is { } phase && !Scenario.IsText(phase) ? $"{place}.phase is no text."
            : !IsNumber(scene["attempt"], 1) ? $"{place}.attempt is no whole number from 1 on."
            : !IsNumber(scene["delay_ms"], 0) ? $"{place}.delay_ms is no whole number from 0 on."
            : !IsFiles(scene["files"]) ? $"{place}.files is no object of texts and nulls."
            : scene["result"] is null == scene["failure"] is null ? $"{place} has to have \"result\" or \"failure\", and not both."
            : scene["result"] is not (null or JsonObject) ? $"{place}.result is no object."
            : scene["failure"] is { } failed && !IsFailure(failed) ? $"{place}.failure is no object with the texts \"class\" and \"reason\" and perhaps \"retryable\"."
            : null;
        return problem is not null ? null : new(scene["role"]!.GetValue<string>())
        {
            Phase = scene["phase"]?.GetValue<string>(),
            Attempt = scene["attempt"]?.GetValue<int>(),
            Delay = TimeSpan.FromMilliseconds(scene["delay_ms"]?.GetValue<int>() ?? 0),
            Files = [.. (scene["files"] as JsonObject ?? []).Select(each => KeyValuePair.Create(each.Key, each.Value?.GetValue<string>()))],
            Result = scene["result"] as JsonObject,
            Failure = scene["failure"] is JsonObject failure
                ? new(failure["class"]!.GetValue<string>(), failure["reason"]!.GetValue<string>()) { IsRetryable = failure["retryable"]?.GetValue<bool>() ?? true, Cost = WorkFailure.Nothing }
                : null,
        };
    }

    private static bool IsNumber(JsonNode? node, int least) => node is null || (node is JsonValue value && value.TryGetValue(out int number) && number >= least);

    private static bool IsFiles(JsonNode? node) => node is null || (node is JsonObject files && files.All(each => each.Value is null || Scenario.IsText(each.Value)));

    private static bool IsFailure(JsonNode node) =>
        node is JsonObject failure && Scenario.IsText(failure["class"]) && Scenario.IsText(failure["reason"]) && failure["retryable"]?.GetValueKind() is null or JsonValueKind.True or JsonValueKind.False;
}
