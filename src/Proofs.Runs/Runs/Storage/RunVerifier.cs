using Proofs.Evidence;
using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Storage;

/// <summary>Checks everything that a project's folder says about its runs, from the first entry of the journal on.</summary>
internal static class RunVerifier
{
    /// <summary>Checks.</summary>
    /// <param name="folder">The project.</param>
    /// <param name="configuration">Its configuration, where the journal names none.</param>
    /// <param name="anchor">What the journal is compared with, or null.</param>
    internal static RunVerification Verify(ProjectFolder folder, RunConfiguration configuration, RunAnchor? anchor)
    {
        try
        {
            return Check(folder, configuration, anchor);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            // A link or a folder in a record's place, a disk that cannot be read: nothing vouches for anything then.
            return new(Journal.Start, anchor?.File ?? "none", [new(RunCodes.StorageFailed, broken.Message)]);
        }
    }

    private static RunVerification Check(ProjectFolder folder, RunConfiguration configuration, RunAnchor? anchor)
    {
        byte[]? journal = folder.Read(RunPaths.Journal);
        JournalReading reading = Journal.Read(journal ?? []);
        List<Problem> problems = [];
        if (journal is null)
        {
            problems.Add(new(RunCodes.JournalBroken, $"There is no {RunPaths.Journal}: nothing vouches for the records.") { Path = RunPaths.Journal });
        }
        else if (reading.Fault is { } fault)
        {
            problems.Add(new(fault is JournalFault.TornTail ? RunCodes.JournalTorn : RunCodes.JournalBroken, $"{RunPaths.Journal} holds up to byte {reading.Length}, entry {reading.Head.Sequence}; what stands behind that {Says(fault)}.") { Path = RunPaths.Journal, Field = $"byte {reading.Length}" });
        }

        if (problems.Count == 0)
        {
            JournalTail? tail = JournalTail.Read(journal!, out Problem? broken);
            RecordSet? records = broken is null ? RecordSet.Read(RunStore.ReadFiles(folder, known: null), before: null, tail!.Records, out broken) : null;
            if (broken is null)
            {
                RunReplay.Run(reading.Entries, path => records!.Bytes(path)?.Span.ToArray(), configuration, out broken);
            }

            problems.AddRange(broken is null ? [] : [broken]);
        }

        IReadOnlyList<JournalHead> noted = anchor?.Heads() ?? [];
        if (anchor is not null && noted.Count == 0)
        {
            problems.Add(new(RunCodes.AnchorMissing, $"There is no {anchor.File}.") { Path = anchor.File });
        }
        else if (noted.Except(Journal.Heads((journal ?? []).AsSpan(0, reading.Length))).FirstOrDefault() is { } other)
        {
            problems.Add(Unanchored(anchor!, other));
        }

        return new(reading.Head, anchor is null ? "none" : anchor.File, problems);
    }

    /// <summary>What is told of a head that was noted and is not in the journal.</summary>
    internal static Problem Unanchored(RunAnchor anchor, JournalHead head) =>
        new(RunCodes.AnchorDiffers, $"{anchor.File} knows entry {head.Sequence} as {head.Digest}, and the journal does not have it.") { Path = RunPaths.Journal, Field = $"entry {head.Sequence}" };

    private static string Says(JournalFault fault) => fault switch
    {
        JournalFault.TornTail => "is a line that was cut off",
        JournalFault.NoRecord => "is no record",
        _ => "does not follow from it",
    };
}
