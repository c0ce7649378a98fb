using System.Globalization;
using System.Text.Json;

namespace Proofs.Runs.Runs.Configuration.Checks;

/// <summary>Conditions that many keys have; each gives the problem when it does not hold, and null when it does or nothing is said.</summary>
internal static class Expect
{
    internal static Problem? Among(KeyPath at, string? found, IReadOnlyList<string> allowed) =>
        found is null || allowed.Contains(found, StringComparer.Ordinal) ? null : ConfigurationProblem.NotAmong(at, found, allowed);

    internal static Problem? AtLeast(KeyPath at, decimal? found, decimal least) =>
        found is null || found >= least ? null : Refuse(at, found.Value, string.Create(CultureInfo.InvariantCulture, $"must be at least {least}"));

    internal static Problem? Within(KeyPath at, decimal? found, decimal least, decimal most) =>
        found is null || (found >= least && found <= most) ? null : Refuse(at, found.Value, string.Create(CultureInfo.InvariantCulture, $"must be from {least} to {most}"));

    internal static Problem? Positive(KeyPath at, decimal? found) => found is null or > 0 ? null : Refuse(at, found.Value, "must be more than 0");

    /// <summary>An address that HTTP can reach. It is not quoted: it may hold a secret.</summary>
    internal static Problem? HttpAddress(KeyPath at, string? found) =>
        found is null || (Uri.TryCreate(found, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && address.Host.Length > 0
            && !found.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) && found.StartsWith(address.Scheme + "://", StringComparison.Ordinal))
            ? null
            : ConfigurationProblem.Invalid(at, "must be an address that begins with http:// or https://");

    internal static Problem? Present(KeyPath at, bool isPresent, string why) => isPresent ? null : ConfigurationProblem.Invalid(at, $"is missing; {why}");

    /// <summary>A text of an object that stays as the file has it, or null.</summary>
    internal static string? Text(JsonElement settings, string key) => Find(settings, key) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    /// <summary>A number of such an object, or null.</summary>
    internal static decimal? Number(JsonElement settings, string key) => Find(settings, key) is { ValueKind: JsonValueKind.Number } found ? Reading.JsonNumber.Read(found) : null;

    /// <summary>What stands at a key of such an object; null when nothing does.</summary>
    internal static JsonElement? Find(JsonElement settings, string key) =>
        settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(key, out JsonElement found) && found.ValueKind != JsonValueKind.Null ? found : null;

    /// <summary>Whether a command stands there: a text, or a list that is not empty.</summary>
    internal static bool HasCommand(JsonElement settings) => Find(settings, "command") is { } command
        && ((command.ValueKind == JsonValueKind.String && command.GetString()!.Trim().Length > 0) || (command.ValueKind == JsonValueKind.Array && command.GetArrayLength() > 0));

    private static Problem Refuse(KeyPath at, decimal found, string what)
    {
        string shown = found.ToString(CultureInfo.InvariantCulture);
        return ConfigurationProblem.Invalid(at, $"{what}, not {shown}") with { Actual = shown };
    }
}
