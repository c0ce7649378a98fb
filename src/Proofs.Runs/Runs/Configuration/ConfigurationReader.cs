using System.Text.Json;
using Proofs.Runs.Runs.Configuration.Reading;

namespace Proofs.Runs.Runs.Configuration;

/// <summary>
/// Reads <c>agentxchain.json</c>: its shape, and whether the names in it lead somewhere. Whether a project can run with it says
/// <see cref="ConfigurationChecks"/>. Source: AgentXchain protocol v7, config schema. JSON Schema: agentxchain.schema.json.
/// </summary>
public static class ConfigurationReader
{
    /// <summary>Reads.</summary>
    /// <param name="json">The file: one JSON object in UTF-8, at most 1 MiB, at most 64 levels deep, no key twice in one object.</param>
    /// <returns>The configuration, or every problem, and the keys that are not known. Never throws for anything that a file can hold.</returns>
    public static ConfigurationReading Read(ReadOnlyMemory<byte> json) => Read(json, new ReadingLog());

    /// <summary>Reads, and leaves in the log which keys were looked for.</summary>
    internal static ConfigurationReading Read(ReadOnlyMemory<byte> json, ReadingLog log)
    {
        using JsonDocument? document = JsonTree.Parse(json, log);
        RunConfiguration? shape = document is not null && VersionReader.Read(document.RootElement, log) ? ReadRest(document.RootElement, log) : null;
        return new() { Shape = shape, Problems = log.Problems, UnknownKeys = log.UnknownKeys };
    }

    private static RunConfiguration? ReadRest(JsonElement root, ReadingLog log)
    {
        ConfigurationDraft draft = Section.Read(root, KeyPath.Root, log, DocumentReader.Read);
        bool isSound = log.Problems.Count == 0;
        foreach (Problem problem in References.Check(draft, root))
        {
            log.Add(problem);
        }

        return isSound ? draft.Configuration : null;
    }
}
