using System.Security.Cryptography;
using Proofs.Runs.Runs.Journals;

namespace Proofs.Runs.Runs.Storage;

/// <summary>A record's bytes. They never change; what is put behind them shares their memory and their digest, so that a long run costs no more with each turn.</summary>
internal sealed class RecordBytes
{
    private readonly Room _room;

    private RecordBytes(Room room)
    {
        _room = room;
        Length = room.Used;
        Mark = new(room.Used, Convert.ToHexStringLower(room.Hash.GetCurrentHash()));
    }

    internal int Length { get; }

    /// <summary>What a record of these bytes is.</summary>
    internal RecordMark Mark { get; }

    internal ReadOnlySpan<byte> Span => _room.Bytes.AsSpan(0, Length);

    internal static RecordBytes Of(ReadOnlySpan<byte> content) => new(Put(new(content.Length), content));

    /// <summary>These bytes and more.</summary>
    internal RecordBytes With(ReadOnlySpan<byte> more)
    {
        // What somebody else put behind these is not ours to overwrite.
        if (_room.Used != Length)
        {
            return new(Put(Put(new(Length + more.Length), Span), more));
        }

        return new(Put(_room, more));
    }

    private static Room Put(Room room, ReadOnlySpan<byte> more)
    {
        int needed = checked(room.Used + more.Length);
        if (needed > room.Bytes.Length)
        {
            byte[] wider = new byte[Math.Max(needed, (int)Math.Min(2L * room.Bytes.Length, Array.MaxLength))];
            room.Bytes.AsSpan(0, room.Used).CopyTo(wider);
            room.Bytes = wider;
        }

        more.CopyTo(room.Bytes.AsSpan(room.Used));
        room.Hash.AppendData(more);
        room.Used = needed;
        return room;
    }

    private sealed class Room(int length)
    {
        internal byte[] Bytes { get; set; } = new byte[length];

        internal int Used { get; set; }

        internal IncrementalHash Hash { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }
}
