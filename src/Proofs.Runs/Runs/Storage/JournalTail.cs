using System.Text.Json;
using Proofs.Evidence;
using Proofs.Runs.Runs.Journals;

namespace Proofs.Runs.Runs.Storage;

/// <summary>The end of a run's journal: what the next entry follows from. Whether the whole chain holds takes longer to tell; see <see cref="RunVerifier"/>.</summary>
/// <param name="Head">The last entry.</param>
/// <param name="Length">The length of the journal in bytes.</param>
/// <param name="LastLine">Its last line, with its line feed.</param>
/// <param name="Records">What each record was after it.</param>
/// <param name="Terms">What the run goes by.</param>
internal sealed record JournalTail(JournalHead Head, long Length, byte[] LastLine, IReadOnlyDictionary<string, RecordMark> Records, RunTerms Terms)
{
    /// <summary>Reads the end.</summary>
    /// <param name="journal">The file.</param>
    /// <param name="problem">Why it is none, or null.</param>
    internal static JournalTail? Read(byte[] journal, out Problem? problem)
    {
        problem = null;
        if (journal.Length == 0)
        {
            problem = new(RunCodes.JournalBroken, $"{RunPaths.Journal} is empty.") { Path = RunPaths.Journal };
            return null;
        }

        if (journal[^1] != (byte)'\n')
        {
            int whole = journal.AsSpan().LastIndexOf((byte)'\n') + 1;
            problem = new(RunCodes.JournalTorn, $"{RunPaths.Journal} ends in {journal.Length - whole} bytes of a line that was cut off, from byte {whole} on.") { Path = RunPaths.Journal, Field = $"byte {whole}" };
            return null;
        }

        try
        {
            ReadOnlyMemory<byte> line = Line(journal, journal.Length);
            (JournalHead head, RunEntry last) = Entry(line);
            return new(head, journal.Length, line.ToArray(), last.Records, FindTerms(journal) ?? throw new JsonException("No entry tells the terms of the run."));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            problem = new(RunCodes.JournalBroken, $"The last line of {RunPaths.Journal} is no entry that follows from the one before.") { Path = RunPaths.Journal, Detail = broken.Message };
            return null;
        }
    }

    /// <summary>The end of the journal once more.</summary>
    /// <param name="end">The journal from this end's last line on.</param>
    /// <param name="mayGrow">Whether others may have gone on with it.</param>
    /// <returns>The new end, or null when the journal is not the one it was.</returns>
    internal JournalTail? Again(byte[]? end, bool mayGrow)
    {
        if (end is null || !end.AsSpan().StartsWith(LastLine) || (end.Length > LastLine.Length && !mayGrow))
        {
            return null;
        }

        byte[] more = end[LastLine.Length..];
        try
        {
            return more.Length == 0 ? this
                : Journal.Read(more, Head) is { Fault: null } reading && Line(more, more.Length).ToArray() is var line ? new(reading.Head, Length + more.Length, line, Entry(line).Entry.Records, FindTerms(more) ?? Terms)
                : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            // A chain that holds, of entries that no runner wrote.
            return null;
        }
    }

    /// <summary>The line that ends at a place, with its line feed.</summary>
    internal static ReadOnlyMemory<byte> Line(byte[] journal, int end)
    {
        int start = journal.AsSpan(0, end - 1).LastIndexOf((byte)'\n') + 1;
        return journal.AsMemory(start, end - start);
    }

    private static (JournalHead Head, RunEntry Entry) Entry(ReadOnlyMemory<byte> line)
    {
        using JsonDocument document = JsonDocument.Parse(line, new() { AllowDuplicateProperties = false });
        JournalHead before = new(document.RootElement.GetProperty("sequence").GetInt64() - 1, document.RootElement.GetProperty("previous").GetString() ?? string.Empty);
        JournalReading reading = Journal.Read(line, before);
        return reading is { Fault: null, Entries: [var entry] } ? (reading.Head, RunEntry.Of(entry)) : throw new JsonException("Its digest is not that of what it says.");
    }

    /// <summary>The terms in the newest entry that has some; the first entry always does.</summary>
    private static RunTerms? FindTerms(byte[] journal)
    {
        for (int end = journal.Length; end > 0;)
        {
            ReadOnlyMemory<byte> line = Line(journal, end);
            if (line.Span.IndexOf("\"terms\":{"u8) >= 0 && Entry(line).Entry.Terms is { } terms)
            {
                return terms;
            }

            end -= line.Length;
        }

        return null;
    }
}
