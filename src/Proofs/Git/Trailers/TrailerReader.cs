using System.Text;

namespace Proofs.Git.Trailers;

/// <summary>
/// Reads trailers from a message's raw bytes, equal to <c>git log --format=%(trailers:unfold)</c> with repository configuration ignored
/// (git 2.39: pretty.c format_trailers_from_commit, trailer.c trailer_info_get, parse_trailer, unfold_value).
/// </summary>
internal static class TrailerReader
{
    /// <summary>All trailers, in order.</summary>
    /// <param name="message">The message in UTF-8, without the commit's header.</param>
    public static IReadOnlyList<Trailer> ReadAll(ReadOnlySpan<byte> message) => Read(message, default);

    /// <summary>The values of one key, in order; keys compare without regard to ASCII case.</summary>
    /// <param name="message">The message in UTF-8, without the commit's header.</param>
    /// <param name="key">The key, for example <c>Feature-Key</c>.</param>
    public static IReadOnlyList<Trailer> ReadKey(ReadOnlySpan<byte> message, ReadOnlySpan<byte> key) => Read(message, key);

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

    private static List<Trailer> Read(ReadOnlySpan<byte> message, ReadOnlySpan<byte> key)
    {
        message = SkipLeadingBlankLines(message);
        TrailerBlock block = TrailerBlock.Find(message);
        List<Trailer> trailers = [];
        for (int at = block.Start; at < block.End;)
        {
            int start = at;
            at = Math.Min(MessageLines.Next(message, at), block.End);
            int colon = MessageLines.Separator(message[start..at]);
            if (colon < 1)
            {
                continue;
            }

            while (at < block.End && MessageLines.IsSpace(message[at]))
            {
                at = Math.Min(MessageLines.Next(message, at), block.End);
            }

            ReadOnlySpan<byte> name = MessageLines.Trim(message.Slice(start, colon));
            if (key.IsEmpty || Ascii.EqualsIgnoreCase(name, key))
            {
                trailers.Add(new(name.ToArray(), Unfold(MessageLines.Trim(message[(start + colon + 1)..at]))));
            }
        }

        return trailers;
    }

    /// <param name="value">Trimmed, so that no line break stands at its ends.</param>
    private static byte[] Unfold(ReadOnlySpan<byte> value)
    {
        if (!value.Contains((byte)'\n'))
        {
            return value.ToArray();
        }

        List<byte> unfolded = new(value.Length);
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

            unfolded.Add(next);
        }

        return [.. unfolded];
    }
}
