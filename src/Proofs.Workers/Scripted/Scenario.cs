using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proofs.Workers.Scripted;

/// <summary>What a <see cref="ScriptedWorker"/> plays: JSON of the schema <c>proofs.scenario/v1</c>, described in the README of this package.</summary>
public sealed class Scenario
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "proofs.scenario/v1";

    private Scenario(IReadOnlyList<Scene> scenes) => Scenes = scenes;

    internal IReadOnlyList<Scene> Scenes { get; }

    /// <summary>Reads a scenario.</summary>
    /// <param name="json">JSON in UTF-8.</param>
    /// <param name="problem">What is wrong with it and where, or null.</param>
    /// <returns>The scenario, or null when it cannot be used.</returns>
    public static Scenario? Read(ReadOnlySpan<byte> json, out string? problem)
    {
        try
        {
            JsonNode? root = JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false });
            if (root is not JsonObject scenario || !IsText(scenario["schema"], Schema) || scenario["turns"] is not JsonArray { Count: > 0 } turns)
            {
                problem = $"A scenario is an object with \"schema\": \"{Schema}\" and a list \"turns\" that is not empty.";
                return null;
            }

            List<Scene> scenes = [];
            for (int at = 0; at < turns.Count; at++)
            {
                if (Scene.Read(turns[at], $"turns[{at}]", out problem) is not { } scene)
                {
                    return null;
                }

                scenes.Add(scene);
            }

            problem = null;
            return new(scenes);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The second comes from names that are no text.
            problem = $"It is no JSON that can be read: {broken.Message}";
            return null;
        }
    }

    internal static bool IsText(JsonNode? node, string? expected = null) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String && (expected is null || value.GetValue<string>() == expected);
}
