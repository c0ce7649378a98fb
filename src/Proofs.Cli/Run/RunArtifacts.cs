using Proofs.Evidence;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Reports;

namespace Proofs.Cli.Run;

/// <summary>What a run leaves for strangers: a report, and an export that can be checked without the project.</summary>
/// <param name="Report">The report, relative to the project; null when it was not written.</param>
/// <param name="Export">The export, relative to the project; null when it was not written.</param>
/// <param name="Grade">How much the run's turns prove, at the least; null when nobody can tell.</param>
internal sealed record RunArtifacts(string? Report, string? Export, EvidenceGrade? Grade)
{
    private static readonly RunArtifacts None = new(null, null, null);

    /// <summary>Writes both below the run's own folder, where they are nobody's work.</summary>
    /// <param name="project">The project.</param>
    /// <param name="runId">The run.</param>
    /// <param name="warnings">Gets to know why one was not written.</param>
    internal static RunArtifacts Write(OpenedProject project, string runId, List<string> warnings)
    {
        try
        {
            ReportResult report = project.Runner.Report(new RunAnchor(project.Anchors, project.Runner.Root));
            ExportResult export = project.Runner.Export();
            warnings.AddRange(new[] { report.Refusal, export.Refusal }.OfType<Problem>().Select(problem => $"The run's report or export is missing: {problem}"));
            return new(
                report.Report is { } made ? Put(project, $".agentxchain/reports/report-{runId}.md", made.ToMarkdown()) : null,
                export.Refusal is null ? Put(project, $".agentxchain/reports/export-{runId}.json", export.Document) : null,
                report.Report?.EvidenceGrade);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            // The run itself is written; artifacts can be made again.
            warnings.Add($"The report was not written: {broken.Message}");
            return None;
        }
    }

    private static string Put(OpenedProject project, string path, ReadOnlyMemory<byte> content)
    {
        new ConfinedFiles(project.Runner.Root).Write(path, content.Span, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
