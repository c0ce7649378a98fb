using System.Text;

namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>The table of requirements and their verdicts. Every row of every table of the document counts, also one that a blank line or a heading has torn off: a
/// matrix holds nothing but verdicts.</summary>
internal static class AcceptanceMatrix
{
    private const string FirstColumn = "Req #";

    internal static string? Judge(string path, IReadOnlyList<MarkdownLine> lines)
    {
        List<(int Columns, string[] Row)> rows = [];
        bool hasTable = false;
        bool inTable = false;
        int columns = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            string text = Shown(lines[i]);
            if (text.Length == 0 || MarkdownHeading.Of(lines[i]) is not null)
            {
                inTable = false;
                continue;
            }

            string[] cells = Cells(text);
            if (!inTable && i + 1 < lines.Count && IsRule(Shown(lines[i + 1])))
            {
                (inTable, columns) = (true, cells.Length);
                hasTable |= cells.Length > 1 && Words.AreSame(cells[0], FirstColumn);
            }
            else if (IsRow(text, inTable, columns) && !IsRule(text) && !IsEmpty(cells))
            {
                rows.Add((columns > 0 ? columns : cells.Length, cells));
            }
        }

        return !hasTable ? $"Acceptance matrix must define a table that begins with \"| {FirstColumn} |\" in {path}."
            : !rows.Exists(row => row.Row[0].Length > 0) ? "Acceptance matrix has no real requirement verdict rows. Replace the scaffold placeholder with QA-owned requirement results before requesting ship approval."
            : rows.Select(row => Verdict(path, row.Columns, row.Row)).FirstOrDefault(reason => reason is not null);
    }

    private static string? Verdict(string path, int columns, string[] row) =>
        row.Length != columns ? $"Acceptance matrix row \"{Words.Quote(row[0])}\" has {row.Length} cells in {path}, and its table {columns}; write one row with one verdict per requirement."
            : Words.IsAny(row[^1], ["PASS", "PASSED", "OK", "YES"]) ? null
            : $"Acceptance matrix is not affirmative. Found \"{Words.Quote(row[^1])}\" for requirement \"{Words.Quote(row[0])}\" in {path}; use \"PASS\".";

    /// <summary>A line without the marks of quotes and lists that it stands in; empty for code, which is no table.</summary>
    private static string Shown(MarkdownLine line) => line.IsCode ? string.Empty : line.Text[MarkdownFence.Inside(line.Text)..].Trim();

    /// <summary>Whether a reader may take a line for a row: it stands in a table, or looks like one, behind a table or in front of all.</summary>
    private static bool IsRow(string text, bool inTable, int columns) => inTable || text.StartsWith('|') || (columns > 0 && text.Contains('|', StringComparison.Ordinal));

    /// <summary>The line between a table's header and its rows.</summary>
    private static bool IsRule(string line) => line.Contains('|', StringComparison.Ordinal) && line.Contains('-', StringComparison.Ordinal) && line.AsSpan().IndexOfAnyExcept("|-: \t") < 0;

    private static bool IsEmpty(string[] cells) => Array.TrueForAll(cells, cell => cell.Length == 0) || Words.AreSame(cells[0], "(QA fills this from ROADMAP.md)");

    /// <summary>The cells of a row. A bar behind a backslash is text.</summary>
    private static string[] Cells(string row)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        for (int i = 0; i < row.Length; i++)
        {
            if (row[i] == '|')
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
            {
                bool isEscaped = row[i] == '\\' && i + 1 < row.Length && row[i + 1] == '|';
                cell.Append(row[isEscaped ? ++i : i]);
            }
        }

        cells.Add(cell.ToString().Trim());
        int from = cells.Count > 1 && row.StartsWith('|') ? 1 : 0;
        int to = cells.Count - (cells[^1].Length == 0 && cells.Count - 1 > from ? 1 : 0);
        return [.. cells[from..to]];
    }
}
