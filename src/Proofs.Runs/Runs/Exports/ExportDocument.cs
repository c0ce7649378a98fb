using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Evidence;
using Proofs.Runs.Runs.Reports;

namespace Proofs.Runs.Runs.Exports;

/// <summary>What an export says that no record of the run leads to.</summary>
/// <param name="ExportedAt">When it was made.</param>
/// <param name="ProjectRoot">Where the project was.</param>
/// <param name="Workspace">What git said of it then.</param>
/// <param name="LeftOut">How many files were more than it may hold.</param>
internal sealed record ExportSetting(string ExportedAt, string ProjectRoot, JsonNode? Workspace, int LeftOut);

/// <summary>
/// Writes an export: one meaning has one form, byte for byte, so that whoever holds its files can write it once more and compare. Source: AgentXchain
/// protocol v7, export schema 0.3; <c>evidence_chain</c> and <c>export_digest</c> are ours.
/// </summary>
internal static class ExportDocument
{
    internal const string Schema = "0.3";
    internal const string Kind = "agentxchain_run_export";
    internal const string ChainSchema = "proofs.evidence_chain/v1";
    internal const string DigestPrefix = "sha256:";

    /// <summary>What stands in the digest's place while it is computed.</summary>
    private static readonly string NoDigest = new('0', 64);

    /// <summary>Writes it.</summary>
    internal static byte[] Write(RecordedRun run, ExportSetting setting, IReadOnlyList<ExportFile> given)
    {
        // No other configuration stands for the one that the journal froze, whatever an export to be checked holds in its place.
        ExportFile[] frozen = run.ConfigurationText is { } text ? [ExportFile.Of(RunPaths.Configuration, Encoding.UTF8.GetBytes(text))] : [];
        ExportFile[] files = [.. given.Where(file => file.Path != RunPaths.Configuration), .. frozen];
        byte[] document = JsonText.Write(json =>
        {
            json.WriteString("schema_version", Schema);
            json.WriteString("export_kind", Kind);
            json.WriteString("exported_at", setting.ExportedAt);
            json.WriteString("project_root", setting.ProjectRoot);
            ExportFile.Put(json, "project", Project(run));
            ExportFile.Put(json, "summary", ExportSummary.Of(run, files, setting.LeftOut));
            ExportFile.Put(json, "workspace", setting.Workspace);
            json.WriteStartObject("files");
            foreach (ExportFile file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
            {
                file.Write(json);
            }

            json.WriteEndObject();
            ExportFile.Put(json, "config", Data(files, RunPaths.Configuration));
            ExportFile.Put(json, "state", Data(files, RunPaths.State));
            ExportFile.Put(json, "evidence_chain", Chain(run, files));
            json.WriteString("export_digest", DigestPrefix + NoDigest);
        }).ToArray();
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(document)), DigestIn(document.AsSpan()));
        return document;
    }

    /// <summary>The digest that an export says it has; null when it does not end with one.</summary>
    internal static string? SaidDigest(ReadOnlySpan<byte> document) =>
        document.Length > NoDigest.Length + 4 && Encoding.ASCII.GetString(DigestIn(document)) is var said && Convert.ToHexStringLower(Bytes(said)) == said ? said : null;

    /// <summary>The digest that it has: of everything in it, with zeros where the digest itself stands.</summary>
    internal static string Digest(ReadOnlySpan<byte> document)
    {
        byte[] copy = document.ToArray();
        Encoding.ASCII.GetBytes(NoDigest, DigestIn(copy.AsSpan()));
        return Convert.ToHexStringLower(SHA256.HashData(copy));
    }

    /// <summary>Where the digest stands: in front of the closing quote, line feed, brace and line feed.</summary>
    private static Span<byte> DigestIn(Span<byte> document) => document.Slice(document.Length - 4 - NoDigest.Length, NoDigest.Length);

    private static ReadOnlySpan<byte> DigestIn(ReadOnlySpan<byte> document) => document.Slice(document.Length - 4 - NoDigest.Length, NoDigest.Length);

    private static byte[] Bytes(string hex)
    {
        byte[] raw = new byte[NoDigest.Length / 2];
        return Convert.FromHexString(hex, raw, out _, out _) == System.Buffers.OperationStatus.Done ? raw : [];
    }

    private static JsonNode? Data(IReadOnlyList<ExportFile> files, string path) => files.FirstOrDefault(file => file.Path == path) is { Format: "json" } file ? file.Data?.DeepClone() : null;

    private static JsonObject Project(RecordedRun run)
    {
        JsonObject? written = run.ConfigurationText is { } text ? ExportFile.Json(Encoding.UTF8.GetBytes(text)) as JsonObject : null;
        return new()
        {
            ["id"] = run.Configuration.Project.Id,
            ["name"] = run.Configuration.Project.Name,
            ["goal"] = run.Configuration.Project.Goal,
            ["template"] = ExportFile.Word(written?["template"]) ?? "generic",
            ["protocol_mode"] = ExportFile.Word(written?["protocol_mode"]) ?? "governed",
            ["schema_version"] = run.Configuration.SchemaVersion,
        };
    }

    private static JsonObject Chain(RecordedRun run, IReadOnlyList<ExportFile> files) => new()
    {
        ["schema"] = ChainSchema,
        ["journal"] = RunPaths.Journal,
        ["head"] = new JsonObject { ["sequence"] = run.Head.Sequence, ["digest"] = run.Head.Digest },
        ["records"] = new JsonObject(run.Marks.OrderBy(mark => mark.Key, StringComparer.Ordinal).Select(mark => KeyValuePair.Create<string, JsonNode?>(mark.Key, new JsonObject { ["bytes"] = mark.Value.Length, ["sha256"] = mark.Value.Sha256 }))),
        ["unanchored"] = new JsonArray([.. new[] { "exported_at", "project_root", "workspace", "summary.export_files_left_out", "summary.hook_audit_entries", "summary.proposal_files", "summary.review_files", "summary.export_files" }
            .Concat(files.Where(file => !ExportPaths.IsChain(file.Path)).Select(file => $"files/{file.Path}")).Order(StringComparer.Ordinal).Select(name => (JsonNode?)JsonValue.Create(name))]),
    };
}
