using System.Text.Json;

namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Reads schema_version: "1.0", or 4 as a number or a text.</summary>
internal static class VersionReader
{
    /// <summary>Whether the rest of the file can be read.</summary>
    internal static bool Read(JsonElement root, ReadingLog log)
    {
        KeyPath at = KeyPath.Root.Key("schema_version");
        log.LookFor(at);
        string? found = root.TryGetProperty("schema_version", out JsonElement value) ? ConfigurationProblem.Shown(value) : null;
        if (Normalise(value) is not null)
        {
            return true;
        }

        // A file of version 3 has another shape altogether: whatever else was said of it would lead astray.
        bool isLegacy = IsNumber(value, 3) || found == "3";
        log.Add(new(RunCodes.SchemaVersionInvalid, isLegacy
            ? "schema_version 3 is the legacy format without governed runs, which is not read here; nothing else in the file was looked at."
            : $"schema_version must be \"1.0\" or 4, {(found is null ? "and it is missing" : $"not {(value.ValueKind == JsonValueKind.String ? $"\"{found}\"" : found)}")}.")
        {
            Field = at.Field,
            Expected = "1.0",
            Actual = found,
        });
        return !isLegacy;
    }

    /// <summary><c>1.0</c> or <c>4</c>; null for anything else.</summary>
    internal static string? Normalise(JsonElement value) =>
        IsNumber(value, 4) ? "4"
        : value.ValueKind == JsonValueKind.String && ConfigurationWords.SchemaVersions.Contains(value.GetString(), StringComparer.Ordinal) ? value.GetString()
        : null;

    private static bool IsNumber(JsonElement value, int number) => value.ValueKind == JsonValueKind.Number && JsonNumber.Read(value) == number;
}
