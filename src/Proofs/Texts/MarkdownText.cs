using System.Globalization;
using System.Text;

namespace Proofs.Texts;

/// <summary>Hostile text in Markdown that GitHub renders: no formatting, link, image, mention, table cell or HTML comes out of it.</summary>
public static class MarkdownText
{
    /// <summary>In characters of Markdown; what nobody would read to its end is cut, because GitHub drops what is too long as a whole.</summary>
    private const int Longest = 20_000;

    /// <summary>
    /// Text as it is, in code type, where GitHub links neither names nor numbers. Everything but letters, digits and blanks stands as a
    /// character reference, which no rule of Markdown or HTML takes for markup and no detection of addresses takes for an address.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Code(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder safe = new("<code>");
        foreach (Rune rune in SafeText.Neutralise(text).EnumerateRunes())
        {
            if (safe.Length > Longest)
            {
                safe.Append(" …");
                break;
            }

            bool isPlain = rune.Value == ' ' || Rune.IsLetterOrDigit(rune);
            safe.Append(isPlain ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"&#{rune.Value};"));
        }

        return safe.Append("</code>").ToString();
    }
}
