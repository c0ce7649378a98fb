using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Evidence;

namespace Proofs.Runs.Runs.Exports;

/// <summary>A file of a project in an export. Source: AgentXchain protocol v7, export schema 0.3.</summary>
internal sealed record ExportFile(string Path, string Format, long Bytes, string Sha256)
{
    /// <summary>How many lines of a file are also given as data, the last ones.</summary>
    internal const int MostEntries = 1000;

    /// <summary>Up to how many bytes a file that is no record of the chain is given whole.</summary>
    internal const int LargestContent = 1 << 20;

    /// <summary>A document holds the data some levels deeper than its file does, and no reader goes deeper than 64.</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 48 };

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The whole file, or null when it was too large.</summary>
    internal byte[]? Content { get; init; }

    /// <summary>What it says: JSON, the lines of JSON, or the text; null when it is none of these or too large.</summary>
    internal JsonNode? Data { get; init; }

    /// <summary>How many lines there are, where not all are given.</summary>
    internal int? TotalEntries { get; init; }

    /// <summary>A file with its bytes.</summary>
    internal static ExportFile Of(string path, byte[] content)
    {
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        bool isWhole = content.Length <= LargestContent || ExportPaths.IsChain(path);
        if (path.EndsWith(".jsonl", StringComparison.Ordinal) && Lines(content) is { } lines)
        {
            return new(path, "jsonl", content.Length, sha256) { Content = isWhole ? content : null, Data = new JsonArray([.. lines.TakeLast(MostEntries)]), TotalEntries = lines.Count > MostEntries ? lines.Count : null };
        }

        JsonNode? json = isWhole && path.EndsWith(".json", StringComparison.Ordinal) ? Json(content) : null;
        return new(path, json is null ? "text" : "json", content.Length, sha256) { Content = isWhole ? content : null, Data = json ?? (isWhole && Text(content) is { } text ? JsonValue.Create(text) : null) };
    }

    /// <summary>A file as an export has it, too large to be in it: what it says there cannot be derived from anything.</summary>
    internal static ExportFile? Skipped(string path, JsonObject entry) =>
        Word(entry["format"]) is { } format && Word(entry["sha256"]) is { Length: 64 } sha256 && Number(entry["bytes"]) is > LargestContent and var bytes && entry["content_base64"] is null && !ExportPaths.IsChain(path)
            ? new(path, format, bytes, sha256) { Data = entry["data"]?.DeepClone(), TotalEntries = (int?)Number(entry["total_entries"]) }
            : null;

    /// <summary>The bytes that an export's entry holds, or null when it holds none that can be read.</summary>
    internal static byte[]? ContentOf(JsonObject entry)
    {
        if (Word(entry["content_base64"]) is not { } text)
        {
            return null;
        }

        byte[] content = new byte[text.Length / 4 * 3];
        return Convert.TryFromBase64String(text, content, out int length) ? content[..length] : null;
    }

    internal static string? Word(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    internal static long? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out long number) ? number : null;

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject(Path);
        json.WriteString("format", Format);
        json.WriteNumber("bytes", Bytes);
        json.WriteString("sha256", Sha256);
        if (Content is null)
        {
            json.WriteNull("content_base64");
        }
        else
        {
            json.WriteBase64String("content_base64", Content);
        }

        Put(json, "data", Data);
        if (TotalEntries is { } total)
        {
            json.WriteBoolean("truncated", true);
            json.WriteNumber("total_entries", total);
            json.WriteNumber("retained_entries", MostEntries);
        }

        if (Content is null)
        {
            json.WriteBoolean("content_base64_skipped", true);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a value that somebody else made.</summary>
    internal static void Put(Utf8JsonWriter json, string name, JsonNode? value)
    {
        json.WritePropertyName(name);
        if (value is null)
        {
            json.WriteNullValue();
        }
        else
        {
            value.WriteTo(json);
        }
    }

    /// <summary>JSON that has one meaning and one form, or null: workers write files too.</summary>
    internal static JsonNode? Json(ReadOnlySpan<byte> content)
    {
        try
        {
            CanonicalJson.Write(content.ToArray());
            return JsonNode.Parse(content, documentOptions: Strict);
        }
        catch (JsonException)
        {
            // Then it is text.
            return null;
        }
    }

    private static List<JsonNode?>? Lines(byte[] content)
    {
        List<JsonNode?> lines = [];
        foreach (Range range in content.AsSpan().Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = content.AsSpan(range);
            if (line.Trim("\r\t "u8).IsEmpty)
            {
                continue;
            }

            if (Json(line) is not { } record)
            {
                return null;
            }

            lines.Add(record);
        }

        return lines;
    }

    private static string? Text(byte[] content)
    {
        try
        {
            return Utf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            // Its bytes tell.
            return null;
        }
    }
}
