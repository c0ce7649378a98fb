using System.Text.Json;

namespace Proofs.Ranges;

/// <summary>A place in an event's payload. What is absent or null there is absent here; what has another type than GitHub documents is an error.</summary>
internal readonly struct Payload(JsonElement? element, string path = "")
{
    /// <summary>An object that must be there.</summary>
    /// <exception cref="PayloadException">It is not.</exception>
    internal Payload Of(string name) => Find(name) is { } found ? new(found, Path(name)) : throw new PayloadException($"{Path(name)} is missing");

    /// <summary>An object that may be missing, and then everything in it.</summary>
    internal Payload Maybe(string name) => new(Find(name), Path(name));

    /// <summary>A full commit id that must be there.</summary>
    /// <exception cref="PayloadException">It is not, or is none.</exception>
    internal string Id(string name)
    {
        string id = Text(name) ?? throw new PayloadException($"{Path(name)} is missing");
        return id.Length is 40 or 64 && id.All(char.IsAsciiHexDigitLower) ? id : throw new PayloadException($"{Path(name)} is no full commit id");
    }

    /// <summary>A text that may be missing.</summary>
    /// <exception cref="PayloadException">It is something else.</exception>
    internal string? Text(string name) => Find(name) is not { } found ? null
        : found.ValueKind == JsonValueKind.String ? Decode(found, Path(name))
        : throw new PayloadException($"{Path(name)} is no text");

    /// <summary>A whole number that may be missing.</summary>
    /// <exception cref="PayloadException">It is something else.</exception>
    internal long? Number(string name) => Find(name) is not { } found ? null
        : found.ValueKind == JsonValueKind.Number && found.TryGetInt64(out long number) ? number
        : throw new PayloadException($"{Path(name)} is no whole number");

    private static string? Decode(JsonElement text, string path)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8, or one half of a surrogate pair.
            throw new PayloadException($"{path} is no valid text");
        }
    }

    private JsonElement? Find(string name)
    {
        if (element is not { } here)
        {
            return null;
        }

        if (here.ValueKind != JsonValueKind.Object)
        {
            throw new PayloadException($"{(path.Length == 0 ? "the payload" : path)} is no object");
        }

        return here.TryGetProperty(name, out JsonElement found) && found.ValueKind != JsonValueKind.Null ? found : null;
    }

    private string Path(string name) => path.Length == 0 ? name : $"{path}.{name}";
}

/// <summary>A payload that is not what GitHub documents for its event; the message says where.</summary>
internal sealed class PayloadException(string message) : Exception(message);
