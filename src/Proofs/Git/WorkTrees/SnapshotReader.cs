using System.Buffers.Binary;
using System.Text;

namespace Proofs.Git.WorkTrees;

/// <summary>Reads the canonical form of a snapshot, and nothing else: what was written in another way is refused.</summary>
internal ref struct SnapshotReader
{
    /// <summary>The bytes of an entry between its path and its digests.</summary>
    internal const int FactsSize = 56;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest;

    private SnapshotReader(ReadOnlySpan<byte> rest) => _rest = rest;

    internal static TreeSnapshot? Read(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith(SnapshotWriter.Magic))
        {
            return null;
        }

        SnapshotReader reader = new(content[SnapshotWriter.Magic.Length..]);
        try
        {
            return reader.Whole();
        }
        catch (Exception broken) when (broken is InvalidDataException or DecoderFallbackException)
        {
            // The bytes may come from anywhere.
            return null;
        }
    }

    private TreeSnapshot Whole()
    {
        long takenAt = Number();
        TreeEntry[] entries = new TreeEntry[Count(FactsSize + 8)];
        string before = string.Empty;
        for (int index = 0; index < entries.Length; index++)
        {
            entries[index] = Entry(before);
            before = entries[index].Path;
        }

        SortedDictionary<string, string> dirty = Pairs();
        SortedDictionary<string, string> ignoreFiles = Pairs();
        GitSnapshot? git = Number() switch { 0 => null, 1 => Git(), _ => throw new InvalidDataException() };
        return _rest.IsEmpty ? new(takenAt, entries, git) { Dirty = dirty, IgnoreFiles = ignoreFiles } : throw new InvalidDataException();
    }

    private GitSnapshot Git()
    {
        (string headText, string head, string index) = (Text(), Text(), Text());
        (SortedDictionary<string, string> references, SortedDictionary<string, string> settings) = (Pairs(), Pairs());
        string[] unwatched = new string[Count(8)];
        for (int at = 0; at < unwatched.Length; at++)
        {
            unwatched[at] = Text();
        }

        return new() { HeadText = headText, Head = head.Length == 0 ? null : head, Index = index, References = references, Settings = settings, Unwatched = unwatched };
    }

    private TreeEntry Entry(string before)
    {
        string path = Text();
        ReadOnlySpan<byte> facts = Take(FactsSize);
        TreeEntryKind kind = (TreeEntryKind)facts[0];
        if (string.CompareOrdinal(before, path) >= 0 || !Enum.IsDefined(kind) || facts[1] > 1)
        {
            throw new InvalidDataException();
        }

        return new()
        {
            Path = path,
            Kind = kind,
            IsTracked = facts[1] == 1,
            Facts = new(
                BinaryPrimitives.ReadUInt16BigEndian(facts[2..]),
                BinaryPrimitives.ReadInt64BigEndian(facts[4..]),
                BinaryPrimitives.ReadInt64BigEndian(facts[12..]),
                BinaryPrimitives.ReadInt64BigEndian(facts[20..]),
                BinaryPrimitives.ReadUInt64BigEndian(facts[28..]),
                BinaryPrimitives.ReadUInt64BigEndian(facts[36..]),
                BinaryPrimitives.ReadUInt32BigEndian(facts[44..]),
                BinaryPrimitives.ReadUInt32BigEndian(facts[48..]),
                BinaryPrimitives.ReadUInt32BigEndian(facts[52..])),
            Content = kind is TreeEntryKind.File or TreeEntryKind.Link ? new(new(Take(Sha256Digest.Size)), new(Take(CommitId.Size))) : default,
        };
    }

    private SortedDictionary<string, string> Pairs()
    {
        SortedDictionary<string, string> pairs = new(StringComparer.Ordinal);
        string before = string.Empty;
        int count = Count(16);
        for (int index = 0; index < count; index++)
        {
            string key = Text();
            if (index > 0 && string.CompareOrdinal(before, key) >= 0)
            {
                throw new InvalidDataException();
            }

            pairs.Add(key, Text());
            before = key;
        }

        return pairs;
    }

    private string Text() => Strict.GetString(Take(Count(1)));

    /// <summary>How many follow; no more than there is room for, so that a number alone takes no memory.</summary>
    private int Count(int size)
    {
        long count = Number();
        return count >= 0 && count <= _rest.Length / size ? (int)count : throw new InvalidDataException();
    }

    private long Number() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    private ReadOnlySpan<byte> Take(int size)
    {
        if (_rest.Length < size)
        {
            throw new InvalidDataException();
        }

        ReadOnlySpan<byte> taken = _rest[..size];
        _rest = _rest[size..];
        return taken;
    }
}
