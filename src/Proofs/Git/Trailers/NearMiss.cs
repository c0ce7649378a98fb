using System.Text;
using Proofs.Texts;

namespace Proofs.Git.Trailers;

/// <summary>A line that a person would take for the trailer, and why git does not.</summary>
/// <param name="Line">Its number in the message, counted from 1.</param>
/// <param name="Why">The rest of a sentence that begins "line N looks like KEY but".</param>
internal sealed record NearMiss(int Line, string Why)
{
    private const int LongestLook = 256;
    private static readonly char[] Separators = [':', '=', '\uFF1A', '\uFE55', '\u2236'];

    /// <summary>In a message that has no trailer with this key, finds the last line that looks like one.</summary>
    /// <param name="message">The message in UTF-8, NUL bytes and what follows them included.</param>
    /// <param name="key">The key, for example <c>Feature-Key</c>.</param>
    public static NearMiss? Find(ReadOnlySpan<byte> message, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        string folded = Lookalikes.Fold(key);
        int last = -1;
        int next;
        for (int at = 0; at < message.Length; at = next)
        {
            next = MessageLines.Next(message, at);
            last = Looks(Text(message[at..next]), folded) ? at : last;
        }

        // Explained once, not per line: an explanation reads the whole message, and a hostile one consists of such lines alone.
        return last < 0 ? null : new(NumberOf(message, last), Explain(message, last, key));
    }

    /// <summary>How many lines of a message a person would take for this trailer, whether git does or not.</summary>
    /// <param name="message">The message in UTF-8, NUL bytes and what follows them included.</param>
    /// <param name="key">The key.</param>
    internal static int Count(ReadOnlySpan<byte> message, string key)
    {
        string folded = Lookalikes.Fold(key);
        int count = 0;
        int next;
        for (int at = 0; at < message.Length; at = next)
        {
            next = MessageLines.Next(message, at);
            count += Looks(Text(message[at..next]), folded) ? 1 : 0;
        }

        return count;
    }

    /// <summary>The beginning of a line, without its line break: a key's line is short, and a long one costs no more.</summary>
    private static string Text(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line[..Math.Min(line.Length, LongestLook)]).TrimEnd('\n');

    private static bool Looks(string line, string foldedKey)
    {
        string text = line.TrimStart(' ', '\t', '#', '>', '*', '-', '`', '_', '"', '\'', '+', '\0');
        int colon = text.IndexOfAny(Separators);
        return colon > 0 && Lookalikes.Fold(text[..colon]).Equals(foldedKey, StringComparison.OrdinalIgnoreCase);
    }

    private static string Explain(ReadOnlySpan<byte> message, int at, string key)
    {
        string line = Text(message[at..MessageLines.Next(message, at)]);
        int separator = line.IndexOfAny(Separators);
        int nul = message.IndexOf((byte)0);
        if (nul >= 0 && (nul < at || line.AsSpan(0, separator).Contains('\0')))
        {
            return "stands behind a NUL byte, where git stops reading the message";
        }

        ReadOnlySpan<byte> text = nul < 0 ? message : message[..nul];
        int skipped = text.Length - TrailerReader.SkipLeadingBlankLines(text).Length;
        text = text[skipped..];
        int start = at - skipped;
        if (start >= TrailerBlock.ScissorsAt(text))
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

        string name = line[..separator].TrimEnd(' ', '\t');
        if (!name.Equals(key, StringComparison.OrdinalIgnoreCase) || line[separator] != ':')
        {
            return Lookalikes.FirstOddity(line[..(separator + 1)]) is { } oddity
                ? $"holds {oddity}, so it does not read '{key}:'"
                : $"does not read '{key}:'";
        }

        return ExplainPlace(text, start, NumberOf(message, skipped) - 1);
    }

    /// <param name="message">The message from its first line that is not blank to its end or its first NUL.</param>
    /// <param name="line">Where the line starts.</param>
    /// <param name="linesAbove">How many blank lines were skipped.</param>
    private static string ExplainPlace(ReadOnlySpan<byte> message, int line, int linesAbove)
    {
        if (line < TrailerBlock.TitleEnd(message, message.Length))
        {
            return "is part of the title paragraph; trailers need a blank line above them";
        }

        // What git drops from the end of a message makes no paragraph.
        ReadOnlySpan<byte> text = message[..TrailerBlock.Find(message).End];
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
            return $"is outside the trailer block because line {linesAbove + NumberOf(text, next)} begins another paragraph; only the last one can hold trailers";
        }

        return FindProse(text[..end], line) is >= 0 and var prose
            ? $"is outside the trailer block because line {linesAbove + NumberOf(text, prose)} is prose"
            : "is not in the trailer block";
    }

    /// <summary>In the last paragraph: the last line above this one that is no trailer, or else the first one below it.</summary>
    private static int FindProse(ReadOnlySpan<byte> text, int line)
    {
        int start = line;
        while (MessageLines.Last(text, start) is >= 0 and var above && !MessageLines.IsBlank(text[above..]))
        {
            start = above;
        }

        int prose = -1;
        bool continues = false;
        for (int at = start; at < text.Length; at = MessageLines.Next(text, at))
        {
            ReadOnlySpan<byte> rest = text[at..];
            bool isIndented = MessageLines.IsSpace(rest[0]);
            bool isTrailer = !isIndented && (MessageLines.Separator(rest) >= 1 || MessageLines.IsGitWritten(rest));
            // An indented line belongs to the trailer above it; without one it is prose like any other.
            bool isProse = rest[0] != '#' && !isTrailer && !(isIndented && continues);
            continues = isTrailer || (isIndented && continues);
            prose = isProse && (prose < 0 || at < line) ? at : prose;
        }

        return prose;
    }

    private static int NumberOf(ReadOnlySpan<byte> message, int at) => message[..at].Count((byte)'\n') + 1;
}
