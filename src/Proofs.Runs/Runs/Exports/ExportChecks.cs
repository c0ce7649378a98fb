using System.Text.Json.Nodes;
using Proofs.Evidence;
using Proofs.Runs.Runs.Reports;

namespace Proofs.Runs.Runs.Exports;

/// <summary>Compares an export with what its own records lead to.</summary>
internal static class ExportChecks
{
    /// <summary>The parts of an export that are derived from its records.</summary>
    private static readonly IReadOnlyList<string> Derived = ["project", "summary", "config", "state", "evidence_chain"];

    /// <summary>Checks an export.</summary>
    /// <param name="export">The export.</param>
    /// <param name="run">What its records lead to; null when they lead nowhere.</param>
    /// <param name="broken">Why they do not, or nothing.</param>
    internal static IReadOnlyList<EvidenceCheck> Of(ParsedExport export, RecordedRun? run, IReadOnlyList<Problem> broken) => export.HasChain
        ? [Digest(export), Files(export), Chain(export, broken), run is null ? EvidenceCheck.Untold("records") : EvidenceCheck.Of("records", $"{run.Accepted.Count()} accepted turns: history, state, ledger and events against each other", RecordChecks.Of(run)), .. Rebuilt(export, run)]
        : [Files(export), EvidenceCheck.Of("chain", "evidence_chain", new Problem(RunCodes.ExportForeign, $"It has no evidence_chain of the form {ExportDocument.ChainSchema}: that its files fit its digests only says that whoever wrote both did so with care."))];

    /// <summary>Whether the journal ends where the caller expects.</summary>
    internal static EvidenceCheck Head(JournalHead head, string? expected) => expected is null
        ? EvidenceCheck.Nothing("head", "No digest of the head was given.")
        : EvidenceCheck.Of("head", $"entry {head.Sequence} of {RunPaths.Journal}: {head.Digest}", head.Digest == expected ? [] : [new Problem(RunCodes.HeadDiffers, $"The journal ends with {head.Digest}; {expected} was expected.") { Path = RunPaths.Journal, Expected = expected, Actual = head.Digest }]);

    private static EvidenceCheck Digest(ParsedExport export)
    {
        string? said = ExportDocument.SaidDigest(export.Document.Span);
        return EvidenceCheck.Of("export_digest", "every byte of the file, with zeros where export_digest stands", said is null
            ? [new(RunCodes.ExportDiffers, "It does not end with its export_digest.")]
            : ExportDocument.Digest(export.Document.Span) is var digest && digest == said ? [] : [new Problem(RunCodes.ExportDiffers, $"It says that its digest is {said}, and it is {digest}.") { Expected = said, Actual = digest }]);
    }

    private static EvidenceCheck Chain(ParsedExport export, IReadOnlyList<Problem> broken) =>
        EvidenceCheck.Of("chain", $"{RunPaths.Journal}: every entry's digest, every command decided once more, and the records that come of it", export.Contents.ContainsKey(RunPaths.Journal) ? broken : [new(RunCodes.ExportDiffers, $"It does not hold {RunPaths.Journal}.") { Path = RunPaths.Journal }]);

    private static EvidenceCheck Files(ParsedExport export)
    {
        List<Problem> problems = [];
        foreach ((string path, JsonNode? node) in export.Files)
        {
            if (node is not JsonObject entry)
            {
                problems.Add(Differs(path, "its entry is no object"));
            }
            else if (export.Contents.TryGetValue(path, out byte[]? content))
            {
                ExportFile file = ExportFile.Of(path, content);
                string? wrong = ExportFile.Number(entry["bytes"]) != file.Bytes ? "bytes" : ExportFile.Word(entry["sha256"]) != file.Sha256 ? "sha256"
                    : ExportFile.Word(entry["format"]) != file.Format ? "format"
                    : !JsonNode.DeepEquals(entry["data"], file.Data) ? "data" : null;
                problems.AddRange(wrong is null ? [] : [Differs(path, $"{wrong} is not that of its content_base64")]);
            }
            else if (entry["content_base64"] is not null)
            {
                problems.Add(Differs(path, "content_base64 is no base64"));
            }
            else if (ExportPaths.IsChain(path) && export.HasChain)
            {
                problems.Add(Differs(path, "its content is not there"));
            }
        }

        return EvidenceCheck.Of("files", $"bytes, sha256, format and data of {export.Contents.Count} files, against their content; {export.Files.Count - export.Contents.Count} files are in it without content", problems);
    }

    private static IEnumerable<EvidenceCheck> Rebuilt(ParsedExport export, RecordedRun? run)
    {
        byte[]? rebuilt = run is not null && export.Setting is { } setting && export.Again() is { } files ? ExportDocument.Write(run, setting, files) : null;
        JsonObject? right = rebuilt is null ? null : (JsonObject)JsonNode.Parse(rebuilt)!;
        foreach (string part in Derived)
        {
            yield return right is null
                ? EvidenceCheck.Untold(part)
                : EvidenceCheck.Of(part, $"{part}, against what the records lead to", JsonNode.DeepEquals(export.Root[part], right[part]) ? [] : [new Problem(RunCodes.ExportDiffers, $"{part} is not what the records lead to{Where(export.Root[part], right[part])}.") { Field = part }]);
        }

        yield return rebuilt is null
            ? EvidenceCheck.Untold("form")
            : EvidenceCheck.Of("form", "every byte, against the export written once more from its own files", export.Document.Span.SequenceEqual(rebuilt) ? [] : [new(RunCodes.ExportDiffers, $"From byte {export.Document.Span.CommonPrefixLength(rebuilt)} on it is not what an export of these files is.")]);
    }

    /// <summary>Which key differs, where it is one of an object.</summary>
    private static string Where(JsonNode? said, JsonNode? right) =>
        said is JsonObject one && right is JsonObject other && other.Select(pair => pair.Key).Union(one.Select(pair => pair.Key), StringComparer.Ordinal).FirstOrDefault(key => !JsonNode.DeepEquals(one[key], other[key])) is { } name ? $": {name} differs" : string.Empty;

    private static Problem Differs(string path, string what) => new(RunCodes.ExportDiffers, $"{path}: {what}.") { Path = path };
}
