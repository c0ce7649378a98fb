using System.Text;
using System.Text.Json.Nodes;
using Proofs.Evidence;
using Proofs.Git.WorkTrees;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Exports;
using Proofs.Runs.Runs.Storage;

namespace Proofs.Runs.Runs;

public sealed partial class RunnerInterface
{
    /// <summary>
    /// Writes everything that a stranger needs to check the run: its records, the chain that they follow from, and what its gates look at. Source:
    /// AgentXchain protocol v7, export schema 0.3.
    /// </summary>
    /// <returns>The document in UTF-8, or why there is none: what does not hold is no evidence.</returns>
    public ExportResult Export()
    {
        using Lock.Scope turn = _turns.EnterScope();
        try
        {
            // What was begun and not ended is ended first, as before every other look.
            Problem? problem = Locked(run => new(), settles: false, compares: false).Refusal is { } refused && refused.Reason == RunCodes.LockTimeout ? refused : null;
            using RunLock? taken = problem is null ? TakeToRead(out problem) : null;
            ExaminedRun examined = problem is null ? Examine() : new(Journal.Start, 0, [problem], null);
            return examined.Run is { } run ? new(ExportDocument.Write(run, Setting(Collect(run, out int leftOut, out List<ExportFile> files), leftOut), files), run.Head, null) : new(default, examined.Head, examined.Problems[0]);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            // The same as for every other operation: a disk that cannot be read.
            return new(default, Journal.Start, new(RunCodes.StorageFailed, broken.Message));
        }
    }

    /// <summary>Checks an export against its own records, and its journal against a digest that the caller knows. Nothing but the document and, where it is named, a repository is looked at.</summary>
    /// <param name="document">The export.</param>
    /// <param name="expectedHead">The digest that the journal's last entry has to have: 64 lower-case hexadecimal digits; null when the caller knows none.</param>
    /// <param name="repository">A folder of the project's repository, to compare the commits that the ledger names with what was accepted; or null.</param>
    public static EvidenceVerification VerifyExport(ReadOnlyMemory<byte> document, string? expectedHead = null, string? repository = null)
    {
        string anchor = expectedHead is null ? EvidenceVerification.NoAnchor : EvidenceVerification.ExpectedHead;
        if (ParsedExport.Read(document, out Problem? unreadable) is not { } export)
        {
            return new("export", Journal.Start, anchor, [EvidenceCheck.Of("loaded", "the file as JSON", unreadable!)]);
        }

        ExaminedRun examined = Examine(export);
        return new("export", examined.Head, anchor,
        [
            EvidenceCheck.Of("loaded", "the file as JSON"),
            .. ExportChecks.Of(export, examined.Run, examined.Problems),
            ExportChecks.Head(examined.Head, expectedHead),
            .. repository is null || examined.Run is null ? [] : CheckpointChecks.Of(examined.Run, (commit, paths) => CommitFiles.Read(repository, commit, paths)),
        ]);
    }

    private static ExaminedRun Examine(ParsedExport export) => RunVerifier.Examine(
        export.Contents.GetValueOrDefault(RunPaths.Journal),
        () => RecordSet.Paths.Where(export.Contents.ContainsKey).ToDictionary(path => path, path => RecordBytes.Of(export.Contents[path]), StringComparer.Ordinal),
        new());

    private ExaminedRun Examine() => RunVerifier.Examine(_folder.Read(RunPaths.Journal), () => RunStore.ReadFiles(_folder, known: null), Configuration);

    /// <summary>The lock, so that nobody writes while we read; null where nothing can be written anyway.</summary>
    private RunLock? TakeToRead(out Problem? problem)
    {
        problem = null;
        if (_held is { IsGone: false })
        {
            return null;
        }

        try
        {
            RunLock? taken = RunLock.Take(_folder, Now, out problem);
            problem = problem?.Reason == RunCodes.StorageFailed ? null : problem;
            return taken;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            // An auditor's copy that nobody may write to.
            return null;
        }
    }

    private string Collect(Reports.RecordedRun run, out int leftOut, out List<ExportFile> files)
    {
        files = [];
        if (run.ConfigurationText is { } text)
        {
            // What the run goes by is in the journal; the file may be another one by now.
            files.Add(ExportFile.Of(RunPaths.Configuration, Encoding.UTF8.GetBytes(text)));
        }

        leftOut = 0;
        foreach (string path in ExportPaths.Of(run.Configuration).Concat(ExportPaths.Folders.SelectMany(_folder.Tree)).Distinct(StringComparer.Ordinal))
        {
            byte[]? content = _folder.TryRead(path, out bool isOdd);
            if (content is not null && files.Count < ExportPaths.MostFiles)
            {
                files.Add(ExportFile.Of(path, content));
            }
            else if (content is not null || isOdd)
            {
                // What is there and not in the export is counted, so that nobody takes the export for all of it.
                leftOut++;
            }
        }

        return ProtocolTime.Format(Now);
    }

    private ExportSetting Setting(string at, int leftOut)
    {
        TreeSnapshot tree = Look();
        JsonArray blockers = new([.. new[] { tree.Git?.Head is null ? "no commit to restore on" : null, tree.Dirty.Count > 0 ? "files differ from the commit" : null }.OfType<string>().Select(why => (JsonNode?)JsonValue.Create(why))]);
        JsonObject git = new()
        {
            ["is_repo"] = tree.Git is not null,
            ["head_sha"] = tree.Git?.Head,
            ["dirty_paths"] = new JsonArray([.. tree.Dirty.Keys.Order(StringComparer.Ordinal).Take(ExportFile.MostEntries).Select(path => (JsonNode?)JsonValue.Create(path))]),
            ["restore_supported"] = blockers.Count == 0,
            ["restore_blockers"] = blockers,
        };
        return new(at, Root, new JsonObject { ["git"] = git }, leftOut);
    }
}

/// <summary>What exporting a run came to.</summary>
/// <param name="Document">The export, empty when there is none.</param>
/// <param name="Head">The last entry of the journal that holds.</param>
/// <param name="Refusal">Why there is none, or null.</param>
public sealed record ExportResult(ReadOnlyMemory<byte> Document, JournalHead Head, Problem? Refusal);
