using System.Globalization;
using System.Text;
using Proofs.Texts;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>Required proofs as a Markdown table.</summary>
internal static class ProofsTable
{
    /// <summary>More rows than anybody requires; each has fewer than 2,000 bytes.</summary>
    private const int MostRows = 100;

    /// <summary>The table; empty where no proofs were required.</summary>
    /// <param name="verdicts">Whose proofs.</param>
    /// <param name="now">The time, which ages are told by.</param>
    internal static string Of(IReadOnlyList<GateVerdict> verdicts, DateTimeOffset now)
    {
        ProofRow[] rows = [.. verdicts.SelectMany(verdict => verdict.Proofs ?? [])];
        if (rows.Length == 0)
        {
            return string.Empty;
        }

        StringBuilder text = new("| proof | required | found grade | result | claims | age | attested |\n|---|---|---|---|---|---|---|\n");
        foreach (ProofRow row in rows.Take(MostRows))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {MarkdownText.Code(row.Proof)} | {row.Required ?? "any"} | {(row.File is null ? string.Empty : row.EvidenceGrade ?? "none")} | {row.Result ?? "**missing**"} | {(row.File is null ? string.Empty : $"{row.ClaimsPassed} of {row.Claims}")} | {(row.FinishedAt is { } finished ? Age(now - finished) : string.Empty)} | {(row.IsAttested ? "yes" : "no")} |\n");
        }

        if (rows.Length > MostRows)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{rows.Length - MostRows} more did not fit; the result file has them all.\n");
        }

        return text.Append('\n').ToString();
    }

    private static string Age(TimeSpan age) => age < TimeSpan.Zero ? "yet to come"
        : age < TimeSpan.FromHours(2) ? string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes} min")
        : age < TimeSpan.FromDays(2) ? string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours} h")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays} d");
}
