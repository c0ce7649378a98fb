using System.Text;

namespace Proofs.Git.Trailers;

/// <summary>
/// Reads trailers from a message's raw bytes, equal to <c>git log --format=%(trailers:unfold)</c> with repository configuration ignored
/// (git 2.39: pretty.c format_trailers_from_commit, trailer.c trailer_info_get, parse_trailer, unfold_value). It reads them one after
/// another and makes nothing for a trailer that nobody asks for.
/// </summary>
internal ref struct TrailerReader
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly int _end;
    private int _at;
    private ReadOnlySpan<byte> _value;

    /// <summary>Before the first trailer.</summary>
    /// <param name="message">The message in UTF-8, without the commit's header.</param>
    internal TrailerReader(ReadOnlySpan<byte> message)
    {
        _message = SkipLeadingBlankLines(message);
        TrailerBlock block = TrailerBlock.Find(_message);
        (_at, _end) = (block.Start, block.End);
    }

    /// <summary>What stands before the colon, trimmed.</summary>
    internal ReadOnlySpan<byte> Key { get; private set; }

    /// <summary>What stands behind it, trimmed, continuation lines joined by one blank.</summary>
    internal readonly ReadOnlySpan<byte> Value => Unfold(_value);

    /// <summary>Goes to the next trailer, or returns false when there is none.</summary>
    internal bool Read()
    {
        while (_at < _end)
        {
            int start = _at;
            NextLine();
            int colon = MessageLines.Separator(_message[start.._at]);
            if (colon < 1)
            {
                continue;
            }

            while (_at < _end && MessageLines.IsSpace(_message[_at]))
            {
                NextLine();
            }

            Key = MessageLines.Trim(_message.Slice(start, colon));
            _value = MessageLines.Trim(_message[(start + colon + 1).._at]);
            return true;
        }

        return false;
    }

    /// <summary>Goes to the next trailer with this key, or returns false when there is none; keys compare without regard to ASCII case.</summary>
    internal bool Read(ReadOnlySpan<byte> key)
    {
        while (Read())
        {
            if (Ascii.EqualsIgnoreCase(Key, key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>git looks for trailers behind leading blank lines (pretty.c, parse_commit_message).</summary>
    internal static ReadOnlySpan<byte> SkipLeadingBlankLines(ReadOnlySpan<byte> message)
    {
        int nul = message.IndexOf((byte)0);
        message = nul < 0 ? message : message[..nul];
        while (!message.IsEmpty)
        {
            int next = MessageLines.Next(message, 0);
            if (!MessageLines.Trim(message[..next]).IsEmpty)
            {
                break;
            }

            message = message[next..];
        }

        return message;
    }

    private void NextLine() => _at = Math.Min(MessageLines.Next(_message, _at), _end);

    /// <param name="value">Trimmed, so that no line break stands at its ends.</param>
    private static ReadOnlySpan<byte> Unfold(ReadOnlySpan<byte> value)
    {
        if (!value.Contains((byte)'\n'))
        {
            return value;
        }

        byte[] unfolded = new byte[value.Length];
        int length = 0;
        for (int i = 0; i < value.Length;)
        {
            byte next = value[i++];
            if (next == '\n')
            {
                while (i < value.Length && MessageLines.IsSpace(value[i]))
                {
                    i++;
                }

                next = (byte)' ';
            }

            unfolded[length++] = next;
        }

        return unfolded.AsSpan(0, length);
    }
}
