using System.Text;
using Proofs.Gates;
using Proofs.Texts;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts.Console;

/// <summary>A report as plain lines, for pipes and logs.</summary>
internal static class GatesText
{
    /// <summary>Findings shown for each gate; the JSON form has them all.</summary>
    internal const int MostFindings = 20;

    private const string Blanks = "             ";
    private const int First = 13;
    private const int Second = 11;

    internal static ReadOnlyMemory<byte> Render(GatesReport report)
    {
        StringBuilder text = new();
        foreach (string line in Lines(report))
        {
            text.Append(line).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static IEnumerable<string> Lines(GatesReport report)
    {
        foreach ((string name, string value) in Facts(report))
        {
            yield return $"{Column(name, First)}  {value}";
        }

        foreach (GateVerdict verdict in report.Gates)
        {
            yield return $"{Column(GatesDocument.Word(verdict.Outcome), First)}  {Column(verdict.Gate, Second)}  {verdict.Reason}: {SafeText.Neutralise(verdict.Message)}";
            foreach (string proof in ProofLines.Of(verdict))
            {
                yield return $"  {Column("proof", Second)}  {SafeText.Neutralise(proof)}";
            }

            foreach (Finding finding in Shown(verdict))
            {
                yield return $"  {Column(GatesDocument.Level(finding.Reason.Lane), Second)}  {finding.Reason}: {SafeText.Neutralise(finding.Message)}";
            }

            if (Left(verdict) is > 0 and var left)
            {
                yield return $"  … and {left} more; the JSON result lists them all";
            }

            if (verdict.Fix is not null)
            {
                yield return $"  {Column("fix", Second)}  {SafeText.Neutralise(verdict.Fix)}";
            }
        }

        foreach (string gate in report.NotRequested)
        {
            yield return $"{Column(ReasonCodes.NotRequested.Id, First)}  {Column(gate, Second)}  {ReasonCodes.NotRequested.Meaning}";
        }

        yield return $"{Column("verdict", First)}  {GatesDocument.Word(report.Outcome)}";
    }

    // Not the alignment of interpolation, whose code is compiled anew in every process.
    private static string Column(string text, int width) => text.Length < width ? text + Blanks[..(width - text.Length)] : text;

    /// <summary>What was looked at, as name and value.</summary>
    internal static IEnumerable<(string Name, string Value)> Facts(GatesReport report)
    {
        if (report.Repository is { } repository)
        {
            yield return ("repository", SafeText.Neutralise(repository.Path) + (repository.IsShallow ? " (shallow)" : string.Empty));
            yield return ("head", repository.Head ?? "unknown");
        }

        if (report.Range is { } range)
        {
            string commits = range.Commits is null ? "unknown commits" : $"{range.Commits.Count} {(range.Commits.Count == 1 ? "commit" : "commits")}, sha256 {range.Commits.Digest}";
            yield return ("base", range.Base ?? "unknown");
            yield return ("range", commits);
        }

        yield return ("policy", report.Policy is { Commit: { } commit, Path: { } path } ? $"{SafeText.Neutralise(path)} of {commit}"
            : report.Policy.Source == "none" ? "none in base"
            : "unknown");
    }

    /// <summary>The findings worth a line: a single one that only repeats the verdict is not.</summary>
    internal static IEnumerable<Finding> Shown(GateVerdict verdict) => Worth(verdict).Take(MostFindings);

    /// <summary>How many findings are left out.</summary>
    internal static int Left(GateVerdict verdict) => Math.Max(0, Worth(verdict).Count() - MostFindings);

    private static IEnumerable<Finding> Worth(GateVerdict verdict) => verdict.Findings.Where(finding => finding.Message != verdict.Message);
}
