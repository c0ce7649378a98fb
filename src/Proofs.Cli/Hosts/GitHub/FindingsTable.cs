using System.Globalization;
using System.Text;
using Proofs.Gates;
using Proofs.Texts;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>Findings as a Markdown table that is never larger than its place allows: rows that do not fit are left out and counted.</summary>
internal static class FindingsTable
{
    /// <summary>Enough for the sentence that tells how many rows are missing, in bytes.</summary>
    private const int RoomForCount = 200;

    /// <summary>The table; empty without findings.</summary>
    /// <param name="verdicts">Whose findings.</param>
    /// <param name="largest">The limit, in bytes of UTF-8.</param>
    internal static string Of(IReadOnlyList<GateVerdict> verdicts, int largest)
    {
        int all = verdicts.Sum(verdict => verdict.Findings.Count);
        if (all == 0)
        {
            return string.Empty;
        }

        StringBuilder text = new("| | gate | reason | what |\n|---|---|---|---|\n");
        string fixes = Fixes(verdicts);
        int size = text.Length + Encoding.UTF8.GetByteCount(fixes) + RoomForCount;
        int shown = 0;
        foreach ((GateVerdict verdict, Finding finding) in verdicts.SelectMany(verdict => verdict.Findings.Select(finding => (verdict, finding))))
        {
            string row = $"| {GatesDocument.Level(finding.Reason.Lane)} | {verdict.Gate} | {finding.Reason.Id} | {MarkdownText.Code(finding.Message)} |\n";
            size += Encoding.UTF8.GetByteCount(row);
            if (size > largest)
            {
                break;
            }

            text.Append(row);
            shown++;
        }

        if (shown < all)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{all - shown} more findings did not fit; the result file has them all.\n");
        }

        return text.Append(fixes).ToString();
    }

    /// <summary>What to do, once for each reason: the first finding's, as the others differ in the commit alone.</summary>
    private static string Fixes(IReadOnlyList<GateVerdict> verdicts)
    {
        StringBuilder text = new();
        foreach (Finding finding in verdicts.SelectMany(verdict => verdict.Findings).Where(finding => finding.Fix is not null).DistinctBy(finding => finding.Reason))
        {
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? "\n**What to do**\n\n" : string.Empty)}- {finding.Reason.Id}: {MarkdownText.Code(finding.Fix!)}\n");
        }

        return text.ToString();
    }
}
