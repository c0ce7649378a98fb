using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Tests.Runs.Configuration;

/// <summary>Configurations to change in one place: the full example that the reader's README shows, and the least that can be read.</summary>
internal static partial class Sample
{
    internal const string Least = """
        {
          "schema_version": "1.0",
          "project": { "id": "p", "name": "P" },
          "roles": { "dev": { "title": "Dev", "mandate": "Builds.", "write_authority": "authoritative", "runtime": "hand" } },
          "runtimes": { "hand": { "type": "manual" } },
          "routing": { "build": { "entry_role": "dev", "allowed_next_roles": ["dev", "human"] } }
        }
        """;

    internal static string Full { get; } = System.IO.File.ReadAllText(File("agentxchain.example.json"));

    internal static string Schema { get; } = System.IO.File.ReadAllText(File("agentxchain.schema.json"));

    internal static string Readme { get; } = System.IO.File.ReadAllText(File("README.md"));

    internal static ConfigurationReading Read(string json) => ConfigurationReader.Read(Encoding.UTF8.GetBytes(json));

    /// <summary>The configuration; a problem fails the test.</summary>
    internal static RunConfiguration Good(string json)
    {
        ConfigurationReading reading = Read(json);
        Assert.Empty(reading.Problems);
        return reading.Configuration!;
    }

    /// <summary>What reading and, where the shape is right, the further checks say.</summary>
    internal static IReadOnlyList<Problem> Problems(string json)
    {
        ConfigurationReading reading = Read(json);
        return [.. reading.Problems, .. reading.Shape is { } shape ? ConfigurationChecks.Bindings(shape) : []];
    }

    /// <summary>With another value at a place; without it when the value is null.</summary>
    internal static string With(string json, string place, string? value)
    {
        JsonNode root = JsonNode.Parse(json)!;
        string[] parts = [.. Parts().Matches(place).Select(match => match.Value.Trim('[', ']'))];
        JsonNode parent = parts[..^1].Aggregate(root, (node, part) => node is JsonArray list ? list[int.Parse(part)]! : node.AsObject().TryGetPropertyValue(part, out JsonNode? next) ? next! : node[part] = new JsonObject());
        JsonNode? set = value is null ? null : JsonNode.Parse(value);
        switch (parent)
        {
            case JsonArray list when parts[^1] == list.Count.ToString(System.Globalization.CultureInfo.InvariantCulture):
                list.Add(set);
                break;
            case JsonArray list:
                list[int.Parse(parts[^1])] = set;
                break;
            default:
                parent.AsObject().Remove(parts[^1]);
                if (value is not null)
                {
                    parent[parts[^1]] = set;
                }

                break;
        }

        return root.ToJsonString();
    }

    /// <summary>With several values.</summary>
    internal static string With(string json, params (string Place, string? Value)[] changes) => changes.Aggregate(json, (text, change) => With(text, change.Place, change.Value));

    private static string File(string name)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(at.FullName, "Proofs.sln")))
            {
                return Path.Combine(at.FullName, "src", "Proofs.Runs", "Runs", "Configuration", name);
            }
        }

        throw new InvalidOperationException("No folder above holds Proofs.sln.");
    }

    [GeneratedRegex(@"[^.\[\]]+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Parts();
}
