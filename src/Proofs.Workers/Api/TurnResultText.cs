using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Records;

namespace Proofs.Workers.Api;

/// <summary>
/// Finds the turn's result in a model's words: the whole text, else the first fence, else everything from the first brace to the last. Source: AgentXchain
/// protocol v7, adapters. What could be read in two ways is refused: keys that stand twice, and a second fence with another result.
/// </summary>
internal static class TurnResultText
{
    private const int Deepest = 64;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = Deepest };
    private static readonly JsonDocumentOptions Loose = new() { MaxDepth = Deepest };

    /// <summary>Finds it.</summary>
    /// <param name="text">What the model said.</param>
    /// <param name="result">The result; null when there is none.</param>
    /// <returns>Why there is none, as the end of a sentence; or null.</returns>
    internal static string? Find(string text, out JsonObject? result)
    {
        string[] fences = [.. Fences(text)];
        int open = text.IndexOf('{', StringComparison.Ordinal);
        int close = text.LastIndexOf('}');
        string? wrong = null;
        result = Read(text.Trim().TrimStart('\uFEFF'), ref wrong);
        if (result is null && wrong is null && fences.Length > 0)
        {
            result = Read(fences[0], ref wrong);
            string? ignored = null;
            if (result is not null && fences.Skip(1).Any(other => Read(other, ref ignored) is not null))
            {
                wrong = "has more than one result";
            }
        }

        if (result is null && wrong is null && open >= 0 && close > open)
        {
            result = Read(text[open..(close + 1)], ref wrong);
        }

        wrong ??= result is null ? "is no JSON object with schema_version" : null;
        result = wrong is null ? result : null;
        return wrong;
    }

    /// <summary>Puts what was measured in the place of what the model claims to have cost.</summary>
    internal static byte[] WithCost(JsonObject result, TurnCost cost)
    {
        JsonObject measured = [];
        if (cost.InputTokens is { } sent)
        {
            measured["input_tokens"] = sent;
        }

        if (cost.OutputTokens is { } back)
        {
            measured["output_tokens"] = back;
        }

        if (cost.Usd is { } usd)
        {
            measured["usd"] = usd;
        }

        result["cost"] = measured;
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            result.WriteTo(json);
        }

        return bytes.ToArray();
    }

    /// <summary>Every text in it, names included, unescaped.</summary>
    internal static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject found => found.SelectMany(entry => Texts(entry.Value).Prepend(entry.Key)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };

    private static JsonObject? Read(string text, ref string? wrong)
    {
        try
        {
            JsonObject? found = JsonNode.Parse(text, documentOptions: Strict) as JsonObject;
            // Texts that are no Unicode can be parsed and not be written again.
            return found?.ContainsKey("schema_version") is true && Texts(found).Count() > 0 ? found : null;
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            // It is no JSON; unless it is, and only says something twice.
            wrong = IsReadable(text) ? "has a key twice, or text that is no Unicode" : null;
            return null;
        }
    }

    private static bool IsReadable(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Loose);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            // It is no JSON.
            return false;
        }
    }

    private static IEnumerable<string> Fences(string text)
    {
        List<string>? inside = null;
        foreach (string line in text.Split('\n'))
        {
            if (!line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                inside?.Add(line);
            }
            else if (inside is null)
            {
                inside = [];
            }
            else
            {
                yield return string.Join('\n', inside);
                inside = null;
            }
        }
    }
}
