using System.Text.Json;
using System.Text.Json.Serialization;

namespace Proofs.Workers.LocalCli;

/// <summary>The programs that are known.</summary>
internal static class AgentProfiles
{
    private const string Folder = "Proofs.Workers.LocalCli.Profiles.";

    /// <summary>Each of them.</summary>
    internal static IReadOnlyList<AgentProfile> Known { get; } = [Read("codex"), Read("claude"), Read("gemini"), Read("opencode")];

    /// <summary>What is known of every other.</summary>
    internal static AgentProfile Other { get; } = Read("other");

    /// <summary>The profile of a program, or null; by its file name.</summary>
    internal static AgentProfile? Of(string program) =>
        Known.FirstOrDefault(profile => profile.Programs.Contains(program[(program.LastIndexOf('/') + 1)..], StringComparer.Ordinal));

    private static AgentProfile Read(string name)
    {
        using Stream stream = typeof(AgentProfiles).Assembly.GetManifestResourceStream($"{Folder}{name}.json") ?? throw new InvalidOperationException($"The profile {name} is not in the assembly.");
        return JsonSerializer.Deserialize(stream, ProfileJson.Default.AgentProfile) ?? throw new InvalidOperationException($"The profile {name} is empty.");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(AgentProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext;
