using System.Text;
using System.Text.Json;
using Proofs.Evidence;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Journals;
using Proofs.Runs.Runs.Operations;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Reports;

namespace Proofs.Runs.Runs.Storage;

/// <summary>Checks everything that records say about runs, from the first entry of the journal on.</summary>
internal static class RunVerifier
{
    /// <summary>Checks a project's folder.</summary>
    /// <param name="folder">The project.</param>
    /// <param name="configuration">Its configuration, where the journal names none.</param>
    /// <param name="anchor">What the journal is compared with, or null.</param>
    internal static RunVerification Verify(ProjectFolder folder, RunConfiguration configuration, RunAnchor? anchor)
    {
        try
        {
            byte[]? journal = folder.Read(RunPaths.Journal);
            ExaminedRun examined = Examine(journal, () => RunStore.ReadFiles(folder, known: null), configuration);
            return new(examined.Head, anchor is null ? "none" : anchor.File, [.. examined.Problems, .. Compare(journal ?? [], examined.Length, anchor)]);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            // A link or a folder in a record's place, a disk that cannot be read: nothing vouches for anything then.
            return new(Journal.Start, anchor?.File ?? "none", [new(RunCodes.StorageFailed, broken.Message)]);
        }
    }

    /// <summary>Checks records wherever they come from.</summary>
    /// <param name="journal">The journal, or null when there is none.</param>
    /// <param name="records">Reads the records.</param>
    /// <param name="configuration">The configuration where the journal names none.</param>
    internal static ExaminedRun Examine(byte[]? journal, Func<Dictionary<string, RecordBytes>> records, RunConfiguration configuration)
    {
        JournalReading reading = Journal.Read(journal ?? []);
        if (journal is null)
        {
            return new(reading.Head, 0, [new(RunCodes.JournalBroken, $"There is no {RunPaths.Journal}: nothing vouches for the records.") { Path = RunPaths.Journal }], null);
        }

        if (reading.Fault is { } fault)
        {
            return new(reading.Head, reading.Length, [new(fault is JournalFault.TornTail ? RunCodes.JournalTorn : RunCodes.JournalBroken, $"{RunPaths.Journal} holds up to byte {reading.Length}, entry {reading.Head.Sequence}; what stands behind that {Says(fault)}.") { Path = RunPaths.Journal, Field = $"byte {reading.Length}" }], null);
        }

        JournalTail? tail = JournalTail.Read(journal, out Problem? broken);
        RecordSet? set = broken is null ? RecordSet.Read(records(), before: null, tail!.Records, out broken) : null;
        if (broken is null)
        {
            RunReplay.Run(reading.Entries, path => set!.Bytes(path)?.Span.ToArray(), configuration, out broken);
        }

        return new(reading.Head, reading.Length, broken is null ? [] : [broken], broken is null ? Recorded(reading, tail!, set!, configuration) : null);
    }

    /// <summary>What is told of a head that was noted and is not in the journal.</summary>
    internal static Problem Unanchored(RunAnchor anchor, JournalHead head) =>
        new(RunCodes.AnchorDiffers, $"{anchor.File} knows entry {head.Sequence} as {head.Digest}, and the journal does not have it.") { Path = RunPaths.Journal, Field = $"entry {head.Sequence}" };

    private static IEnumerable<Problem> Compare(byte[] journal, int length, RunAnchor? anchor)
    {
        IReadOnlyList<JournalHead> noted = anchor?.Heads() ?? [];
        return anchor is null ? []
            : noted.Count == 0 ? [new(RunCodes.AnchorMissing, $"There is no {anchor.File}.") { Path = anchor.File }]
            : noted.Except(Journal.Heads(journal.AsSpan(0, length))).FirstOrDefault() is { } other ? [Unanchored(anchor, other)]
            : [];
    }

    private static RecordedRun Recorded(JournalReading reading, JournalTail tail, RecordSet set, RunConfiguration fallback)
    {
        string? text = tail.Terms.Configuration;
        return new()
        {
            State = set.State,
            Configuration = text is not null && ConfigurationReader.Read(Encoding.UTF8.GetBytes(text)).Configuration is { } frozen ? frozen : fallback,
            ConfigurationText = text,
            Head = reading.Head,
            Marks = set.Marks,
            AllHistory = set.History,
            AllDecisions = [.. set.Decisions.Where(line => line.Id.Length > 0)],
            AllGovernance = Lines(set.Bytes(RunPaths.Ledger), ProtocolJson.Default.LedgerRecord, record => record.Type is not null || record.Decision is not null),
            AllEvents = Lines(set.Bytes(RunPaths.Events), ProtocolJson.Default.RunEvent, happened => happened.EventType.Length > 0),
            RepoDecisions = set.RepoDecisions,
            BegunHere = reading.Entries.Select(entry => RunEntry.Of(entry).Command).OfType<string>().Select(RecordedCommand.Read).OfType<InitializeRun>().Select(command => command.RunId).ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>The lines that have a form; other runners wrote others.</summary>
    private static IReadOnlyList<T> Lines<T>(RecordBytes? record, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, Func<T, bool> has)
        where T : class
    {
        List<T> lines = [];
        ReadOnlySpan<byte> content = record is null ? [] : record.Span;
        foreach (Range range in content.Split((byte)'\n'))
        {
            try
            {
                if (!content[range].Trim("\r\t "u8).IsEmpty && JsonSerializer.Deserialize(content[range], type) is { } line && has(line))
                {
                    lines.Add(line);
                }
            }
            catch (JsonException)
            {
                // Nothing is derived from a line of another shape, but that it is there.
            }
        }

        return lines;
    }

    private static string Says(JournalFault fault) => fault switch
    {
        JournalFault.TornTail => "is a line that was cut off",
        JournalFault.NoRecord => "is no record",
        _ => "does not follow from it",
    };
}

/// <summary>What checking records came to.</summary>
/// <param name="Head">The last entry of the journal that holds.</param>
/// <param name="Length">Up to where it holds, in bytes.</param>
/// <param name="Problems">What does not hold.</param>
/// <param name="Run">What the records say, when they hold.</param>
internal sealed record ExaminedRun(JournalHead Head, int Length, IReadOnlyList<Problem> Problems, RecordedRun? Run);
