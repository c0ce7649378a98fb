using System.Text;
using System.Text.Json;
using Proofs.Evidence;
using Proofs.Runs.Runs.Journals;
using Proofs.Runs.Runs.Operations;

namespace Proofs.Runs.Runs.Storage;

/// <summary>What a change adds to the run's journal.</summary>
internal static class JournalLines
{
    /// <summary>The lines of a change: its entry, and in front of the very first one what was there before.</summary>
    /// <param name="before">The records before the change.</param>
    /// <param name="tail">The journal's end, or null when it begins here.</param>
    /// <param name="decided">The change.</param>
    /// <param name="terms">The terms as the files have them.</param>
    /// <param name="marks">What the records are after the change.</param>
    /// <returns>The lines, the head behind them, and the terms that hold from there.</returns>
    internal static (byte[] Lines, JournalHead Head, RunTerms Terms) Write(RecordSet before, JournalTail? tail, Decided decided, RunTerms terms, IReadOnlyDictionary<string, RecordMark> marks)
    {
        List<byte> lines = [];
        JournalHead head = tail?.Head ?? Journal.Start;
        void Add(RunEntry entry)
        {
            (byte[] line, head) = Journal.Append(head, entry.ToElement());
            lines.AddRange(line);
        }

        if (tail is null)
        {
            Add(new() { Kind = RunEntry.Opened, At = decided.Facts.Now, State = Text(before, RunPaths.State), RepoDecisions = Text(before, RunPaths.RepoDecisions), Terms = terms, Records = before.Marks });
        }

        bool begins = decided is { Command: InitializeRun or AdoptTerms, Refusal: null };
        Add(new()
        {
            Kind = RunEntry.Decided,
            At = decided.Facts.Now,
            Command = decided.Text,
            Facts = JsonSerializer.Serialize(decided.Facts, ProtocolJson.Line.RecordedFacts),
            Refusal = decided.Refusal?.Reason.Id,
            Terms = begins ? terms : null,
            Records = marks,
        });
        return ([.. lines], head, begins || tail is null ? terms : tail.Terms);
    }

    private static string? Text(RecordSet records, string path) => records.Bytes(path) is { } content ? Encoding.UTF8.GetString(content.Span) : null;

    /// <summary>Whether what a transaction adds to the journal follows from the journal as it is, or is there already.</summary>
    internal static bool Follows(byte[] journal, PreparedTransaction transaction)
    {
        if (transaction.Effects![0] is not { Path: RunPaths.Journal, At: { } at, Bytes: var lines } || at > journal.Length)
        {
            return false;
        }

        JournalTail? tail = at == 0 ? null : JournalTail.Read(journal[..(int)at], out _);
        return (at == 0 || tail is not null) && Journal.Read(lines, tail?.Head ?? Journal.Start) is { Fault: null, Entries.Count: > 0 };
    }
}
