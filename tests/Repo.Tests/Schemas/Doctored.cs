using System.Text.Json.Nodes;

namespace Repo.Tests.Schemas;

/// <summary>Documents made wrong in one place each; a schema worth its name accepts none of them.</summary>
internal static class Doctored
{
    /// <summary>Each object with one property more, each with one less, each closed word and each number or digest replaced by something else.</summary>
    internal static IEnumerable<(string What, string Document)> Of(string document, IReadOnlySet<string> closedWords)
    {
        string[] places = [.. Places(JsonNode.Parse(document)!).Select(node => node.GetPath())];
        foreach (string place in places)
        {
            JsonNode node = At(JsonNode.Parse(document)!, place);
            if (node is JsonObject some)
            {
                yield return Changed($"{place} with a property more", document, place, at => at.AsObject().Add("more", 1));
                foreach (string name in some.Select(property => property.Key))
                {
                    yield return Changed($"{place} without {name}", document, place, at => at.AsObject().Remove(name));
                }
            }
            else if (node is JsonValue value && (closedWords.Contains(node.NameIn()) || value.GetValueKind() != System.Text.Json.JsonValueKind.String))
            {
                yield return Changed($"{place} with another value", document, place, at => at.ReplaceWith("no such thing"));
            }
        }
    }

    private static string NameIn(this JsonNode node) => node.Parent is JsonObject ? node.GetPropertyName() : string.Empty;

    private static (string What, string Document) Changed(string what, string document, string place, Action<JsonNode> change)
    {
        JsonNode root = JsonNode.Parse(document)!;
        change(At(root, place));
        return (what, root.ToJsonString());
    }

    private static IEnumerable<JsonNode> Places(JsonNode node) => (node switch
    {
        JsonObject some => some.Select(property => property.Value),
        JsonArray several => several,
        _ => [],
    }).OfType<JsonNode>().SelectMany(Places).Prepend(node);

    private static JsonNode At(JsonNode root, string place) => Places(root).Single(node => node.GetPath() == place);
}
