using System.Text;
using Proofs.Texts;

namespace Proofs.Runs.Runs.Reports;

/// <summary>Writes a report as text or as Markdown. Whatever others chose stands in it as text and as nothing else.</summary>
internal static class ReportText
{
    internal static string Markdown(ReportPage page)
    {
        StringBuilder text = new();
        text.Append("# Run report: ").Append(Safe(page.Title)).Append('\n');
        foreach (ReportSection section in page.Sections)
        {
            text.Append("\n## ").Append(section.Title).Append("\n\n");
            if (section.Columns.Count > 0)
            {
                text.Append("| ").AppendJoin(" | ", section.Columns).Append(" |\n|").Append(string.Concat(Enumerable.Repeat(" --- |", section.Columns.Count))).Append('\n');
            }

            foreach (IReadOnlyList<ReportCell> row in section.Rows)
            {
                string line = section.Columns.Count > 0 ? $"| {string.Join(" | ", row.Select(Safe))} |" : $"- {string.Concat(row.Select(Safe))}";
                text.Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    internal static string Plain(ReportPage page)
    {
        StringBuilder text = new();
        text.Append("Run report: ").Append(Clean(page.Title)).Append('\n');
        foreach (ReportSection section in page.Sections)
        {
            text.Append('\n').Append(section.Title).Append('\n');
            string[][] rows = [.. section.Rows.Select(row => row.Select(Clean).ToArray())];
            int[] widths = [.. section.Columns.Select((column, at) => Math.Min(40, rows.Select(row => row[at].Length).Append(column.Length).Max()))];
            IEnumerable<string[]> lines = section.Columns.Count > 0 ? rows.Prepend([.. section.Columns]) : rows;
            foreach (string[] row in lines)
            {
                string line = section.Columns.Count > 0 ? string.Join("  ", row.Select((cell, at) => cell.PadRight(widths[at]))) : string.Concat(row);
                text.Append("  ").Append(line.TrimEnd()).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Safe(ReportCell cell) => cell.IsOurs ? cell.Text : MarkdownText.Code(cell.Text);

    private static string Clean(ReportCell cell) => cell.IsOurs ? cell.Text : SafeText.Neutralise(cell.Text.ReplaceLineEndings(" "));
}
