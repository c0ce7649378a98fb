using System.Security.Cryptography;
using Proofs.Evidence;

namespace Proofs.Runs.Runs.Dispatch;

/// <summary>
/// The seal on a turn's bundle: what every file in it was, sub-folders included, when it was written. It tells changes; whoever can write the
/// manifest can seal anything. Source: AgentXchain protocol v7, MANIFEST.json.
/// </summary>
public static class DispatchManifest
{
    /// <summary>The name of the manifest in its bundle.</summary>
    public const string FileName = "MANIFEST.json";

    /// <summary>The version of the manifest's form.</summary>
    public const string Version = "1.0";

    /// <summary>Seals a bundle.</summary>
    /// <param name="files">What it holds, by path in it with '/' between the parts. A manifest among them is left out.</param>
    /// <param name="runId">The run.</param>
    /// <param name="turnId">The turn it is for.</param>
    /// <param name="role">Whose turn it is.</param>
    /// <param name="now">When it is sealed.</param>
    /// <returns>MANIFEST.json. A bundle with a path that leads out of it gets a manifest that does not verify.</returns>
    public static byte[] Seal(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string runId, string turnId, string role, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(files);
        return JsonText.Write(json =>
        {
            json.WriteString("manifest_version", Version);
            json.WriteString("run_id", runId);
            json.WriteString("turn_id", turnId);
            json.WriteString("role", role);
            json.WriteString("finalized_at", ProtocolTime.Format(now));
            json.WriteStartArray("files");
            foreach ((string path, ReadOnlyMemory<byte> content) in Sealed(files))
            {
                json.WriteStartObject();
                json.WriteString("path", path);
                json.WriteString("sha256", Digest(content));
                json.WriteNumber("size", content.Length);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }).ToArray();
    }

    /// <summary>Compares a bundle with its manifest.</summary>
    /// <param name="files">What it holds now, the manifest among it, by path with '/' between the parts.</param>
    /// <param name="runId">The run it has to be of, or null for any.</param>
    /// <param name="turnId">The turn it has to be for, or null for any.</param>
    /// <returns>
    /// Everything that is wrong, first the files of the manifest and then those that are not in it, each by path in ordinal order; empty when the
    /// bundle is what was sealed. A manifest that is not there or cannot be used is the only problem told.
    /// </returns>
    public static IReadOnlyList<Problem> Verify(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string? runId = null, string? turnId = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (!files.TryGetValue(FileName, out ReadOnlyMemory<byte> json))
        {
            return [new(RunCodes.MissingManifest, $"The bundle has no {FileName}.") { Path = FileName }];
        }

        if (ManifestReader.Read(json, runId, turnId, out IReadOnlyList<ManifestEntry> entries) is { } wrong)
        {
            return [new(RunCodes.InvalidManifest, $"{FileName} {wrong}.") { Path = FileName }];
        }

        HashSet<string> known = [.. entries.Select(entry => entry.Path)];
        return
        [
            .. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal).SelectMany(entry => Compare(entry, files)),
            .. Sealed(files).Where(file => !known.Contains(file.Key)).Select(file => new Problem(RunCodes.UnexpectedFile, $"\"{file.Key}\" is in the bundle and not in {FileName}.") { Path = file.Key }),
        ];
    }

    private static IEnumerable<Problem> Compare(ManifestEntry entry, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        if (!files.TryGetValue(entry.Path, out ReadOnlyMemory<byte> content))
        {
            return [new(RunCodes.MissingFile, $"\"{entry.Path}\" is in {FileName} and not in the bundle.") { Path = entry.Path }];
        }

        string digest = Digest(content);
        return
        [
            .. content.Length == entry.Size ? [] : (Problem[])[new(RunCodes.SizeMismatch, $"\"{entry.Path}\" has {content.Length} bytes and had {entry.Size}.") { Path = entry.Path, Expected = $"{entry.Size}", Actual = $"{content.Length}" }],
            .. digest == entry.Sha256 ? [] : (Problem[])[new(RunCodes.DigestMismatch, $"\"{entry.Path}\" has SHA-256 {digest} and had {entry.Sha256}.") { Path = entry.Path, Expected = entry.Sha256, Actual = digest }],
        ];
    }

    private static IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> Sealed(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files) =>
        files.Where(file => file.Key != FileName).OrderBy(file => file.Key, StringComparer.Ordinal);

    private static string Digest(ReadOnlyMemory<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content.Span));
}
