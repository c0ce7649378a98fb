using System.Text.Json;

namespace Proofs.Runs.Runs.Records;

/// <summary>Fields of JSON that anybody may have written.</summary>
internal static class JsonFields
{
    /// <summary>The text of a field, or null when it is not there, is no text, or holds half a character.</summary>
    internal static string? Text(JsonElement element, string name) => Find(element, name) is { ValueKind: JsonValueKind.String } value ? Guarded(value.GetString) : null;

    /// <summary>A field, or null when it is not there, stands there twice, or what it stands in is no object.</summary>
    internal static JsonElement? Find(JsonElement element, string name)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        JsonElement? found = null;
        foreach (JsonProperty each in element.EnumerateObject())
        {
            if (Guarded(() => each.Name) == name)
            {
                if (found is not null)
                {
                    return null;
                }

                found = each.Value;
            }
        }

        return found;
    }

    /// <summary>A point in time as ISO 8601 has it; one without an offset is in UTC, wherever it is read. Null for anything else.</summary>
    internal static DateTimeOffset? Time(JsonElement element, string name)
    {
        if (Text(element, name) is not { } text || !Find(element, name)!.Value.TryGetDateTimeOffset(out DateTimeOffset time))
        {
            return null;
        }

        bool hasOffset = text.EndsWith('Z') || text.AsSpan(Math.Min(text.Length, 11)).ContainsAny('+', '-');
        return hasOffset ? time : new(time.DateTime, TimeSpan.Zero);
    }

    /// <summary>Text of JSON can be escaped so that it is no Unicode; reading it then fails, and it is no text.</summary>
    private static string? Guarded(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
