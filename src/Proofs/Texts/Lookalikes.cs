using System.Globalization;
using System.Text;

namespace Proofs.Texts;

/// <summary>
/// Characters nobody sees and characters that look like ASCII ones. Source: Unicode general categories, and the single-character ASCII
/// rows of Unicode's confusables.txt for Cyrillic, Greek, hyphens, dots, full-width forms, letter-like symbols and mathematical alphabets.
/// </summary>
public static class Lookalikes
{
    private static readonly Dictionary<int, char> Ascii = Build();

    private static readonly Dictionary<int, string> Names = new()
    {
        [0x00A0] = "NO-BREAK SPACE",
        [0x00AD] = "SOFT HYPHEN",
        [0x034F] = "COMBINING GRAPHEME JOINER",
        [0x061C] = "ARABIC LETTER MARK",
        [0x200B] = "ZERO WIDTH SPACE",
        [0x200C] = "ZERO WIDTH NON-JOINER",
        [0x200D] = "ZERO WIDTH JOINER",
        [0x200E] = "LEFT-TO-RIGHT MARK",
        [0x200F] = "RIGHT-TO-LEFT MARK",
        [0x2010] = "HYPHEN",
        [0x2011] = "NON-BREAKING HYPHEN",
        [0x2012] = "FIGURE DASH",
        [0x2013] = "EN DASH",
        [0x2014] = "EM DASH",
        [0x202A] = "LEFT-TO-RIGHT EMBEDDING",
        [0x202B] = "RIGHT-TO-LEFT EMBEDDING",
        [0x202C] = "POP DIRECTIONAL FORMATTING",
        [0x202D] = "LEFT-TO-RIGHT OVERRIDE",
        [0x202E] = "RIGHT-TO-LEFT OVERRIDE",
        [0x2060] = "WORD JOINER",
        [0x2066] = "LEFT-TO-RIGHT ISOLATE",
        [0x2067] = "RIGHT-TO-LEFT ISOLATE",
        [0x2068] = "FIRST STRONG ISOLATE",
        [0x2069] = "POP DIRECTIONAL ISOLATE",
        [0x2212] = "MINUS SIGN",
        [0x3164] = "HANGUL FILLER",
        [0xFEFF] = "ZERO WIDTH NO-BREAK SPACE",
    };

    /// <summary>Names the first character that nobody can see (a blank is visible between others), or null.</summary>
    /// <param name="text">Any text.</param>
    public static string? FirstInvisible(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsInvisible(rune))
            {
                return Describe(rune);
            }
        }

        return null;
    }

    /// <summary>
    /// Names the first character that looks like an ASCII one, if the text mixes it with ASCII letters or digits or consists of such
    /// characters alone; a word in another script that merely contains one is left alone.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string? FirstConfusable(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (System.Text.Ascii.IsValid(text))
        {
            return null;
        }

        Rune? lookalike = null;
        Rune? foreign = null;
        bool lookalikesOnly = true;
        bool asciiSeen = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool looks = Ascii.ContainsKey(rune.Value);
            lookalike ??= looks ? rune : null;
            foreign ??= IsForeignToAscii(rune) ? rune : null;
            lookalikesOnly &= looks || !Rune.IsLetter(rune);
            asciiSeen |= rune.IsAscii && Rune.IsLetterOrDigit(rune);
        }

        return (asciiSeen ? lookalike ?? foreign : lookalikesOnly ? lookalike : null) is { } found ? Describe(found) : null;
    }

    /// <summary>
    /// Digits and numerals of other scripts, combining marks, and letters outside the Latin blocks: beside ASCII letters or digits they are
    /// there to be mistaken, whichever they look like.
    /// </summary>
    private static bool IsForeignToAscii(Rune rune) => !rune.IsAscii && (Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.NonSpacingMark => true,
        _ => Rune.IsLetter(rune) && rune.Value is not ((>= 0x00C0 and <= 0x024F and not (>= 0x01C0 and <= 0x01C3)) or (>= 0x1E00 and <= 0x1EFF)),
    });

    /// <summary>Names the first character that is invisible or looks like an ASCII one, or null.</summary>
    internal static string? FirstOddity(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Ascii.ContainsKey(rune.Value) || (IsInvisible(rune) && rune.Value is not ('\n' or '\r' or '\t')))
            {
                return Describe(rune);
            }
        }

        return null;
    }

    /// <summary>Only what a reader sees of a key: lookalikes as ASCII, nothing invisible, no blanks, hyphens and underscores.</summary>
    internal static string Fold(string text)
    {
        StringBuilder folded = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            char seen = rune.IsAscii ? (char)rune.Value : Ascii.GetValueOrDefault(rune.Value, '\0');
            if (seen is not ('\0' or ' ' or '\t' or '-' or '_' or '*'))
            {
                folded.Append(seen);
            }
            else if (!rune.IsAscii && seen == '\0' && !IsInvisible(rune))
            {
                folded.Append(rune.ToString());
            }
        }

        return folded.ToString();
    }

    /// <summary>A text as a person reads it: what looks like an ASCII character is that character, and what nobody sees is gone.</summary>
    /// <param name="text">Any text.</param>
    public static string AsRead(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder read = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                read.Append((char)rune.Value);
            }
            else if (Ascii.TryGetValue(rune.Value, out char ascii))
            {
                read.Append(ascii);
            }
            else if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator)
            {
                read.Append(' ');
            }
            else if (!IsInvisible(rune))
            {
                read.Append(rune.ToString());
            }
        }

        return read.ToString();
    }

    /// <summary>Whether nobody sees the character, or it changes how others are seen. A plain blank counts as visible.</summary>
    /// <param name="rune">The character.</param>
    public static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.SpaceSeparator => rune.Value != ' ',
        _ => rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
            or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF),
    };

    private static string Describe(Rune rune)
    {
        string code = $"U+{rune.Value:X4}";
        return Names.TryGetValue(rune.Value, out string? name) ? $"{code} {name}"
            : Ascii.TryGetValue(rune.Value, out char ascii) ? $"{code}, which looks like '{ascii}'"
            : $"{code} ({Rune.GetUnicodeCategory(rune)})";
    }

    private static Dictionary<int, char> Build()
    {
        Dictionary<int, char> map = [];
        Add("\u0430\u0441\u0501\u0435\u04BB\u0456\u0458\u04CF\u043E\u0440\u051B\u0455\u051D\u0445\u0443", "acdehijlopqswxy");
        Add("\u0410\u0412\u0421\u0415\u041D\u0406\u0408\u041A\u041C\u041E\u0420\u0405\u0422\u0425\u04AE", "ABCEHIJKMOPSTXY");
        Add("\u03B1\u03B9\u03BA\u03BD\u03BF\u03C1\u03C5\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7", "aikvopuABEZHIKMNOPTYX");
        Add("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\u2043\u02D7", "-----------");
        Add("\u2024\uFE52\u3002\u00B7\u2027\u0131\u0261\u2044\u2236\uFE55", "....." + "ig/::");
        for (int i = 0x21; i <= 0x7E; i++)
        {
            map[0xFF00 + i - 0x20] = (char)i;
        }

        // Letters of the letter-like block, where the mathematical alphabets have their gaps, and the Kelvin sign and the long s, which
        // a pattern that ignores case takes for ASCII.
        Add("\u2102\u210A\u210B\u210C\u210D\u210E\u2110\u2111\u2112\u2113\u2115\u2119\u211A\u211B\u211C\u211D\u2124\u2128\u212A\u212C\u212D\u212F\u2130\u2131\u2133\u2134\u017F", "CgHHHhIILlNPQRRRZZKBCeEFMof");
        // Mathematical digits: 5 sets.
        for (int i = 0; i < 50; i++)
        {
            map[0x1D7CE + i] = (char)('0' + (i % 10));
        }

        // Mathematical alphabets: 13 of them, each A to Z and a to z.
        for (int i = 0; i < 13 * 52; i++)
        {
            map[0x1D400 + i] = (char)(i % 52 < 26 ? 'A' + (i % 52) : 'a' + (i % 52) - 26);
        }

        return map;

        void Add(string lookalikes, string ascii)
        {
            for (int i = 0; i < ascii.Length; i++)
            {
                map[lookalikes[i]] = ascii[i];
            }
        }
    }
}
