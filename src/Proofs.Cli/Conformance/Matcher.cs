using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proofs.Cli.Conformance;

/// <summary>The corpus's comparison: what is expected has to be there, more may be. Source: AgentXchain protocol v7, conformance matcher.</summary>
internal static class Matcher
{
    /// <summary>Where the first difference is, or null when there is none.</summary>
    internal static string? Difference(JsonNode? expected, JsonNode? actual, string path = "$") => expected switch
    {
        JsonObject wanted when wanted["assert"] is JsonValue rule && rule.GetValueKind() == JsonValueKind.String => Assert(rule.GetValue<string>(), wanted, actual, path),
        JsonObject wanted => actual is JsonObject found ? wanted.Where(pair => pair.Key != "warnings_allowed").Select(pair => found.ContainsKey(pair.Key) ? Difference(pair.Value, found[pair.Key], $"{path}.{pair.Key}") : $"{path}.{pair.Key} is missing").FirstOrDefault(each => each is not null) : $"{path} is no object",
        JsonArray wanted => actual is JsonArray found && found.Count == wanted.Count ? wanted.Select((item, index) => Difference(item, found[index], $"{path}[{index}]")).FirstOrDefault(each => each is not null) : $"{path} is no array of {wanted.Count}",
        _ => JsonNode.DeepEquals(expected, actual) ? null : $"{path} is {actual?.ToJsonString() ?? "null"}, expected {expected?.ToJsonString() ?? "null"}",
    };

    private static string? Assert(string rule, JsonObject wanted, JsonNode? actual, string path) => rule switch
    {
        "present" => actual is null ? $"{path} is missing" : null,
        "nonempty_string" => Text(actual)?.Length > 0 ? null : $"{path} is no text",
        "id_prefix" => Text(actual) is { } id && Text(wanted["value"]) is { } prefix && id.StartsWith(prefix, StringComparison.Ordinal) ? null : $"{path} does not begin with {wanted["value"]}",
        "unordered_array" => wanted["items"] is JsonArray items && actual is JsonArray found && found.Count == items.Count && IsPairing([.. items], [.. found]) ? null : $"{path} holds other items",
        _ => $"{path}: nobody knows the assertion {rule}",
    };

    /// <summary>Whether every expected item has an actual one of its own: a perfect matching, found along augmenting paths.</summary>
    private static bool IsPairing(JsonNode?[] expected, JsonNode?[] actual)
    {
        int[] partners = [.. actual.Select(_ => -1)];
        return Enumerable.Range(0, expected.Length).All(item => Assign(item, new bool[actual.Length]));

        bool Assign(int item, bool[] seen)
        {
            for (int candidate = 0; candidate < actual.Length; candidate++)
            {
                if (!seen[candidate] && Difference(expected[item], actual[candidate]) is null)
                {
                    seen[candidate] = true;
                    if (partners[candidate] < 0 || Assign(partners[candidate], seen))
                    {
                        partners[candidate] = item;
                        return true;
                    }
                }
            }

            return false;
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
