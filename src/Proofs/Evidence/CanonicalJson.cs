using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Proofs.Evidence;

/// <summary>
/// JSON with exactly one form for one meaning, so that a digest of it means something. Source: RFC 8785, JSON Canonicalization Scheme.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Brings a JSON text into its one form.</summary>
    /// <param name="json">JSON in UTF-8, without comments or trailing commas, at most 64 levels deep.</param>
    /// <returns>The same in UTF-8, without white space.</returns>
    /// <exception cref="JsonException">It is no JSON, holds a name twice, text that is no Unicode, or a number beyond a double's range.</exception>
    public static byte[] Write(ReadOnlyMemory<byte> json)
    {
        // Looking for names that stand twice decodes them, and so may fail like any reading of text.
        using JsonDocument document = Text(() => JsonDocument.Parse(json, Strict));
        return Write(document.RootElement);
    }

    /// <summary>Writes an element in its one form.</summary>
    /// <param name="element">The element.</param>
    /// <returns>UTF-8, without white space.</returns>
    /// <exception cref="JsonException">It holds text that is no Unicode, a number beyond a double's range, or a name twice.</exception>
    public static byte[] Write(JsonElement element)
    {
        ArrayBufferWriter<byte> buffer = new();
        Write(element, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(JsonElement element, ArrayBufferWriter<byte> buffer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, buffer);
                break;
            case JsonValueKind.Array:
                buffer.Write("["u8);
                bool first = true;
                foreach (JsonElement item in element.EnumerateArray())
                {
                    buffer.Write(first ? ""u8 : ","u8);
                    first = false;
                    Write(item, buffer);
                }

                buffer.Write("]"u8);
                break;
            case JsonValueKind.String:
                WriteText(Text(() => element.GetString()!), buffer);
                break;
            case JsonValueKind.Number:
                buffer.Write(Encoding.ASCII.GetBytes(EcmaScriptNumber.Format(element.GetDouble() is var number && double.IsFinite(number) ? number : throw new JsonException($"The number {element.GetRawText()} is beyond the range of a double."))));
                break;
            default:
                buffer.Write(element.ValueKind == JsonValueKind.True ? "true"u8 : element.ValueKind == JsonValueKind.False ? "false"u8 : "null"u8);
                break;
        }
    }

    private static void WriteObject(JsonElement element, ArrayBufferWriter<byte> buffer)
    {
        // By UTF-16 code units, which is what ordinal comparison is.
        SortedDictionary<string, JsonElement> sorted = new(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!sorted.TryAdd(Text(() => property.Name), property.Value))
            {
                throw new JsonException("A name stands twice in one object.");
            }
        }

        buffer.Write("{"u8);
        bool first = true;
        foreach ((string name, JsonElement value) in sorted)
        {
            buffer.Write(first ? ""u8 : ","u8);
            first = false;
            WriteText(name, buffer);
            buffer.Write(":"u8);
            Write(value, buffer);
        }

        buffer.Write("}"u8);
    }

    private static void WriteText(string text, ArrayBufferWriter<byte> buffer)
    {
        StringBuilder escaped = new(text.Length + 2);
        escaped.Append('"');
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\b' => escaped.Append("\\b"),
                '\t' => escaped.Append("\\t"),
                '\n' => escaped.Append("\\n"),
                '\f' => escaped.Append("\\f"),
                '\r' => escaped.Append("\\r"),
                < ' ' => escaped.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }

        buffer.Write(Encoding.UTF8.GetBytes(escaped.Append('"').ToString()));
    }

    private static T Text<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException broken)
        {
            // Bytes that are no UTF-8, or one half of a surrogate pair.
            throw new JsonException("A text is no valid Unicode.", broken);
        }
    }
}
