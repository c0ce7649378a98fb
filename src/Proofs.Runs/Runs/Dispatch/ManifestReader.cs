using System.Text.Json;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Dispatch;

/// <summary>A file as it was sealed.</summary>
internal readonly record struct ManifestEntry(string Path, string Sha256, long Size);

/// <summary>Reads a manifest that anybody may have written.</summary>
internal static class ManifestReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Reads the entries, and says what is wrong first, as the end of a sentence; null when nothing is.</summary>
    internal static string? Read(ReadOnlyMemory<byte> json, string? runId, string? turnId, out IReadOnlyList<ManifestEntry> entries)
    {
        entries = [];
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            return Head(document.RootElement, runId, turnId) ?? Files(document.RootElement.GetProperty("files"), out entries);
        }
        catch (JsonException broken)
        {
            return $"is no JSON that can be read: {broken.Message.TrimEnd('.')}";
        }
        catch (InvalidOperationException)
        {
            // What the parser throws when it looks for a name that stands twice and the name is no Unicode.
            return "holds text that is no Unicode";
        }
    }

    private static string? Head(JsonElement manifest, string? runId, string? turnId)
    {
        // The protocol demands these two; the others have to be right where they stand, and to be there where somebody asks for them.
        string? odd = Array.Find(["run_id", "turn_id", "role", "finalized_at"], name => JsonFields.Find(manifest, name) is not null && string.IsNullOrEmpty(JsonFields.Text(manifest, name)));
        return string.IsNullOrEmpty(JsonFields.Text(manifest, "manifest_version")) ? "has no manifest_version"
            : odd is not null ? $"has a {odd} that is no text"
            : JsonFields.Text(manifest, "manifest_version") is var version && version != DispatchManifest.Version ? $"has the version \"{version}\", and only {DispatchManifest.Version} is known"
            : JsonFields.Find(manifest, "finalized_at") is not null && JsonFields.Time(manifest, "finalized_at") is null ? "has a finalized_at that is no time in ISO 8601"
            : JsonFields.Text(manifest, "run_id") is var run && runId is not null && run != runId ? $"is of run \"{run}\" and not of \"{runId}\""
            : JsonFields.Text(manifest, "turn_id") is var turn && turnId is not null && turn != turnId ? $"is for turn \"{turn}\" and not for \"{turnId}\""
            : JsonFields.Find(manifest, "files") is not { ValueKind: JsonValueKind.Array } ? "has no list of files"
            : null;
    }

    private static string? Files(JsonElement files, out IReadOnlyList<ManifestEntry> entries)
    {
        List<ManifestEntry> read = [];
        HashSet<string> paths = new(StringComparer.Ordinal);
        entries = read;
        foreach (JsonElement file in files.EnumerateArray())
        {
            if (JsonFields.Text(file, "path") is not { } path || !IsInside(path))
            {
                return $"names a file without a path inside the bundle (entry {read.Count + 1})";
            }

            if (!paths.Add(path))
            {
                return $"names \"{path}\" twice";
            }

            if (JsonFields.Text(file, "sha256") is not { Length: > 0 } digest)
            {
                return $"has no sha256 for \"{path}\"";
            }

            if (JsonFields.Find(file, "size") is not { ValueKind: JsonValueKind.Number } number || !number.TryGetInt64(out long size) || size < 0)
            {
                return $"has no size for \"{path}\"";
            }

            read.Add(new(path, digest, size));
        }

        return null;
    }

    /// <summary>Whether a path is one of a file in the bundle other than the manifest, in the only form it is written in.</summary>
    private static bool IsInside(string path) => path != DispatchManifest.FileName
        && !path.Any(c => c is '\\' or ':' || char.IsControl(c))
        && path.Split('/').All(part => part is not ("" or "." or ".."));
}
