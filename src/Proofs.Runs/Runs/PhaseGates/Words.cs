using System.Text;
using Proofs.Texts;

namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>Words as documents of gates are compared: blanks count once, capitals do not matter, and only ASCII letters have any.</summary>
internal static class Words
{
    private const int LongestQuote = 200;

    internal static string Collapse(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>No letter of another script passes for one of ASCII, as it would with the capitals of Unicode (long s, Kelvin sign).</summary>
    internal static bool AreSame(string text, string wanted) => string.Equals(AsciiUpper(Collapse(text)), AsciiUpper(Collapse(wanted)), StringComparison.Ordinal);

    internal static bool IsAny(string text, ReadOnlySpan<string> wanted)
    {
        foreach (string each in wanted)
        {
            if (AreSame(text, each))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>As much of a text as a sentence can quote.</summary>
    internal static string Quote(string text) => text.Length <= LongestQuote ? text : text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)] + "…";

    /// <summary>Whether a line says anything at all: a letter or a digit of any script that is there to be seen.</summary>
    internal static bool SaysSomething(string line) => line.EnumerateRunes().Any(rune => Rune.IsLetterOrDigit(rune) && !Lookalikes.IsInvisible(rune));

    /// <summary>A line without its tags, entities and the targets of links and images: what is left are its own words.</summary>
    internal static string WithoutMarkup(string line)
    {
        StringBuilder text = new();
        (int lastTag, int lastTarget) = (line.LastIndexOf('>'), line.LastIndexOf(')'));
        for (int at = 0; at < line.Length; at++)
        {
            ReadOnlySpan<char> rest = line.AsSpan(at);
            int end = rest[0] switch
            {
                '<' when at < lastTag && (char.IsAsciiLetter(rest[1]) || rest[1] is '/' or '!' or '?') => rest.IndexOf('>') is var close and > 0 && !HidingMarkup.IsAddress(rest[1..close]) ? close : 0,
                '&' => Entity(rest),
                '(' when at > 0 && at < lastTarget && line[at - 1] == ']' => Math.Max(0, rest.IndexOf(')')),
                _ => 0,
            };
            text.Append(end > 0 ? string.Empty : rest[..1]);
            at += end;
        }

        return text.ToString();
    }

    /// <summary>Where an entity ends, or 0 when it is none; the longest name has 31 letters.</summary>
    private static int Entity(ReadOnlySpan<char> rest)
    {
        int end = 1;
        while (end < rest.Length && end < 34 && (char.IsAsciiLetterOrDigit(rest[end]) || rest[end] == '#'))
        {
            end++;
        }

        return end > 1 && end < rest.Length && rest[end] == ';' ? end : 0;
    }

    private static string AsciiUpper(string text) => string.Create(text.Length, text, static (upper, from) =>
    {
        for (int i = 0; i < from.Length; i++)
        {
            upper[i] = char.IsAsciiLetterLower(from[i]) ? (char)(from[i] - 'a' + 'A') : from[i];
        }
    });
}
