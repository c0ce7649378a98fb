using System.Text.Json;
using Proofs.Packs;

namespace Proofs.CliPack;

/// <summary>The keys of a story.</summary>
/// <param name="Key">The provider's, or one that is made up where the provider is.</param>
/// <param name="NoKey">One that is made up and opens nothing anywhere.</param>
internal sealed record Secrets(string Key, string NoKey)
{
    /// <summary>Both.</summary>
    internal IReadOnlyList<string> All => [Key, NoKey];

    /// <summary>A key that looks like one and is none.</summary>
    internal static string MadeUp() => $"sk-ant-none-{Guid.NewGuid():N}";

    /// <summary>A payload without them: a program that prints its key is told of, and what it printed is quoted.</summary>
    internal Payload Hide(Payload payload)
    {
        string json = JsonSerializer.Serialize(payload, PayloadJson.Default.Payload);
        string hidden = All.Aggregate(json, (text, key) => text.Replace(JsonEncodedText.Encode(key).ToString(), "[key]", StringComparison.Ordinal));
        return json == hidden ? payload : JsonSerializer.Deserialize(hidden, PayloadJson.Default.Payload)!;
    }
}
