using System.Text;

namespace Proofs.Texts;

/// <summary>
/// The one writer through which hostile text (commit messages, branch and file names, options) reaches a screen or a log: nothing in it can
/// move a cursor, hide or reorder text, break out of its line, or speak to a CI runner that scans logs for commands.
/// </summary>
public static class SafeText
{
    /// <summary>One line: invisible characters and line breaks become visible escapes, workflow commands lose their form.</summary>
    /// <param name="text">Any text.</param>
    public static string Neutralise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder safe = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n')
            {
                safe.Append("\\n");
            }
            else if (Lookalikes.IsInvisible(rune))
            {
                safe.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            }
            else
            {
                // actions/runner takes "::cmd::" at the start of a line and "##[cmd]" anywhere in one for a command, on both streams; others do
                // the same with "##name[". A backslash between two of a kind takes the form from all of them.
                bool doubles = rune.Value is '#' or ':' && safe.Length > 0 && safe[^1] == rune.Value;
                safe.Append(doubles ? "\\" : string.Empty).Append(rune.ToString());
            }
        }

        return safe.ToString();
    }

    /// <summary>The same for text of several lines, which stay several.</summary>
    /// <param name="text">Any text.</param>
    public static string NeutraliseLines(string text) => string.Join('\n', (text ?? throw new ArgumentNullException(nameof(text))).Split('\n').Select(line => Neutralise(line.TrimEnd('\r'))));
}
