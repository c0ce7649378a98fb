namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>A line of a document that its reader sees.</summary>
/// <param name="Text">The line, without what ends it.</param>
/// <param name="IsCode">Whether it is shown as code, in which headings, tables and declarations are only quoted.</param>
internal readonly record struct MarkdownLine(string Text, bool IsCode = false)
{
    /// <summary>Without the blanks in front that Markdown does not mind, or null for code, quoted or indented.</summary>
    internal string? Body => IsCode ? null : Unindent(Text);

    /// <summary>A line without up to three blanks in front, or null when there are more: then it is code, or goes on a list.</summary>
    internal static string? Unindent(string line)
    {
        string body = line.TrimStart(' ');
        return line.Length - body.Length <= 3 && !body.StartsWith('\t') ? body : null;
    }
}

/// <summary>A heading.</summary>
/// <param name="Level">How many '#' it has.</param>
/// <param name="Title">What stands behind them, closing ones left out.</param>
internal readonly record struct MarkdownHeading(int Level, string Title)
{
    /// <summary>The heading that a line is, or null.</summary>
    internal static MarkdownHeading? Of(MarkdownLine line)
    {
        if (line.Body is not { } body)
        {
            return null;
        }

        string title = body.TrimStart('#');
        int level = body.Length - title.Length;
        return level is >= 1 and <= 6 && (title.Length == 0 || char.IsWhiteSpace(title[0])) ? new(level, WithoutClosing(title.Trim())) : null;
    }

    /// <summary>Reads a heading as a configuration names it: with its '#', or without, and then of any level (0).</summary>
    internal static MarkdownHeading Parse(string text) => Of(new(text.Trim())) ?? new(0, text.Trim());

    /// <summary>Whether this is the heading that is wanted; capitals of ASCII do not matter.</summary>
    internal bool Is(MarkdownHeading wanted) => (wanted.Level == 0 || wanted.Level == Level) && Words.AreSame(Title, wanted.Title);

    private static string WithoutClosing(string title)
    {
        string open = title.TrimEnd('#');
        return open.Length == 0 || char.IsWhiteSpace(open[^1]) ? open.TrimEnd() : title;
    }
}
