using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Proofs.Git;

/// <summary>A full SHA-1 object id, 20 bytes. Ordered as git orders ids: bytewise.</summary>
internal readonly record struct CommitId : IComparable<CommitId>
{
    /// <summary>Bytes in a SHA-1 id.</summary>
    public const int Size = 20;

    private static readonly ulong[] Factors = [(ulong)Random.Shared.NextInt64(), (ulong)Random.Shared.NextInt64(), (ulong)Random.Shared.NextInt64()];

    private static ReadOnlySpan<byte> Digits => "0123456789abcdef"u8;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly uint _third;

    /// <summary>Takes an id from its raw bytes.</summary>
    /// <param name="raw">Exactly <see cref="Size"/> bytes.</param>
    public CommitId(ReadOnlySpan<byte> raw)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(raw.Length, Size, nameof(raw));
        _first = BinaryPrimitives.ReadUInt64BigEndian(raw);
        _second = BinaryPrimitives.ReadUInt64BigEndian(raw[8..]);
        _third = BinaryPrimitives.ReadUInt32BigEndian(raw[16..]);
    }

    /// <summary>Reads 40 lower-case hexadecimal digits.</summary>
    /// <param name="text">The digits, nothing around them.</param>
    /// <param name="id">The id when the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out CommitId id)
    {
        Span<byte> hex = stackalloc byte[Size * 2];
        if (text is null || text.Length != hex.Length || !text.All(char.IsAscii))
        {
            id = default;
            return false;
        }

        System.Text.Encoding.ASCII.GetBytes(text, hex);
        return TryParse(hex, out id);
    }

    /// <summary>Reads 40 lower-case hexadecimal digits.</summary>
    /// <param name="hex">The digits, nothing around them.</param>
    /// <param name="id">The id when the bytes are one.</param>
    public static bool TryParse(ReadOnlySpan<byte> hex, out CommitId id)
    {
        id = default;
        if (hex.Length != Size * 2)
        {
            return false;
        }

        // By hand: the framework's own conversion is compiled anew in every process, which costs more than all ids of a usual range.
        Span<byte> raw = stackalloc byte[Size];
        int wrong = 0;
        for (int i = 0; i < Size; i++)
        {
            raw[i] = (byte)((Value(hex[2 * i], ref wrong) << 4) | Value(hex[(2 * i) + 1], ref wrong));
        }

        id = wrong == 0 ? new(raw) : default;
        return wrong == 0;
    }

    /// <summary>Writes the raw bytes.</summary>
    /// <param name="raw">Room for <see cref="Size"/> bytes.</param>
    public void CopyTo(Span<byte> raw)
    {
        BinaryPrimitives.WriteUInt64BigEndian(raw, _first);
        BinaryPrimitives.WriteUInt64BigEndian(raw[8..], _second);
        BinaryPrimitives.WriteUInt32BigEndian(raw[16..], _third);
    }

    /// <summary>Writes the lower-case hexadecimal digits in ASCII.</summary>
    /// <param name="hex">Room for twice <see cref="Size"/> bytes.</param>
    public void WriteHex(Span<byte> hex)
    {
        Span<byte> raw = stackalloc byte[Size];
        CopyTo(raw);
        for (int i = 0; i < Size; i++)
        {
            hex[2 * i] = Digits[raw[i] >> 4];
            hex[(2 * i) + 1] = Digits[raw[i] & 15];
        }
    }

    /// <inheritdoc/>
    public int CompareTo(CommitId other)
    {
        int order = _first.CompareTo(other._first);
        order = order != 0 ? order : _second.CompareTo(other._second);
        return order != 0 ? order : _third.CompareTo(other._third);
    }

    /// <summary>Whether all bytes are equal.</summary>
    public bool Equals(CommitId other) => _first == other._first && _second == other._second && _third == other._third;

    /// <summary>Differs from one process to the next, because a hostile commit may name any ids as its parents.</summary>
    public override int GetHashCode()
    {
        // The upper half of a sum of the id's words, each times a secret factor of its own: any two ids collide as seldom as chance has it.
        return (int)(((_first * Factors[0]) + (_second * Factors[1]) + (_third * Factors[2])) >> 32);
    }

    /// <summary>The 40 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> hex = stackalloc byte[Size * 2];
        WriteHex(hex);
        return System.Text.Encoding.ASCII.GetString(hex);
    }

    /// <summary>A digit's value, without branches, because nobody can foresee a digest's digits: it is one if its value stands for it.</summary>
    private static int Value(byte digit, ref int wrong)
    {
        int value = ((digit & 15) + (9 * (digit >> 6))) & 15;
        wrong |= Digits[value] ^ digit;
        return value;
    }

    /// <summary>Orders bytewise.</summary>
    public static bool operator <(CommitId left, CommitId right) => left.CompareTo(right) < 0;

    /// <summary>Orders bytewise.</summary>
    public static bool operator >(CommitId left, CommitId right) => left.CompareTo(right) > 0;

    /// <summary>Orders bytewise.</summary>
    public static bool operator <=(CommitId left, CommitId right) => left.CompareTo(right) <= 0;

    /// <summary>Orders bytewise.</summary>
    public static bool operator >=(CommitId left, CommitId right) => left.CompareTo(right) >= 0;
}
