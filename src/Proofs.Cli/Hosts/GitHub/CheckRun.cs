using System.Globalization;
using Proofs.Cli.Hosts.Console;
using Proofs.Gates;
using Proofs.Texts;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>One gate's verdict as a check run on the head: decoration, because whoever may write checks can write another of that name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Head">Full id of the commit it stands at.</param>
/// <param name="Conclusion">GitHub's word for the verdict; <c>neutral</c> and <c>skipped</c> count as passed there and are never used.</param>
/// <param name="Title">One line.</param>
/// <param name="Summary">Markdown.</param>
/// <param name="Text">Markdown, the findings.</param>
/// <param name="Annotations">Findings that have a file.</param>
internal sealed record CheckRun(string Name, string Head, string Conclusion, string Title, string Summary, string Text, IReadOnlyList<CheckAnnotation> Annotations)
{
    /// <summary>GitHub's limit for summary and text, in characters; kept in bytes, which are never fewer.</summary>
    internal const int LargestText = 65_535;

    /// <summary>More of them are in the text only.</summary>
    internal const int MostAnnotations = 250;

    private const int LongestTitle = 250;

    /// <summary>One run for each gate that judged.</summary>
    /// <param name="report">What was concluded.</param>
    /// <param name="head">Full id of the commit that was judged.</param>
    internal static IEnumerable<CheckRun> Of(GatesReport report, string head) => report.Gates.Select(verdict => new CheckRun(
        $"Proofs: {verdict.Gate}",
        head,
        verdict.Outcome switch { Outcome.Pass => "success", Outcome.Undetermined => "action_required", _ => "failure" },
        Cut($"{GatesDocument.Word(verdict.Outcome)}: {verdict.Reason.Id}", LongestTitle),
        $"{MarkdownText.Code(Cut(verdict.Message, 4000))}\n{(verdict.Fix is null ? string.Empty : $"\nFix: {MarkdownText.Code(Cut(verdict.Fix, 2000))}\n")}",
        FindingsTable.Of([verdict], LargestText),
        [.. Annotate(report, verdict).Take(MostAnnotations)]));

    /// <summary>Commits have no file, but what a commit's key must be stands in the policy.</summary>
    private static IEnumerable<CheckAnnotation> Annotate(GatesReport report, GateVerdict verdict) => verdict.Gate == GateIds.FeatureKey && report.Policy is { Path: { } path, Digest: not null }
        ? from finding in verdict.Findings
          let level = GatesDocument.Level(finding.Reason.Lane)
          select new CheckAnnotation(path, level == "error" ? "failure" : level == "warning" ? "warning" : "notice", finding.Reason.Id, Cut(SafeText.Neutralise(finding.Message), 4000))
        : [];

    private static string Cut(string text, int longest) => text.Length <= longest ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)]}…");
}

/// <summary>A finding at a file's first line.</summary>
internal sealed record CheckAnnotation(string Path, string Level, string Title, string Message);
