using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proofs.Packs;

/// <summary>The keys of a story, which may stand nowhere.</summary>
/// <param name="Keys">The provider's, or one that is made up in its place, and others that are made up.</param>
public sealed record Secrets(params IReadOnlyList<string> Keys)
{
    /// <summary>A key that looks like one, and opens nothing anywhere.</summary>
    public static string MadeUp() => $"sk-ant-none-{Guid.NewGuid():N}";

    /// <summary>Claims that they are in no file of a folder and nowhere else.</summary>
    /// <param name="story">The proof.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="beside">Where they were found beside that.</param>
    public void ClaimKept(Story story, string folder, params IEnumerable<string> beside) =>
        story.Claim("key.kept", new JsonArray(), new JsonArray([.. beside.Concat(Files(folder)).Select(place => (JsonNode)place)]));

    /// <summary>The files of a folder that one of them stands in.</summary>
    /// <param name="folder">The folder.</param>
    public IEnumerable<string> Files(string folder)
    {
        byte[][] wanted = [.. Keys.Select(Encoding.UTF8.GetBytes)];
        return Kept.Files(folder).Where(file => wanted.Any(key => File.ReadAllBytes(file).AsSpan().IndexOf(key) >= 0)).Select(file => Path.GetRelativePath(folder, file));
    }

    /// <summary>Whether one of them stands in a text.</summary>
    /// <param name="text">The text.</param>
    public bool AreIn(string text) => Keys.Any(key => text.Contains(key, StringComparison.Ordinal));

    /// <summary>A payload without them: a program that prints its key is told of, and what it printed is quoted.</summary>
    /// <param name="payload">The payload.</param>
    public Payload Hide(Payload payload)
    {
        string json = JsonSerializer.Serialize(payload, PayloadJson.Default.Payload);
        string hidden = Keys.Aggregate(json, (text, key) => text.Replace(JsonEncodedText.Encode(key).ToString(), "[key]", StringComparison.Ordinal));
        return json == hidden ? payload : JsonSerializer.Deserialize(hidden, PayloadJson.Default.Payload)!;
    }
}
