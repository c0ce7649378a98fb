using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Proofs.Runs.Runs.Validation;

/// <summary>Bytes that an agent left, as a JSON object; or why they are none.</summary>
internal static class ResultReader
{
    /// <summary>The largest result that is taken, in bytes.</summary>
    internal const int MostBytes = 4 * 1024 * 1024;

    /// <summary>How many levels an object may have.</summary>
    internal const int MostLevels = 64;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MostLevels };

    /// <summary>Reads the object.</summary>
    /// <returns>The object, or the problem.</returns>
    internal static (JsonObject? Result, Problem? Problem) Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > MostBytes)
        {
            return Unreadable($"The turn result has {json.Length} bytes; at most {MostBytes} are read.");
        }

        // Some editors put a byte order mark first; it is no part of the JSON.
        ReadOnlySpan<byte> text = json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        if (!Utf8.IsValid(text))
        {
            return Unreadable("The turn result is not UTF-8.");
        }

        try
        {
            // Before the parser looks for names that stand twice: it cannot decode half a surrogate pair.
            return HasHalfSurrogate(text) ? Unreadable("The turn result holds half a surrogate pair, which is no text.") : Parse(text);
        }
        catch (JsonException wrong)
        {
            // The parser's way to say that it is no JSON.
            return Unreadable("The turn result is no JSON that can be read: " + Text.Short(wrong.Message));
        }
    }

    /// <exception cref="JsonException">It is no JSON.</exception>
    private static bool HasHalfSurrogate(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = MostLevels });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && IsBroken(reader.ValueSpan))
            {
                return true;
            }
        }

        return false;
    }

    private static (JsonObject? Result, Problem? Problem) Parse(ReadOnlySpan<byte> text) =>
        JsonNode.Parse(text, documentOptions: Strict) is JsonObject result ? (result, null) : Unreadable("The turn result is no JSON object.");

    /// <summary>Looks at a token as it stands, with its escapes; the reader has checked that they are well formed.</summary>
    private static bool IsBroken(ReadOnlySpan<byte> token)
    {
        bool isHighBefore = false;
        for (int at = 0; at < token.Length; at++)
        {
            int unit = token[at] == '\\' && token[at + 1] == 'u' ? Hex(token.Slice(at + 2, 4)) : 0;
            bool isLow = unit is >= 0xDC00 and <= 0xDFFF;
            if (isLow != isHighBefore)
            {
                return true;
            }

            isHighBefore = unit is >= 0xD800 and <= 0xDBFF;
            at += unit != 0 ? 5 : token[at] == '\\' ? 1 : 0;
        }

        return isHighBefore;
    }

    private static int Hex(ReadOnlySpan<byte> digits) => int.Parse(digits, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    private static (JsonObject? Result, Problem? Problem) Unreadable(string message) => (null, new Problem(RunCodes.TurnResultUnreadable, message));
}
