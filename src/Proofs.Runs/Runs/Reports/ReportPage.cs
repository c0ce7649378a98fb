namespace Proofs.Runs.Runs.Reports;

/// <summary>A piece of text in a report.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsOurs">Whether it is one of our own words; everything else is hostile.</param>
internal readonly record struct ReportCell(string Text, bool IsOurs)
{
    /// <summary>One of our own words.</summary>
    internal static ReportCell Ours(string text) => new(text, true);

    /// <summary>What somebody else chose; <c>-</c> when there is nothing.</summary>
    internal static ReportCell Theirs(string? text) => string.IsNullOrEmpty(text) ? new("-", true) : new(text, IsPlain(text));

    /// <summary>Letters and digits with single low lines between them mean nothing to any reader of text or Markdown.</summary>
    private static bool IsPlain(string text) => text.Length <= 80 && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !text.Contains("__", StringComparison.Ordinal);
}

/// <summary>A part of a report: a table, or sentences.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Columns">The heads of its columns; empty for sentences.</param>
/// <param name="Rows">Its rows, as many cells as columns; or the sentences, each as cells one behind the other.</param>
internal sealed record ReportSection(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<ReportCell>> Rows);

/// <summary>A report as parts, before it becomes text or Markdown.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Sections">Its parts.</param>
internal sealed record ReportPage(ReportCell Title, IReadOnlyList<ReportSection> Sections);
