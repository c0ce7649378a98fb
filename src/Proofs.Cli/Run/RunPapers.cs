using Proofs.Evidence;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Reports;

namespace Proofs.Cli.Run;

/// <summary>What a run leaves for strangers: a report, and an export that can be checked without the project.</summary>
internal static class RunPapers
{
    /// <summary>Writes both below the run's own folder, where they are nobody's work.</summary>
    /// <param name="project">The project.</param>
    /// <param name="runId">The run.</param>
    /// <param name="warnings">Gets to know why one was not written.</param>
    /// <returns>Their paths relative to the project; null for one that was not written.</returns>
    internal static (string? Report, string? Export) Write(OpenedProject project, string runId, List<string> warnings)
    {
        try
        {
            return (Report(project, runId, warnings), Export(project, runId, warnings));
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            // The run itself is written; papers can be made again.
            warnings.Add($"The report was not written: {broken.Message}");
            return default;
        }
    }

    private static string? Report(OpenedProject project, string runId, List<string> warnings)
    {
        ReportResult made = project.Runner.Report(project.Anchors);
        if (made.Report is null)
        {
            warnings.Add($"There is no report: {made.Refusal}");
            return null;
        }

        return Put(project, $".agentxchain/reports/report-{runId}.md", made.Report.ToMarkdown());
    }

    private static string? Export(OpenedProject project, string runId, List<string> warnings)
    {
        ExportResult made = project.Runner.Export();
        if (made.Refusal is { } refusal)
        {
            warnings.Add($"There is no export: {refusal}");
            return null;
        }

        return Put(project, $".agentxchain/reports/export-{runId}.json", made.Document);
    }

    private static string Put(OpenedProject project, string path, ReadOnlyMemory<byte> content)
    {
        new ConfinedFiles(project.Runner.Root).Write(path, content.Span, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
