using System.Buffers;

namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>
/// Markup that may hide text from a reader of the rendered document. What it really hides takes a whole renderer to tell, so a document that has to
/// say something is to be written without it: HTML other than a few bare tags, addresses and comments; images, link targets and struck-out text over
/// more than one line.
/// </summary>
internal static class HidingMarkup
{
    private static readonly string[] Bare = ["b", "br", "code", "details", "em", "hr", "i", "kbd", "p", "strong", "sub", "summary", "sup", "wbr"];

    private static readonly SearchValues<string> Targets = SearchValues.Create(["](", "]:"], StringComparison.Ordinal);

    /// <summary>The sentence about the first such markup, or null.</summary>
    /// <param name="path">The document.</param>
    /// <param name="lines">It, as one reading has it.</param>
    /// <param name="isLineDecisive">Whether single lines of text decide, which inline markup of their paragraph may hide; a heading is safe from that.</param>
    internal static string? Find(string path, IReadOnlyList<MarkdownLine> lines, bool isLineDecisive)
    {
        bool isSure = true;
        foreach (MarkdownLine line in lines.Where(line => !line.IsCode))
        {
            isSure |= string.IsNullOrWhiteSpace(line.Text);
            string shown = WithoutCode(line.Text, ref isSure);
            if ((Tag(shown) ?? (isLineDecisive ? Open(shown) : null)) is { } found)
            {
                return $"{path} holds markup that may hide text, beginning with \"{Words.Quote(found)}\"; write plain Markdown, and code in backticks.";
            }

            // In a block of HTML, backticks are no code.
            isSure &= !shown.Contains('<', StringComparison.Ordinal);
        }

        return null;
    }

    /// <summary>Whether a bracket begins an address that is shown as it is: <c>https://…</c> or <c>a@b</c>.</summary>
    internal static bool IsAddress(ReadOnlySpan<char> inside) =>
        inside.IndexOfAny(" \t\"'=<") < 0 && (inside.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || inside.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || (inside.IndexOf('@') > 0 && inside.IndexOf('/') < 0));

    /// <summary>A line with its code in backticks blanked, as long as it is sure which backticks belong together.</summary>
    private static string WithoutCode(string line, ref bool isSure)
    {
        char[] shown = line.ToCharArray();
        for (int at = 0; isSure && (at = line.IndexOf('`', at)) >= 0;)
        {
            int length = line.AsSpan(at).IndexOfAnyExcept('`') is var found && found < 0 ? line.Length - at : found;
            int close = at > 0 && line[at - 1] == '\\' ? -1 : Close(line, at + length, length);
            isSure = close >= 0;
            if (isSure)
            {
                shown.AsSpan(at, close - at).Fill(' ');
                at = close;
            }
        }

        return new(shown);
    }

    /// <summary>Behind the next backticks of that number, or -1.</summary>
    private static int Close(string line, int from, int length)
    {
        for (int at = from; (at = line.IndexOf('`', at)) >= 0;)
        {
            int start = at;
            while (at < line.Length && line[at] == '`')
            {
                at++;
            }

            if (at - start == length)
            {
                return at;
            }
        }

        return -1;
    }

    private static string? Tag(string line)
    {
        for (int at = 0; (at = line.IndexOf('<', at)) >= 0; at++)
        {
            ReadOnlySpan<char> rest = line.AsSpan(at + 1);
            if (rest.Length > 0 && (char.IsAsciiLetter(rest[0]) || rest[0] is '/' or '!' or '?') && !IsHarmless(rest))
            {
                return line[at..];
            }
        }

        return null;
    }

    private static bool IsHarmless(ReadOnlySpan<char> rest)
    {
        // What the reader has left of comments is shown.
        if (rest.StartsWith("!--"))
        {
            return true;
        }

        int close = rest.IndexOf('>');
        return close >= 0 && (IsAddress(rest[..close]) || Bare.Contains(rest[..close].Trim('/').Trim().ToString(), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Inline markup that goes on in the next line and does not show what is in it.</summary>
    private static string? Open(string line)
    {
        int image = MarkdownLine.Unindent(line) is ['[', ..] ? line.IndexOf('[', StringComparison.Ordinal) : line.IndexOf("![", StringComparison.Ordinal);
        if (image >= 0 && !IsClosed(line.AsSpan(image), '[', ']'))
        {
            return line[image..];
        }

        int target = line.AsSpan().IndexOfAny(Targets);
        if (target >= 0 && (!IsClosed(line.AsSpan(target), '(', ')') || !IsClosed(line.AsSpan(target), '"', '"') || (line.Contains(" '", StringComparison.Ordinal) && !IsClosed(line.AsSpan(target), '\'', '\''))))
        {
            return line[target..];
        }

        int strikes = line.Where((each, at) => each == '~' && (at == 0 || line[at - 1] != '~')).Count();
        return int.IsOddInteger(strikes) ? line[line.IndexOf('~', StringComparison.Ordinal)..] : null;
    }

    /// <summary>Whether everything that opens closes again; behind a backslash nothing does.</summary>
    private static bool IsClosed(ReadOnlySpan<char> text, char open, char close)
    {
        int depth = 0;
        for (int at = 0; at < text.Length; at++)
        {
            bool isEscaped = at > 0 && text[at - 1] == '\\';
            if (text[at] == close && (open != close || depth > 0))
            {
                depth -= depth > 0 && !isEscaped ? 1 : 0;
            }
            else if (text[at] == open)
            {
                depth++;
            }
        }

        return depth == 0;
    }
}
