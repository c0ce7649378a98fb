namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>What opens a block of code. Source: CommonMark 0.31, fenced code blocks.</summary>
/// <param name="Mark">Backtick or tilde.</param>
/// <param name="Length">How many.</param>
/// <param name="IsContained">Whether blanks or the marks of a quote or a list stand in front: then the block may end with what contains it.</param>
internal readonly record struct MarkdownFence(char Mark, int Length, bool IsContained)
{
    /// <summary>The fence that a line opens, or null.</summary>
    internal static MarkdownFence? Open(string line)
    {
        int at = Inside(line);
        if (at == line.Length || line[at] is not ('`' or '~'))
        {
            return null;
        }

        ReadOnlySpan<char> rest = line.AsSpan(at);
        ReadOnlySpan<char> info = rest.TrimStart(rest[0]);
        int length = rest.Length - info.Length;
        return length >= 3 && !(rest[0] == '`' && info.Contains('`')) ? new(rest[0], length, at > 0) : null;
    }

    /// <summary>Whether a line closes the fence.</summary>
    internal bool IsClosedBy(string line)
    {
        ReadOnlySpan<char> text = line.AsSpan().TrimStart(" \t>").TrimEnd(" \t");
        bool isContained = line is [' ' or '\t' or '>', ..];
        return text.Length >= Length && text.IndexOfAnyExcept(Mark) < 0 && (IsContained ? isContained : MarkdownLine.Unindent(line) is [not '>', ..]);
    }

    /// <summary>Where the marks of quotes and lists end, inside which a fence may stand.</summary>
    internal static int Inside(string line)
    {
        int at = 0;
        for (int next = 0; at < line.Length; at = next)
        {
            next = line[at] is ' ' or '\t' or '>' ? at + 1 : AfterBullet(line, at);
            if (next == at)
            {
                break;
            }
        }

        return at;
    }

    private static int AfterBullet(string line, int at)
    {
        int mark = at;
        while (mark < line.Length && mark - at < 9 && char.IsAsciiDigit(line[mark]))
        {
            mark++;
        }

        bool isMark = mark < line.Length && (mark > at ? line[mark] is '.' or ')' : line[mark] is '-' or '*' or '+');
        return isMark && mark + 1 < line.Length && line[mark + 1] is ' ' or '\t' ? mark + 2 : at;
    }
}
