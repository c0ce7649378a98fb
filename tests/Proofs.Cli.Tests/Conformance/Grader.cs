using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TestKit;

namespace Proofs.Cli.Tests.Conformance;

/// <summary>
/// Grades the adapter from outside: it gets fixtures without expectation, id or description, and what it answers is compared here, by code that
/// shares nothing with it.
/// </summary>
internal static partial class Grader
{
    /// <summary>What remains of a fixture when everything that could give the answer away is taken out.</summary>
    internal static JsonObject Blind(JsonObject fixture)
    {
        JsonObject blind = new() { ["tier"] = 1, ["surface"] = "any", ["setup"] = fixture["setup"]?.DeepClone(), ["input"] = fixture["input"]!.DeepClone() };
        return blind;
    }

    /// <summary>The same fixture with other names for its runs, turns, roles and decisions, in the setup and in the expectation alike.</summary>
    internal static JsonObject Renamed(JsonObject fixture)
    {
        string text = fixture.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        HashSet<string> names = DecisionIds().Matches(text).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        Collect(fixture, names);
        Dictionary<string, string> other = names.Order(StringComparer.Ordinal).Select((name, index) => (name, index)).ToDictionary(pair => pair.name, pair => Other(pair.name, pair.index), StringComparer.Ordinal);
        return other.Count == 0 ? fixture : JsonNode.Parse(Regex.Replace(text, string.Join('|', other.Keys.OrderByDescending(name => name.Length).Select(name => $@"(?<![\w-]){Regex.Escape(name)}(?![\w-])")), match => other[match.Value], RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10)))!.AsObject();
    }

    /// <summary>Asks the adapter for all fixtures in one process.</summary>
    internal static IReadOnlyList<JsonObject> Ask(IEnumerable<JsonObject> fixtures)
    {
        byte[] input = Encoding.UTF8.GetBytes(string.Concat(fixtures.Select(fixture => fixture.ToJsonString() + "\n")));
        RunResult answered = TestKit.Run.Program(Cli.Executable, ["conformance", "adapter", "--lines"], input: input);
        Assert.True(answered.ExitCode == 0, answered.ToString());
        return [.. answered.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    /// <summary>Where the answer is not what was expected, or null.</summary>
    internal static string? Wrong(JsonNode? expected, JsonNode? actual, string at = "actual")
    {
        switch (expected)
        {
            case JsonObject rule when rule.ContainsKey("assert"):
                string? text = actual?.GetValueKind() == JsonValueKind.String ? actual.GetValue<string>() : null;
                return (string?)rule["assert"] switch
                {
                    "present" when actual is not null => null,
                    "nonempty_string" when !string.IsNullOrEmpty(text) => null,
                    "id_prefix" when text?.StartsWith((string)rule["value"]!, StringComparison.Ordinal) is true => null,
                    "unordered_array" when actual is JsonArray found && Permutations([.. found]).Any(order => Wrong(rule["items"], new JsonArray([.. order.Select(item => item?.DeepClone())]), at) is null) => null,
                    _ => $"{at}: {rule.ToJsonString()} does not hold for {actual?.ToJsonString() ?? "nothing"}",
                };
            case JsonObject wanted:
                return actual is not JsonObject given ? $"{at}: no object"
                    : wanted.Where(pair => pair.Key != "warnings_allowed").Select(pair => given.TryGetPropertyValue(pair.Key, out JsonNode? value) ? Wrong(pair.Value, value, $"{at}.{pair.Key}") : $"{at}.{pair.Key}: missing in {actual.ToJsonString()}").FirstOrDefault(each => each is not null);
            case JsonArray wanted:
                return actual is not JsonArray list || list.Count != wanted.Count ? $"{at}: {actual?.ToJsonString()} instead of {wanted.ToJsonString()}"
                    : wanted.Select((item, i) => Wrong(item, list[i], $"{at}[{i}]")).FirstOrDefault(each => each is not null);
            default:
                return (expected?.ToJsonString() ?? "null") == (actual?.ToJsonString() ?? "null") ? null : $"{at}: {actual?.ToJsonString() ?? "null"} instead of {expected?.ToJsonString() ?? "null"}";
        }
    }

    private static IEnumerable<IReadOnlyList<JsonNode?>> Permutations(IReadOnlyList<JsonNode?> items) => items.Count <= 1 ? [items]
        : items.SelectMany((item, i) => Permutations([.. items.Where((_, other) => other != i)]).Select(rest => (IReadOnlyList<JsonNode?>)[item, .. rest]));

    private static void Collect(JsonNode? node, HashSet<string> names)
    {
        if (node is JsonObject map)
        {
            names.UnionWith((map["roles"] as JsonObject)?.Select(role => role.Key) ?? []);
            names.UnionWith((map["active_turns"] as JsonObject)?.Select(turn => turn.Key) ?? []);
            foreach ((string key, JsonNode? value) in map)
            {
                if (key is "run_id" or "turn_id" && value?.GetValueKind() == JsonValueKind.String)
                {
                    names.Add(value.GetValue<string>());
                }

                Collect(value, names);
            }
        }
        else if (node is JsonArray list)
        {
            foreach (JsonNode? item in list)
            {
                Collect(item, names);
            }
        }
    }

    private static string Other(string name, int index) => name switch
    {
        _ when name.StartsWith("DEC-", StringComparison.Ordinal) => $"DEC-{8000 + index}",
        _ when name.StartsWith("run_", StringComparison.Ordinal) => $"run_{index:x8}beef",
        _ when name.StartsWith("turn_", StringComparison.Ordinal) => $"turn_{index:x8}cafe",
        _ => $"role{index}",
    };

    [GeneratedRegex(@"(?<![\w-])DEC-\d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex DecisionIds();
}
