using System.Globalization;
using System.Text;
using Proofs.Cli.Hosts;
using Proofs.Cli.Hosts.Console;
using Proofs.Cli.Hosts.GitHub;
using Proofs.Gates;
using Proofs.Verdicts;

namespace Proofs.Cli.Actions;

/// <summary>
/// Tells what came of the run wherever a runner lets it be told: log, annotations, summary, outputs, result file. The exit code is the verdict;
/// what cannot be told changes it only when that was asked for.
/// </summary>
internal sealed class ActionReport(Terminal terminal, RunnerEnvironment environment)
{
    /// <summary>GitHub shows no more of each level for a step.</summary>
    private const int MostAnnotations = 10;

    /// <summary>In characters; all outputs of a job together may have 1 MB, counted as UTF-16.</summary>
    private const int LargestResultOutput = 200_000;

    /// <summary>The result file's name in the runner's folder for temporary files.</summary>
    internal const string ResultFile = "proofs-result.json";

    private readonly List<string> _problems = [];

    /// <summary>Tells a report; returns the exit code.</summary>
    internal int Tell(GatesReport report, ActionInputs inputs)
    {
        int exit = ExitCodes.Of(report.Outcome);
        ReadOnlyMemory<byte> document = GatesDocument.Write(report);
        terminal.Out.Write(Encoding.UTF8.GetString(GatesText.Render(report).Span));
        Annotate(report);
        string? file = WriteResult(document);
        string json = Encoding.UTF8.GetString(document.Span);
        if (json.Length > LargestResultOutput)
        {
            terminal.Out.Write(WorkflowCommand.Annotation("notice", "proofs", $"The result is too long for the output 'result-json'; {ResultFile} in the runner's temporary folder holds it."));
            json = string.Empty;
        }

        WriteSummary(JobSummary.Of(report) + (inputs.SoftFail && exit != ExitCodes.Pass ? "\nThe job goes on because of `soft-fail`; the verdict stands.\n" : string.Empty));
        List<KeyValuePair<string, string>> outputs =
        [
            new("verdict", GatesDocument.Word(report.Outcome)), ExitCode(exit), new("result-file", file ?? string.Empty), new("result-json", json),
        ];
        foreach (string gate in GateIds.All)
        {
            GateVerdict? verdict = report.Gates.FirstOrDefault(each => each.Gate == gate);
            outputs.Add(new($"{gate}-verdict", verdict is null ? ReasonCodes.NotRequested.Id : GatesDocument.Word(verdict.Outcome)));
            outputs.Add(new($"{gate}-reason", (verdict?.Reason ?? ReasonCodes.NotRequested).Id));
        }

        WriteOutputs(outputs);
        return Finish(inputs.SoftFail ? ExitCodes.Pass : exit, inputs.RequireReport);
    }

    /// <summary>Tells why nothing was judged; returns the exit code.</summary>
    internal int Refuse(Refusal refusal, bool requireReport)
    {
        int exit = ExitCodes.Of(refusal);
        terminal.Out.Write(WorkflowCommand.Annotation("error", $"proofs: {refusal.Reason.Id}", refusal.Next is null ? refusal.Message : $"{refusal.Message} Next: {refusal.Next}"));
        WriteSummary(JobSummary.Of(refusal));
        WriteOutputs([new("verdict", string.Empty), ExitCode(exit)]);
        return Finish(exit, requireReport);
    }

    /// <summary>Tells that the event is no change; returns the exit code.</summary>
    internal int NothingToJudge(bool requireReport)
    {
        ReasonCode reason = ReasonCodes.ReferenceDeleted;
        terminal.Out.Write($"{reason.Id}: {reason.Meaning}\n");
        WriteSummary($"### Proofs: pass\n\n{reason.Id}: {reason.Meaning}\n");
        WriteOutputs([new("verdict", GatesDocument.Word(Outcome.Pass)), ExitCode(ExitCodes.Pass)]);
        return Finish(ExitCodes.Pass, requireReport);
    }

    private void Annotate(GatesReport report)
    {
        foreach (string level in new[] { "error", "warning" })
        {
            IEnumerable<(GateVerdict Verdict, Finding Finding)> some = report.Gates
                .SelectMany(verdict => verdict.Findings.Select(finding => (verdict, finding)))
                .Where(item => GatesDocument.Level(item.finding.Reason.Lane) == level);
            foreach ((GateVerdict verdict, Finding finding) in some.Take(MostAnnotations))
            {
                string fix = finding.Fix is null ? string.Empty : $" Fix: {finding.Fix}";
                terminal.Out.Write(WorkflowCommand.Annotation(level, $"proofs {verdict.Gate}: {finding.Reason.Id}", finding.Message + fix));
            }
        }
    }

    private string? WriteResult(ReadOnlyMemory<byte> document)
    {
        if (environment.TemporaryFolder is not { } folder)
        {
            return null;
        }

        if (OutputFile.Write(new(Path.Combine(folder, ResultFile)), document.Span) is { } failed)
        {
            _problems.Add(failed.Message);
            return null;
        }

        return ResultFile;
    }

    private void WriteSummary(string summary) => Append(environment.SummaryFile, summary);

    private void WriteOutputs(IEnumerable<KeyValuePair<string, string>> outputs) => Append(environment.OutputFile, StepOutputs.Format(outputs));

    private void Append(string? path, string text)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            using FileStream file = new(path, FileMode.Append, FileAccess.Write);
            file.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // Telling must not change the verdict; whether it may stop the job is decided at the end.
            _problems.Add(failed.Message);
        }
    }

    private static KeyValuePair<string, string> ExitCode(int exit) => new("exit-code", exit.ToString(CultureInfo.InvariantCulture));

    private int Finish(int exit, bool requireReport)
    {
        foreach (string problem in _problems)
        {
            terminal.Out.Write(WorkflowCommand.Annotation(requireReport ? "error" : "warning", $"proofs: {ReasonCodes.ReportIncomplete.Id}", problem));
        }

        return requireReport && _problems.Count > 0 && exit == ExitCodes.Pass ? ExitCodes.Of(new Refusal(ReasonCodes.ReportIncomplete, string.Empty)) : exit;
    }
}
