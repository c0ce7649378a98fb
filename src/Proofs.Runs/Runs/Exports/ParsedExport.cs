using System.Text.Json;
using System.Text.Json.Nodes;

namespace Proofs.Runs.Runs.Exports;

/// <summary>An export as somebody handed it over; nothing in it is believed.</summary>
internal sealed class ParsedExport
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    private ParsedExport(ReadOnlyMemory<byte> document, JsonObject root, JsonObject files)
    {
        (Document, Root, Files) = (document, root, files);
        foreach ((string path, JsonNode? entry) in files)
        {
            if (entry is JsonObject file && ExportFile.ContentOf(file) is { } content)
            {
                Contents.Add(path, content);
            }
        }
    }

    internal ReadOnlyMemory<byte> Document { get; }

    internal JsonObject Root { get; }

    /// <summary>Its files as it describes them.</summary>
    internal JsonObject Files { get; }

    /// <summary>The bytes of those that are in it.</summary>
    internal Dictionary<string, byte[]> Contents { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it says that there is a chain.</summary>
    internal bool HasChain => Root["evidence_chain"] is JsonObject chain && ExportFile.Word(chain["schema"]) == ExportDocument.ChainSchema;

    /// <summary>What it says that follows from nothing.</summary>
    internal ExportSetting? Setting => ExportFile.Word(Root["exported_at"]) is { } at && ExportFile.Word(Root["project_root"]) is { } root && ExportFile.Number((Root["summary"] as JsonObject)?["export_files_left_out"]) is { } left and >= 0 and <= int.MaxValue
        ? new(at, root, Root["workspace"], (int)left)
        : null;

    /// <summary>Reads one.</summary>
    /// <param name="document">The file.</param>
    /// <param name="problem">Why it is none, or null.</param>
    internal static ParsedExport? Read(ReadOnlyMemory<byte> document, out Problem? problem)
    {
        problem = null;
        try
        {
            if (JsonNode.Parse(document.Span, documentOptions: Strict) is JsonObject root && ExportFile.Word(root["export_kind"]) == ExportDocument.Kind && root["files"] is JsonObject files)
            {
                return new(document, root, files);
            }

            problem = new(RunCodes.ExportUnreadable, $"It is JSON, but its export_kind is not \"{ExportDocument.Kind}\", or it has no files.");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException)
        {
            // Whoever handed it over may have changed anything.
            problem = new(RunCodes.ExportUnreadable, $"It is no JSON with one meaning: {broken.Message}");
        }

        return null;
    }

    /// <summary>Its files once more, from their bytes where it has those; null when one of them is described in a way that no export does.</summary>
    internal IReadOnlyList<ExportFile>? Again()
    {
        List<ExportFile> again = [];
        foreach ((string path, JsonNode? node) in Files)
        {
            ExportFile? file = Contents.TryGetValue(path, out byte[]? content) ? ExportFile.Of(path, content) : node is JsonObject entry ? ExportFile.Skipped(path, entry) : null;
            if (file is null)
            {
                return null;
            }

            again.Add(file);
        }

        return again;
    }
}
