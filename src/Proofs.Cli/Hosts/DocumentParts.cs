using System.Text.Json;
using Proofs.Evidence;

namespace Proofs.Cli.Hosts;

/// <summary>What more than one document about runs holds, so that it looks the same in all of them.</summary>
internal static class DocumentParts
{
    /// <summary>A list of texts.</summary>
    internal static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>The end of a journal, or null.</summary>
    internal static void Head(Utf8JsonWriter json, JournalHead? head)
    {
        if (head is null)
        {
            json.WriteNull("journal_head");
            return;
        }

        json.WriteStartObject("journal_head");
        json.WriteNumber("sequence", head.Sequence);
        json.WriteString("digest", head.Digest);
        json.WriteEndObject();
    }
}
