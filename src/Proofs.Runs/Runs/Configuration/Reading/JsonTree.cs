using System.Globalization;
using System.Text.Json;

namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Reads the file as JSON, and makes sure that everything in it has one meaning and can be read as text.</summary>
internal static class JsonTree
{
    /// <summary>The largest configuration that is read, in bytes.</summary>
    internal const int LargestFile = 1024 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Null, with the problems in the log, when the file is no JSON object or parts of it have no one meaning.</summary>
    internal static JsonDocument? Parse(ReadOnlyMemory<byte> json, ReadingLog log)
    {
        if (json.Length > LargestFile)
        {
            log.Refuse(KeyPath.Root, $"is larger than {LargestFile} bytes");
            return null;
        }

        JsonDocument? document = TryParse(json.Span.StartsWith(ByteOrderMark) ? json[ByteOrderMark.Length..] : json, log);
        if (document is null)
        {
            return null;
        }

        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            Check(document.RootElement, KeyPath.Root, log);
        }
        else
        {
            log.Refuse(KeyPath.Root, $"must be an object, not {ConfigurationProblem.Kind(document.RootElement)}");
        }

        if (log.Problems.Count == 0)
        {
            return document;
        }

        document.Dispose();
        return null;
    }

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> json, ReadingLog log)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException broken)
        {
            // What the parser says of a file that is no JSON, or is nested too deep.
            log.Refuse(KeyPath.Root, $"is no JSON{Place(broken)}: {broken.Message.Split(" LineNumber:")[0].TrimEnd('.')}");
            return null;
        }
    }

    /// <summary>The parser counts lines from 0, editors from 1.</summary>
    private static string Place(JsonException broken) => broken.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $" (line {line + 1})") : string.Empty;

    private static void Check(JsonElement value, KeyPath at, ReadingLog log)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                CheckObject(value, at, log);
                break;
            case JsonValueKind.Array:
                foreach ((int index, JsonElement item) in value.EnumerateArray().Index())
                {
                    Check(item, at.At(index), log);
                }

                break;
            case JsonValueKind.String when TextFault(value.GetString) is { } fault:
                log.Refuse(at, fault);
                break;
        }
    }

    private static void CheckObject(JsonElement value, KeyPath at, ReadingLog log)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (TextFault(() => property.Name) is { } fault)
            {
                log.Refuse(at, "has a key that " + fault);
            }
            else if (!names.Add(property.Name))
            {
                log.Refuse(at.Entry(property.Name), "stands there twice");
            }
            else
            {
                Check(property.Value, at.Entry(property.Name), log);
            }
        }
    }

    private static string? TextFault(Func<string?> text)
    {
        try
        {
            return text()!.Contains('\0', StringComparison.Ordinal) ? "holds the character U+0000" : null;
        }
        catch (InvalidOperationException)
        {
            // How the parser says that bytes are no UTF-8, or that half of a surrogate pair stands alone.
            return "holds text that is no Unicode";
        }
    }
}
