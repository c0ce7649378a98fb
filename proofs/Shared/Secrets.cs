using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proofs.Packs;

/// <summary>
/// The keys of a story, which may stand nowhere: not as they are, not without the blanks around them, not as JSON, base64, hexadecimal digits or UTF-16
/// has them, and not in git's objects. What is packed or enciphered in another way is not found.
/// </summary>
public sealed record Secrets
{
    /// <summary>Shorter ones are not looked for: they stand everywhere.</summary>
    private const int Shortest = 8;

    private readonly IReadOnlyList<string> _forms;
    private readonly IReadOnlyList<byte[]> _bytes;

    /// <summary>Knows keys.</summary>
    /// <param name="keys">The provider's, or one that is made up in its place, and others that are made up.</param>
    public Secrets(params IReadOnlyList<string> keys)
    {
        Keys = keys;
        _forms = [.. keys.SelectMany(Forms).Where(form => form.Length >= Shortest).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];
        _bytes = [.. _forms.Select(Encoding.UTF8.GetBytes), .. keys.Select(key => key.Trim()).Where(key => key.Length >= Shortest).Select(Encoding.Unicode.GetBytes)];
    }

    /// <summary>The keys.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>A key that looks like one, and opens nothing anywhere.</summary>
    public static string MadeUp() => $"sk-ant-none-{Guid.NewGuid():N}";

    /// <summary>Claims that they are in no file of a folder and nowhere else.</summary>
    /// <param name="story">The proof.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="beside">Where they were found beside that.</param>
    public void ClaimKept(Story story, string folder, params IEnumerable<string> beside) =>
        story.Claim("key.kept", new JsonArray(), new JsonArray([.. beside.Concat(Files(folder)).Select(place => (JsonNode)place)]));

    /// <summary>The files of a folder, and the repositories in it, that one of them stands in.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="StoryEnd">The objects of a repository cannot be read: then nobody knows what stands in them.</exception>
    public IEnumerable<string> Files(string folder) =>
    [
        .. Kept.Files(folder).Where(file => AreIn(File.ReadAllBytes(file))).Select(file => Path.GetRelativePath(folder, file)),
        .. Directory.EnumerateDirectories(folder, ".git", Kept.NoLinks).Where(InObjects).Select(git => Path.GetRelativePath(folder, git) + ": its objects"),
    ];

    /// <summary>Whether one of them stands in a text.</summary>
    /// <param name="text">The text.</param>
    public bool AreIn(string text) => _forms.Any(form => text.Contains(form, StringComparison.Ordinal));

    /// <summary>A payload without them: a program that prints its key is told of, and what it printed is quoted.</summary>
    /// <param name="payload">The payload.</param>
    public Payload Hide(Payload payload)
    {
        JsonNode document = JsonSerializer.SerializeToNode(payload, PayloadJson.Default.Payload)!;
        return Hide(document) ? document.Deserialize(PayloadJson.Default.Payload)! : payload;
    }

    /// <summary>How a key may stand somewhere; the longest first, so that nothing of it is left over.</summary>
    private static IEnumerable<string> Forms(string key)
    {
        string bare = key.Trim();
        byte[] bytes = Encoding.UTF8.GetBytes(bare);
        return [key, bare, JsonEncodedText.Encode(bare).ToString(), JsonEncodedText.Encode(bare, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), Convert.ToBase64String(bytes).TrimEnd('='), Convert.ToHexStringLower(bytes), Convert.ToHexString(bytes)];
    }

    /// <summary>Takes them out of every text of a document; names of properties are the schema's own.</summary>
    private bool Hide(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject some:
                return some.ToArray().Aggregate(false, (found, property) => Put(property.Value, text => some[property.Key] = text) | found);
            case JsonArray list:
                return Enumerable.Range(0, list.Count).Aggregate(false, (found, at) => Put(list[at], text => list[at] = text) | found);
            default:
                return false;
        }
    }

    private bool Put(JsonNode? value, Action<string> put)
    {
        if (value is not JsonValue leaf || !leaf.TryGetValue(out string? text))
        {
            return Hide(value);
        }

        string hidden = _forms.Aggregate(text, (rest, form) => rest.Replace(form, "[key]", StringComparison.Ordinal));
        if (hidden != text)
        {
            put(hidden);
        }

        return hidden != text;
    }

    private bool AreIn(byte[] content) => _bytes.Any(form => content.AsSpan().IndexOf(form) >= 0);

    /// <summary>git's objects are packed, so that git has to be asked for all of them. Source: git-cat-file(1).</summary>
    private bool InObjects(string git)
    {
        Launched all = Launch.RunAsync(Launch.Start("git", ["--git-dir", git, "cat-file", "--batch", "--batch-all-objects"], git), TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
        return all is { ExitCode: 0, IsLate: false }
            ? AreIn(all.Out)
            : throw Story.Stop(new("objects_unread", $"Whether a key stands in git's objects cannot be told: {all.Error.Trim()}", "Look at what became of the project's repository."));
    }
}
