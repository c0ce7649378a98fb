using System.Text.Json;
using Proofs.Runs.Runs.Configuration;
using Proofs.Texts;

namespace Proofs.Cli.Run;

/// <summary>Which programs a configuration has started and which hosts it has asked: what an operator lets happen by running it.</summary>
internal static class RunSurface
{
    /// <summary>One line for each, neutralised.</summary>
    internal static IEnumerable<string> Lines(RunConfiguration configuration, bool isPlayed)
    {
        foreach ((string id, Runtime runtime) in configuration.Runtimes.Where(each => !isPlayed && configuration.Roles.Values.Any(role => role.RuntimeId == each.Key)))
        {
            yield return Line($"runtime {id}", runtime.Type switch
            {
                "manual" => "a person",
                "local_cli" => $"starts {Command(runtime.Settings)}",
                _ => $"{runtime.Type} {Text(runtime.Settings, "provider")} {Text(runtime.Settings, "model")} {Text(runtime.Settings, "base_url") ?? Text(runtime.Settings, "url")}",
            });
        }

        foreach ((string moment, IReadOnlyList<Hook> hooks) in configuration.Hooks)
        {
            foreach (Hook hook in hooks)
            {
                yield return Line($"hook {moment}/{hook.Name}", hook.Url is { } url ? $"asks {url}" : $"starts {string.Join(' ', hook.Command)}");
            }
        }

        foreach (IReadOnlyList<string> command in configuration.Verification.Commands)
        {
            yield return Line("verification", $"starts {string.Join(' ', command)}");
        }
    }

    private static string Line(string what, string does) => SafeText.Neutralise($"{what}: {does.Trim()}");

    private static string Command(JsonElement settings) =>
        string.Join(' ', new[] { "command", "args" }.SelectMany(key => settings.TryGetProperty(key, out JsonElement value) ? Words(value) : []));

    private static IEnumerable<string> Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().Select(each => each.ToString()),
        _ => [],
    };

    private static string? Text(JsonElement settings, string key) => settings.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
