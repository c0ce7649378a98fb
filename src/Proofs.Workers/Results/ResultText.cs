using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proofs.Workers.Results;

/// <summary>
/// A turn's result in what an agent or a model says: the whole text, else the first fence, else everything from the first brace to the last. Source:
/// AgentXchain protocol v7, adapters. What could be read in two ways is refused: keys that stand twice, and a second fence with another result.
/// </summary>
internal static class ResultText
{
    private const string NoResult = "is no JSON object with schema_version";
    private const int Deepest = 64;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = Deepest };
    private static readonly JsonDocumentOptions Loose = new() { MaxDepth = Deepest };

    /// <summary>Finds it.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="result">The result as it was written; null when there is none.</param>
    /// <returns>Why there is none, as the end of a sentence; or null.</returns>
    internal static string? Find(string text, out byte[]? result)
    {
        string[] fences = [.. Fences(text)];
        int open = text.IndexOf('{', StringComparison.Ordinal);
        int close = text.LastIndexOf('}');
        string? wrong = null;
        result = TryRead(text, ref wrong);
        if (result is null && wrong is null && fences.Length > 0)
        {
            result = TryRead(fences[0], ref wrong);
            string? ignored = null;
            if (result is not null && fences.Skip(1).Any(other => TryRead(other, ref ignored) is not null))
            {
                wrong = "has more than one result";
            }
        }

        if (result is null && wrong is null && open >= 0 && close > open)
        {
            result = TryRead(text[open..(close + 1)], ref wrong);
        }

        wrong ??= result is null ? NoResult : null;
        result = wrong is null ? result : null;
        return wrong;
    }

    /// <summary>Reads a text that is a result and nothing else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="result">The result as it was written; null when it is none.</param>
    /// <returns>Why it is none, as the end of a sentence; or null.</returns>
    internal static string? Read(string text, out byte[]? result)
    {
        string? wrong = null;
        result = TryRead(text, ref wrong);
        return wrong ?? (result is null ? NoResult : null);
    }

    /// <summary>Every text in a result, names included, unescaped: no secret hides behind how it is written.</summary>
    internal static IEnumerable<string> Texts(ReadOnlySpan<byte> result) => Texts(JsonNode.Parse(result, documentOptions: Strict));

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject found => found.SelectMany(entry => Texts(entry.Value).Prepend(entry.Key)),
        JsonArray list => list.SelectMany(Texts),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };

    private static byte[]? TryRead(string text, ref string? wrong)
    {
        string json = text.Trim().TrimStart('\uFEFF');
        try
        {
            JsonObject? found = JsonNode.Parse(json, documentOptions: Strict) as JsonObject;
            // Texts that are no Unicode can be parsed and not be written again.
            return found?.ContainsKey("schema_version") is true && Texts(found).Count() > 0 ? Encoding.UTF8.GetBytes(json) : null;
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            // It is no JSON; unless it is, and only says something twice.
            wrong = IsReadable(json) ? "has a key twice, or text that is no Unicode" : null;
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
