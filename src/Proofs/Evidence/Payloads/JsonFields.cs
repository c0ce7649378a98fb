using System.Text.Json;

namespace Proofs.Evidence.Payloads;

/// <summary>An object of a hostile document; whatever is not as it should be is refused with its place.</summary>
/// <param name="element">The element; anything but an object is refused.</param>
/// <param name="place">Where it stands, for messages.</param>
internal readonly struct JsonFields(JsonElement element, string place)
{
    /// <summary>In characters; what is longer is cut in messages.</summary>
    private const int LongestQuote = 60;

    internal JsonFields Of(string name) => new(Value(name), Place(name));

    /// <summary>An object, or null.</summary>
    internal JsonFields? Maybe(string name) => IsNull(name) ? null : Of(name);

    /// <summary>The objects of a list.</summary>
    internal IReadOnlyList<JsonFields> List(string name)
    {
        JsonElement list = Value(name);
        string at = Place(name);
        return list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select((item, index) => new JsonFields(item, $"{at}[{index}]"))]
            : throw Wrong(at, "must be a list");
    }

    internal string Text(string name) => MaybeText(name) ?? throw Wrong(Place(name), "must be a text");

    internal string? MaybeText(string name) => Value(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Null } => null,
        _ => throw Wrong(Place(name), "must be a text or null"),
    };

    /// <summary>A text that need not be there, in a document whose other keys are its writer's business.</summary>
    internal string? TextIfThere(string name) => element.ValueKind == JsonValueKind.Object && !element.TryGetProperty(name, out _) ? null : MaybeText(name);

    internal string OneOf(string name, params IEnumerable<string> words) =>
        Text(name) is var text && words.Contains(text, StringComparer.Ordinal) ? text : throw Wrong(Place(name), $"cannot be '{Cut(text)}'");

    internal long Number(string name, long least) => MaybeNumber(name, least) ?? throw Wrong(Place(name), "must be a whole number");

    internal long? MaybeNumber(string name, long least) => Value(name) is var value && value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= least ? number
        : throw Wrong(Place(name), $"must be a whole number from {least} on");

    internal bool? MaybeFlag(string name) => Value(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => throw Wrong(Place(name), "must be true, false or null"),
    };

    internal bool Flag(string name) => MaybeFlag(name) ?? throw Wrong(Place(name), "must be true or false");

    /// <summary>Whether two values are the same JSON: names in any order, 1 as 1.0.</summary>
    internal bool IsAlike(string one, string other) => JsonElement.DeepEquals(Value(one), Value(other));

    /// <summary>A time with its offset; without one it would be the time of whoever reads it.</summary>
    internal DateTimeOffset Time(string name)
    {
        JsonElement value = Value(name);
        string? text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        bool hasOffset = text is not null && (text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':'));
        return hasOffset && value.TryGetDateTimeOffset(out DateTimeOffset time) ? time : throw Wrong(Place(name), "must be a time such as 2026-01-02T03:04:05Z");
    }

    /// <summary>A full object id, or null.</summary>
    internal string? MaybeId(string name) => MaybeText(name) is not { } id ? null
        : id.Length is 40 or 64 && id.All(char.IsAsciiHexDigitLower) ? id
        : throw Wrong(Place(name), "must be a full id in lower-case hexadecimal digits");

    /// <summary>Demands that these names stand in it.</summary>
    internal void Require(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            _ = Value(name);
        }
    }

    /// <summary>Demands that exactly these names stand in it.</summary>
    internal void RequireOnly(params ReadOnlySpan<string> names)
    {
        Require(names);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name))
            {
                throw Wrong(place, $"has no '{Cut(property.Name)}'");
            }
        }
    }

    internal JsonValueKind KindOf(string name) => Value(name).ValueKind;

    internal static PayloadException Wrong(string place, string what) => new($"{place} {what}");

    /// <summary>A text of a document in a message.</summary>
    internal static string Cut(string text) => text.Length <= LongestQuote ? text : text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)] + "…";

    private bool IsNull(string name) => Value(name).ValueKind == JsonValueKind.Null;

    private JsonElement Value(string name) => element.ValueKind != JsonValueKind.Object ? throw Wrong(place, "must be an object")
        : element.TryGetProperty(name, out JsonElement value) ? value
        : throw Wrong(Place(name), "is missing");

    private string Place(string name) => place.Length == 0 ? name : $"{place}.{name}";
}
