using System.Globalization;
using System.Text;
using Proofs.Gates;
using Proofs.Texts;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>
/// The report as the job's summary. GitHub drops a step's whole summary when it is larger than 1 MiB, so rows that do not fit are left out and
/// counted.
/// </summary>
internal static class JobSummary
{
    /// <summary>In bytes; GitHub's limit is 1,048,576 a step.</summary>
    internal const int Largest = 1_000_000;

    /// <summary>What there is to say beside the report.</summary>
    internal static string Note(string note) => $"\n{MarkdownText.Code(note)}\n";

    /// <summary>A report.</summary>
    /// <param name="report">What was concluded.</param>
    /// <param name="isSoft">Whether the job goes on all the same.</param>
    /// <param name="now">The time, which the ages of payloads are told by.</param>
    internal static string Of(GatesReport report, bool isSoft, DateTimeOffset now)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"### Proofs: {GatesDocument.Word(report.Outcome)}{(isSoft ? " (the job goes on: soft-fail)" : string.Empty)}\n\n");
        foreach ((string name, string value) in Facts(report))
        {
            text.Append(CultureInfo.InvariantCulture, $"- {name} {MarkdownText.Code(value)}\n");
        }

        text.Append("\n| gate | verdict | reason | |\n|---|---|---|---|\n");
        foreach (GateVerdict verdict in report.Gates)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {verdict.Gate} | **{GatesDocument.Word(verdict.Outcome)}** | {verdict.Reason.Id} | {MarkdownText.Code(verdict.Message)} |\n");
        }

        foreach (string gate in report.NotRequested)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {gate} | not requested | | |\n");
        }

        text.Append('\n').Append(ProofsTable.Of(report.Gates, now));
        return text.Append(FindingsTable.Of(report.Gates, Largest - Encoding.UTF8.GetByteCount(text.ToString()))).ToString();
    }

    /// <summary>A refusal.</summary>
    internal static string Of(Refusal refusal) =>
        $"### Proofs: nothing was judged\n\n{refusal.Reason.Id}: {MarkdownText.Code(refusal.Message)}\n{(refusal.Next is null ? string.Empty : $"\nNext: {MarkdownText.Code(refusal.Next)}\n")}";

    private static IEnumerable<(string Name, string Value)> Facts(GatesReport report)
    {
        if (report.Repository?.Head is { } head)
        {
            yield return ("head", head);
        }

        if (report.Range is { Base: { } baseId } range)
        {
            yield return ("base", baseId);
            if (range.Commits is { } commits)
            {
                yield return (commits.Count == 1 ? "1 commit, sha256" : string.Create(CultureInfo.InvariantCulture, $"{commits.Count} commits, sha256"), commits.Digest);
            }
        }

        if (report.Policy is { Path: { } path, Commit: { } commit })
        {
            yield return ("policy", $"{path} of {commit}");
        }
    }
}
