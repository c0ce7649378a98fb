using System.Text.Json.Nodes;

namespace Proofs.Cli.Tests.Conformance;

/// <summary>The public conformance corpus, where somebody has put it; it is no part of this project.</summary>
internal static class Corpus
{
    private const string Variable = "PROOFS_CONFORMANCE_DIR";

    /// <summary>What the corpus covers and these tests expect the product to do; coordinators are not among it.</summary>
    private static readonly string[] Absent = ["validate_coordinator_config", "project_repo_acceptance"];

    internal static IReadOnlyList<JsonObject> All
    {
        get
        {
            string? folder = Environment.GetEnvironmentVariable(Variable);
            Skip.If(string.IsNullOrEmpty(folder), $"{Variable} does not name a folder with the AgentXchain conformance corpus.");
            string[] files = [.. Directory.EnumerateFiles(folder!, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
            Assert.NotEmpty(files);
            return [.. files.Select(file => JsonNode.Parse(File.ReadAllText(file))!.AsObject())];
        }
    }

    internal static IReadOnlyList<JsonObject> Implemented => [.. All.Where(fixture => !Absent.Contains((string?)fixture["input"]!["operation"], StringComparer.Ordinal))];

    internal static IReadOnlyList<JsonObject> NotImplemented => [.. All.Where(fixture => Absent.Contains((string?)fixture["input"]!["operation"], StringComparer.Ordinal))];
}
