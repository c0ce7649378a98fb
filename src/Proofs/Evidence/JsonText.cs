using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Proofs.Evidence;

/// <summary>The one way in which documents become JSON text.</summary>
public static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = CreateEncoder() };

    /// <summary>Writes one document, indented, ending with a line feed.</summary>
    /// <param name="content">Writes the document's object.</param>
    /// <returns>
    /// UTF-8 without a byte order mark. Everything but plain ASCII is escaped, so that nothing in it can move a cursor; so is <c>#</c>, because
    /// actions/runner takes <c>##[command]</c> anywhere in a line for a command.
    /// </returns>
    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> content)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    private static JavaScriptEncoder CreateEncoder()
    {
        TextEncoderSettings settings = new(UnicodeRanges.BasicLatin);
        settings.ForbidCharacter('#');
        return JavaScriptEncoder.Create(settings);
    }
}
