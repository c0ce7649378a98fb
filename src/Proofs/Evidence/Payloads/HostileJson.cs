using System.Text;
using System.Text.Json;

namespace Proofs.Evidence.Payloads;

/// <summary>Opens JSON that anybody may have written: strict UTF-8 without a byte order mark, no name twice, no half of a character, not deep.</summary>
internal static class HostileJson
{
    private const int Deepest = 64;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Opens a document.</summary>
    /// <param name="bytes">The file.</param>
    /// <exception cref="PayloadException">It is no such JSON; the message says why.</exception>
    internal static JsonDocument Open(ReadOnlyMemory<byte> bytes)
    {
        JsonDocument? document = null;
        try
        {
            _ = Strict.GetCharCount(bytes.Span);
            document = JsonDocument.Parse(bytes, new() { AllowDuplicateProperties = false, MaxDepth = Deepest });
            CheckTexts(document.RootElement);
            return document;
        }
        catch (DecoderFallbackException)
        {
            throw new PayloadException("it is no UTF-8");
        }
        catch (JsonException broken)
        {
            throw new PayloadException($"it is no JSON ({broken.Message.TrimEnd('.')})");
        }
        catch (InvalidOperationException)
        {
            // Reading a text or a name decodes it, and half of a surrogate pair has no meaning.
            document?.Dispose();
            throw new PayloadException("a text in it is no valid Unicode");
        }
    }

    private static void CheckTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    _ = property.Name;
                    CheckTexts(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    CheckTexts(item);
                }

                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
        }
    }
}

/// <summary>A document that is not what it should be; the message says why, and may quote it.</summary>
internal sealed class PayloadException(string message) : Exception(message);
