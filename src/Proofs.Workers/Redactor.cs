using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Proofs.Workers;

/// <summary>Takes secrets out of what others write: out of a stream of bytes, also those that arrive in two parts, and out of texts.</summary>
internal sealed class Redactor
{
    private const int Shortest = 4;

    /// <summary>A piece of a secret that is this long helps to guess it, in characters.</summary>
    private const int Piece = 8;

    private const string Mark = "[redacted]";

    private static readonly byte[] Marked = Encoding.UTF8.GetBytes(Mark);

    /// <summary>The longest first: of two that begin at the same place, the longer one goes.</summary>
    private readonly byte[][] _secrets;
    private readonly string[] _plain;
    private readonly ArrayBufferWriter<byte> _output = new();
    private byte[] _held = [];

    /// <param name="secrets">What must not be seen. Very short ones are words, and stay.</param>
    internal Redactor(IEnumerable<string> secrets)
    {
        _plain = [.. secrets.Select(secret => secret.Trim()).Where(secret => secret.Length >= Shortest)];
        _secrets = [.. _plain
            .SelectMany(secret => (string[])[secret, JsonEncodedText.Encode(secret).ToString(), Uri.EscapeDataString(secret), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=')])
            .Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes).OrderByDescending(secret => secret.Length)];
    }

    /// <summary>The next bytes; the end of what came may be held back until it is clear that no secret begins there. Valid until the next call.</summary>
    internal ReadOnlyMemory<byte> Next(ReadOnlyMemory<byte> bytes, bool isLast = false)
    {
        if (_secrets.Length == 0)
        {
            return bytes;
        }

        _output.ResetWrittenCount();
        byte[] all = [.. _held, .. bytes.Span];
        ReadOnlySpan<byte> left = all;
        while (true)
        {
            (int at, int length) = First(left);
            int open = isLast ? -1 : Open(left);
            if (open >= 0 && (at < 0 || open <= at))
            {
                // A longer secret may go on from here.
                _output.Write(left[..open]);
                _held = left[open..].ToArray();
                return _output.WrittenMemory;
            }

            if (at < 0)
            {
                _output.Write(left);
                _held = [];
                return _output.WrittenMemory;
            }

            _output.Write(left[..at]);
            _output.Write(Marked);
            left = left[(at + length)..];
        }
    }

    /// <summary>A whole text without the secrets.</summary>
    internal byte[] Whole(ReadOnlyMemory<byte> bytes) => Next(bytes, isLast: true).ToArray();

    /// <summary>A text of somebody who may quote a secret in part, as providers do in their errors: every piece of eight characters or more goes.</summary>
    internal string Text(string text)
    {
        string whole = Encoding.UTF8.GetString(Whole(Encoding.UTF8.GetBytes(text)));
        StringBuilder safe = new(whole.Length);
        for (int at = 0; at < whole.Length;)
        {
            int length = LongestPiece(whole.AsSpan(at));
            safe.Append(length > 0 ? Mark : whole[at].ToString());
            at += Math.Max(1, length);
        }

        return safe.ToString();
    }

    /// <summary>Whether a text has a whole secret in it. What servers on this machine are told for want of a key ("none", "test") is no secret and stands everywhere.</summary>
    internal bool IsIn(string text) => _plain.Any(secret => secret.Length >= Piece && text.Contains(secret, StringComparison.Ordinal));

    /// <summary>How much of the text's beginning is a piece of a secret.</summary>
    private int LongestPiece(ReadOnlySpan<char> text)
    {
        int longest = 0;
        foreach (string secret in _plain)
        {
            int least = Math.Min(Piece, secret.Length);
            for (int from = 0; from + least <= secret.Length; from++)
            {
                int common = text.CommonPrefixLength(secret.AsSpan(from));
                longest = common >= least ? Math.Max(longest, common) : longest;
            }
        }

        return longest;
    }

    /// <summary>A whole text without the secrets.</summary>
    internal string Whole(string text) => _secrets.Length == 0 ? text : Encoding.UTF8.GetString(Whole(Encoding.UTF8.GetBytes(text)));

    /// <summary>JSON whose texts and names hold no secrets, however they are escaped; null when that cannot be told. Nothing else of it changes.</summary>
    internal byte[]? WholeJson(ReadOnlyMemory<byte> json)
    {
        byte[] plain = Whole(json);
        if (_secrets.Length == 0)
        {
            return plain;
        }

        ArrayBufferWriter<byte> output = new(plain.Length);
        int copied = 0;
        try
        {
            Utf8JsonReader reader = new(plain);
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.String or JsonTokenType.PropertyName, ValueIsEscaped: true } && reader.GetString() is { } text && Whole(text) is var clean && clean != text)
                {
                    output.Write(plain.AsSpan(copied, (int)reader.TokenStartIndex + 1 - copied));
                    output.Write(JsonEncodedText.Encode(clean).EncodedUtf8Bytes);
                    copied = (int)reader.TokenStartIndex + 1 + reader.ValueSpan.Length;
                }
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The second comes from texts that are no Unicode.
            return null;
        }

        output.Write(plain.AsSpan(copied));
        return output.WrittenSpan.ToArray();
    }

    private (int At, int Length) First(ReadOnlySpan<byte> bytes)
    {
        (int at, int length) = (-1, 0);
        foreach (byte[] secret in _secrets)
        {
            int found = bytes.IndexOf(secret);
            if (found >= 0 && (at < 0 || found < at))
            {
                (at, length) = (found, secret.Length);
            }
        }

        return (at, length);
    }

    /// <summary>Where the earliest secret begins that the bytes end in the middle of, or -1.</summary>
    private int Open(ReadOnlySpan<byte> bytes)
    {
        for (int at = Math.Max(0, bytes.Length - _secrets[0].Length + 1); at < bytes.Length; at++)
        {
            ReadOnlySpan<byte> end = bytes[at..];
            foreach (byte[] secret in _secrets)
            {
                if (secret.Length > end.Length && secret.AsSpan().StartsWith(end))
                {
                    return at;
                }
            }
        }

        return -1;
    }
}
