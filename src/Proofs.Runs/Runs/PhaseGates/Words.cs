using System.Text;

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
    internal static bool SaysSomething(string line) => line.EnumerateRunes().Any(Rune.IsLetterOrDigit);

    private static string AsciiUpper(string text) => string.Create(text.Length, text, static (upper, from) =>
    {
        for (int i = 0; i < from.Length; i++)
        {
            upper[i] = char.IsAsciiLetterLower(from[i]) ? (char)(from[i] - 'a' + 'A') : from[i];
        }
    });
}
