using System.Text.Json;
using System.Text.Unicode;

namespace Proofs.Runs.Runs.Hooks;

/// <summary>What a hook answered, when it is an answer: one JSON object with a verdict.</summary>
/// <param name="Verdict">allow, warn or block.</param>
/// <param name="Message">For people, or null.</param>
/// <param name="Annotations">A list or an object to keep, or null.</param>
internal sealed record HookWord(string Verdict, string? Message, JsonElement? Annotations)
{
    internal const string Allow = "allow";
    internal const string Warn = "warn";
    internal const string Block = "block";

    private const int MostDepth = 32;

    /// <summary>Reads an answer; null, and why, when it is none.</summary>
    internal static HookWord? Read(HookAnswer answer, out string fault)
    {
        ReadOnlyMemory<byte> text = answer.Output.Trim(" \t\r\n"u8.ToArray());
        fault = answer.IsTruncated ? $"it is longer than {HookAnswer.MostBytes} bytes" : text.IsEmpty ? "it is empty" : Utf8.IsValid(text.Span) ? string.Empty : "it is no UTF-8";
        if (fault.Length > 0)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new() { AllowDuplicateProperties = false, MaxDepth = MostDepth });
            HookWord? word = Of(document.RootElement, out fault);
            // Text can be escaped so that it is no Unicode; what cannot be written again cannot be kept.
            _ = word?.Annotations is { } kept ? JsonSerializer.SerializeToUtf8Bytes(kept, HookJson.Line.JsonElement) : null;
            return word;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException)
        {
            fault = $"it is no JSON object that can be read: {broken.Message}";
            return null;
        }
    }

    private static HookWord? Of(JsonElement answer, out string fault)
    {
        string? verdict = answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty("verdict", out JsonElement said) && said.ValueKind is JsonValueKind.String ? said.GetString() : null;
        if (verdict is not (Allow or Warn or Block))
        {
            fault = "its verdict is none of allow, warn and block";
            return null;
        }

        JsonElement? message = Find(answer, "message");
        JsonElement? annotations = Find(answer, "annotations");
        fault = message is not (null or { ValueKind: JsonValueKind.String }) ? "its message is no text"
            : annotations is not (null or { ValueKind: JsonValueKind.Array or JsonValueKind.Object }) ? "its annotations are neither a list nor an object"
            : string.Empty;
        return fault.Length > 0 ? null : new(verdict, message?.GetString(), annotations?.Clone());
    }

    private static JsonElement? Find(JsonElement answer, string name) => answer.TryGetProperty(name, out JsonElement found) && found.ValueKind is not JsonValueKind.Null ? found : null;
}
