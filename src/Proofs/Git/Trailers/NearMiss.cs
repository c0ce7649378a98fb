using System.Text;

namespace Proofs.Git.Trailers;

/// <summary>A line that a person would take for the trailer, and why git does not.</summary>
/// <param name="Line">Its number in the message, counted from 1.</param>
/// <param name="Why">The rest of a sentence that begins "line N looks like KEY but".</param>
public sealed record NearMiss(int Line, string Why)
{
    /// <summary>Finds the last line that looks like the key without being a trailer.</summary>
    /// <param name="message">The message in UTF-8, NUL bytes and what follows them included.</param>
    /// <param name="key">The key, for example <c>Feature-Key</c>.</param>
    public static NearMiss? Find(ReadOnlySpan<byte> message, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        string folded = Lookalikes.Fold(key);
        NearMiss? found = null;
        int number = 0;
        for (int at = 0; at < message.Length; at = MessageLines.Next(message, at))
        {
            number++;
            ReadOnlySpan<byte> line = message[at..MessageLines.Next(message, at)];
            // A key's line is short; a long one costs nothing to look at this way.
            string text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, 256)]);
            if (Looks(text, folded))
            {
                found = new(number, Explain(message, at, text, key));
            }
        }

        return found;
    }

    private static bool Looks(string line, string foldedKey)
    {
        string text = line.TrimStart(' ', '\t', '#', '>', '*', '-', '`', '_', '"', '\'', '+', '\0');
        int colon = text.IndexOfAny([':', '=', '\uFF1A', '\uFE55', '\u2236']);
        return colon > 0 && Lookalikes.Fold(text[..colon]).Equals(foldedKey, StringComparison.OrdinalIgnoreCase);
    }

    private static string Explain(ReadOnlySpan<byte> message, int at, string line, string key)
    {
        int nul = message.IndexOf((byte)0);
        if (nul >= 0 && at + line.Length > nul && message[at..].IndexOf((byte)0) is var inLine && (at > nul || inLine < line.IndexOf(':', StringComparison.Ordinal)))
        {
            return "stands behind a NUL byte, where git stops reading the message";
        }

        ReadOnlySpan<byte> text = nul < 0 ? message : message[..nul];
        if (at >= TrailerBlock.ScissorsAt(text))
        {
            return "stands below a scissors line, from which on git ignores the message";
        }

        if (line[0] == '#')
        {
            return "starts with '#', which makes it a comment";
        }

        if (line[0] is ' ' or '\t')
        {
            return "is indented, which makes it a continuation of the line above or quoted text";
        }

        string name = line[..Math.Max(line.IndexOfAny([':', '=', '\uFF1A', '\uFE55', '\u2236']), 0)].TrimEnd(' ', '\t');
        if (!name.Equals(key, StringComparison.OrdinalIgnoreCase) || line[name.Length..].TrimStart(' ', '\t')[0] != ':')
        {
            return Lookalikes.FirstOddity(line[..Math.Min(line.Length, name.Length + 1)]) is { } oddity
                ? $"holds {oddity}, so it does not read '{key}:'"
                : $"does not read '{key}:'";
        }

        return ExplainPlace(text, at);
    }

    private static string ExplainPlace(ReadOnlySpan<byte> message, int at)
    {
        int skipped = message.Length - TrailerReader.SkipLeadingBlankLines(message).Length;
        ReadOnlySpan<byte> text = message[skipped..];
        int line = at - skipped;
        if (line < TrailerBlock.TitleEnd(text, text.Length))
        {
            return "is part of the title paragraph; trailers need a blank line above them";
        }

        int end = line;
        while (end < text.Length && !MessageLines.IsBlank(text[end..]))
        {
            end = MessageLines.Next(text, end);
        }

        int next = end;
        while (next < text.Length && (MessageLines.IsBlank(text[next..]) || text[next] == '#'))
        {
            next = MessageLines.Next(text, next);
        }

        if (next < text.Length)
        {
            return $"is outside the trailer block because line {NumberOf(message, next + skipped)} begins another paragraph; only the last one can hold trailers";
        }

        int start = line;
        while (MessageLines.Last(text, start) is >= 0 and var above && !MessageLines.IsBlank(text[above..]))
        {
            start = above;
        }

        int prose = -1;
        for (int i = start; i < end; i = MessageLines.Next(text, i))
        {
            bool isOther = text[i] != '#' && !MessageLines.IsSpace(text[i]) && MessageLines.Separator(text[i..]) < 1 && !MessageLines.IsGitWritten(text[i..]);
            prose = isOther && (prose < 0 || i < line) ? i : prose;
        }

        return prose < 0
            ? "is not in the trailer block"
            : $"is outside the trailer block because line {NumberOf(message, prose + skipped)} is prose";
    }

    private static int NumberOf(ReadOnlySpan<byte> message, int at) => message[..at].Count((byte)'\n') + 1;
}
