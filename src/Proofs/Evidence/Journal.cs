using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Proofs.Evidence;

/// <summary>
/// A record of what happened in which nothing can be changed, dropped or put in afterwards without that being seen: each line holds the digest
/// of the one before. What was cut off at the end can only be seen by somebody who knows the last digest.
/// </summary>
/// <remarks>One line is the canonical JSON of <c>{"digest","entry","previous","sequence"}</c> and a line feed; see <see cref="CanonicalJson"/>.</remarks>
public static class Journal
{
    /// <summary>What the first line has as the digest before it.</summary>
    public static JournalHead Start { get; } = new(0, new('0', 64));

    /// <summary>Puts an entry behind a head.</summary>
    /// <param name="head">The last line so far.</param>
    /// <param name="entry">What happened; an object.</param>
    /// <returns>The line to append, with its line feed, and the new head.</returns>
    /// <exception cref="JsonException">The entry has no canonical form or is no object.</exception>
    public static (byte[] Line, JournalHead Head) Append(JournalHead head, JsonElement entry)
    {
        ArgumentNullException.ThrowIfNull(head);
        if (entry.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("An entry of a journal is an object.");
        }

        byte[] canonical = CanonicalJson.Write(entry);
        JournalHead next = new(head.Sequence + 1, Digest(head, canonical));
        return (Encoding.UTF8.GetBytes($$"""{"digest":"{{next.Digest}}","entry":{{Encoding.UTF8.GetString(canonical)}},"previous":"{{head.Digest}}","sequence":{{next.Sequence}}}""" + "\n"), next);
    }

    /// <summary>Checks every line, and that each follows from the one before.</summary>
    /// <param name="journal">Everything that was appended.</param>
    /// <returns>How far it holds, and what is wrong there.</returns>
    public static JournalReading Read(ReadOnlyMemory<byte> journal) => Read(journal, Start);

    /// <summary>Checks lines that follow a head, and that each follows from the one before.</summary>
    /// <param name="journal">What was appended behind it.</param>
    /// <param name="head">The last line before.</param>
    /// <returns>How far it holds, and what is wrong there; the length counts from the head on.</returns>
    public static JournalReading Read(ReadOnlyMemory<byte> journal, JournalHead head)
    {
        List<JsonElement> entries = [];
        int at = 0;
        while (at < journal.Length)
        {
            int length = journal.Span[at..].IndexOf((byte)'\n') + 1;
            if (length == 0)
            {
                return new(entries, head, at, JournalFault.TornTail);
            }

            ReadOnlyMemory<byte> line = journal.Slice(at, length);
            if (Entry(line) is not { } entry)
            {
                return new(entries, head, at, JournalFault.NoRecord);
            }

            // What should stand there, byte for byte: nothing is taken from the line but its entry.
            (byte[] expected, JournalHead next) = Append(head, entry);
            if (!line.Span.SequenceEqual(expected))
            {
                return new(entries, head, at, JournalFault.BrokenChain);
            }

            entries.Add(entry);
            (head, at) = (next, at + length);
        }

        return new(entries, head, at, null);
    }

    /// <summary>The head that each line says it is, in order. Only what <see cref="Read(ReadOnlyMemory{byte})"/> finds whole can be trusted.</summary>
    /// <param name="journal">Everything that was appended.</param>
    public static IReadOnlyList<JournalHead> Heads(ReadOnlySpan<byte> journal)
    {
        List<JournalHead> heads = [];
        foreach (Range range in journal.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = journal[range];
            if (line.StartsWith(DigestField) && line.Length > DigestField.Length + 64)
            {
                heads.Add(new(heads.Count + 1, Encoding.ASCII.GetString(line.Slice(DigestField.Length, 64))));
            }
        }

        return heads;
    }

    private static ReadOnlySpan<byte> DigestField => "{\"digest\":\""u8;

    private static string Digest(JournalHead head, byte[] entry)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes($"proofs.journal/v1\n{head.Digest}\n{head.Sequence + 1}\n"));
        hash.AppendData(entry);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static JsonElement? Entry(ReadOnlyMemory<byte> line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line, new() { AllowDuplicateProperties = false });
            return document.RootElement is { ValueKind: JsonValueKind.Object } record && record.TryGetProperty("entry", out JsonElement entry) && entry.ValueKind == JsonValueKind.Object && HasForm(entry) ? entry.Clone() : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Whatever it is, no journal wrote it.
            return null;
        }
    }

    private static bool HasForm(JsonElement entry) => CanonicalJson.Write(entry).Length > 0;
}

/// <summary>The last line of a journal, by which the next one follows.</summary>
/// <param name="Sequence">Its number; 0 before the first.</param>
/// <param name="Digest">Its SHA-256 in lower-case hexadecimal digits.</param>
public sealed record JournalHead(long Sequence, string Digest);

/// <summary>What reading a journal came to.</summary>
/// <param name="Entries">The entries that hold, in order.</param>
/// <param name="Head">The last of them.</param>
/// <param name="Length">Up to where it holds, in bytes.</param>
/// <param name="Fault">What is wrong behind that, or null when nothing is.</param>
public sealed record JournalReading(IReadOnlyList<JsonElement> Entries, JournalHead Head, int Length, JournalFault? Fault);

/// <summary>What can be wrong with a line of a journal.</summary>
public enum JournalFault
{
    /// <summary>The last line has no end: a write was cut off.</summary>
    TornTail,

    /// <summary>The line is no record of a journal.</summary>
    NoRecord,

    /// <summary>The line does not follow from the one before: something was changed, dropped, put in or moved.</summary>
    BrokenChain,
}
