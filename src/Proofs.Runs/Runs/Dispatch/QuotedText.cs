using System.Text;
using Proofs.Texts;

namespace Proofs.Runs.Runs.Dispatch;

/// <summary>How text that somebody else wrote stands in a page: it cannot end what quotes it, and nothing in it is a heading or a list of the page.</summary>
internal static class QuotedText
{
    private const string Cut = "…";

    /// <summary>On one line, as code.</summary>
    internal static string Code(string? text, int maxBytes = 120)
    {
        string line = Limit(SafeText.Neutralise((text ?? string.Empty).ReplaceLineEndings(" ").Replace('\t', ' ')).Trim(), maxBytes);
        if (line.Length == 0)
        {
            return "(nothing)";
        }

        string marks = new('`', LongestRun(line, '`') + 1);
        string pad = line[0] == '`' || line[^1] == '`' ? " " : string.Empty;
        return marks + pad + line + pad + marks;
    }

    /// <summary>In a cell of a table, as code.</summary>
    internal static string Cell(string? text, int maxBytes) => Code(text, maxBytes).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>A block between fences that are longer than any in it.</summary>
    internal static string Fence(string text, int maxBytes)
    {
        string safe = Limit(Lines(text), maxBytes);
        string marks = new('`', Math.Max(3, LongestRun(safe, '`') + 1));
        return $"{marks}text\n{safe}\n{marks}";
    }

    /// <summary>Text of the people who run the project: its own lists and headings stay, inside a quote.</summary>
    internal static string Quote(string text, int maxBytes) => "> " + Limit(Lines(text), maxBytes).Replace("\n", "\n> ", StringComparison.Ordinal);

    private static string Lines(string text) => SafeText.NeutraliseLines(text.ReplaceLineEndings("\n").Replace("\t", "    ", StringComparison.Ordinal)).Trim('\n', ' ');

    private static string Limit(string text, int maxBytes)
    {
        int bytes = 0;
        int length = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
            {
                return text[..length] + Cut;
            }

            length += rune.Utf16SequenceLength;
        }

        return text;
    }

    private static int LongestRun(string text, char mark)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in text)
        {
            run = c == mark ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
