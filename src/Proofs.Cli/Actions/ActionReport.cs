using System.Globalization;
using System.Text;
using Proofs.Cli.Hosts.Console;
using Proofs.Cli.Hosts.GitHub;
using Proofs.Gates;
using Proofs.Ranges;
using Proofs.Verdicts;

namespace Proofs.Cli.Actions;

/// <summary>
/// Tells what came of the run wherever a runner lets it be told: log, annotations, check runs, summary, outputs, result file. The exit code is
/// the verdict; what cannot be told changes it only when that was asked for.
/// </summary>
internal sealed class ActionReport(Terminal terminal, RunnerEnvironment environment, TimeProvider time)
{
    /// <summary>GitHub shows no more of each level for a step.</summary>
    private const int MostAnnotations = 10;

    /// <summary>In characters; all outputs of a job together may have 1 MB, counted as UTF-16.</summary>
    private const int LargestResultOutput = 200_000;

    private readonly RunnerFiles _files = new(environment);
    private readonly List<string> _problems = [];
    private Redaction _redaction = new(null);
    private bool _isRequired;

    /// <summary>Takes the token out of all that follows, and says whether the report must be complete.</summary>
    internal void Begin(ActionInputs inputs)
    {
        _redaction = new(inputs.Token);
        _isRequired = inputs.RequireReport;
        if (inputs.Token is { } token && environment.IsRunner)
        {
            terminal.Out.Write(WorkflowCommand.Mask(token));
        }
    }

    /// <summary>Tells a report; returns the exit code.</summary>
    internal int Tell(GatesReport judged, ActionInputs inputs, EventRange change)
    {
        GatesReport report = _redaction.Of(judged);
        int exit = ExitCodes.Of(report.Outcome);
        ReadOnlyMemory<byte> document = GatesDocument.Write(report);
        string? file = _files.Result(document.Span);
        terminal.Out.Write(Encoding.UTF8.GetString(GatesText.Render(report).Span));
        Annotate(report);
        string json = Encoding.UTF8.GetString(document.Span);
        List<string> notes = [];
        if (json.Length > LargestResultOutput)
        {
            notes.Add($"The result is too long for the output 'result-json'; {RunnerFiles.ResultFile} in the runner's temporary folder holds it.");
            json = string.Empty;
        }

        WriteCheckRuns(report, inputs, change, notes);
        if (inputs.SoftFail && exit != ExitCodes.Pass)
        {
            notes.Add("The job goes on because of 'soft-fail'; the verdict stands.");
        }

        foreach (string note in notes)
        {
            terminal.Out.Write($"note: {SafeText.Neutralise(note)}\n");
        }

        _files.Summary(JobSummary.Of(report, notes));
        _files.Outputs(
        [
            new("verdict", GatesDocument.Word(report.Outcome)), ExitCode(exit), new("result-file", file ?? string.Empty), new("result-json", json),
            .. GateIds.All.SelectMany(gate => OutputsOf(gate, report.Gates.FirstOrDefault(verdict => verdict.Gate == gate))),
        ]);
        return Finish(inputs.SoftFail ? ExitCodes.Pass : exit);
    }

    /// <summary>Tells why nothing was judged; returns the exit code.</summary>
    internal int Refuse(Refusal refused)
    {
        Refusal refusal = _redaction.Of(refused);
        int exit = ExitCodes.Of(refusal);
        terminal.Out.Write(WorkflowCommand.Annotation("error", $"proofs: {refusal.Reason.Id}", refusal.Next is null ? refusal.Message : $"{refusal.Message} Next: {refusal.Next}"));
        if (refusal.Details is { } details)
        {
            terminal.Out.Write(SafeText.NeutraliseLines(details) + "\n");
        }

        _files.Summary(JobSummary.Of(refusal));
        _files.Outputs([new("verdict", string.Empty), ExitCode(exit)]);
        return Finish(exit);
    }

    /// <summary>Tells that the event is no change; returns the exit code.</summary>
    internal int NothingToJudge()
    {
        ReasonCode reason = ReasonCodes.ReferenceDeleted;
        terminal.Out.Write($"{reason.Id}: {reason.Meaning}\n");
        _files.Summary($"### Proofs: pass\n\n{reason.Id}: {reason.Meaning}\n");
        _files.Outputs([new("verdict", GatesDocument.Word(Outcome.Pass)), ExitCode(ExitCodes.Pass)]);
        return Finish(ExitCodes.Pass);
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

    private void WriteCheckRuns(GatesReport report, ActionInputs inputs, EventRange change, List<string> notes)
    {
        if (inputs.CheckRuns == CheckRunsInput.No || (change.Head ?? report.Repository?.Head) is not { } head)
        {
            return;
        }

        (GitHubApi? opened, string? missing) = ApiAccess.Open(environment, inputs.Token, time);
        if (opened is not { } access)
        {
            (inputs.CheckRuns == CheckRunsInput.Auto ? notes : _problems).Add($"No check runs: {missing}");
            return;
        }

        using GitHubApi api = access;
        CheckRuns runs = new(api, inputs.CheckRuns, change);
        runs.Report(report, head, time).GetAwaiter().GetResult();
        notes.AddRange(runs.Notes.Select(_redaction.Of));
        _problems.AddRange(runs.Problems.Select(_redaction.Of));
    }

    private static IEnumerable<KeyValuePair<string, string>> OutputsOf(string gate, GateVerdict? verdict) =>
    [
        new($"{gate}-verdict", verdict is null ? ReasonCodes.NotRequested.Id : GatesDocument.Word(verdict.Outcome)),
        new($"{gate}-reason", (verdict?.Reason ?? ReasonCodes.NotRequested).Id),
    ];

    private static KeyValuePair<string, string> ExitCode(int exit) => new("exit-code", exit.ToString(CultureInfo.InvariantCulture));

    private int Finish(int exit)
    {
        string[] problems = [.. _problems, .. _files.Problems];
        foreach (string problem in problems)
        {
            terminal.Out.Write(WorkflowCommand.Annotation(_isRequired ? "error" : "warning", $"proofs: {ReasonCodes.ReportIncomplete.Id}", problem));
        }

        return _isRequired && problems.Length > 0 && exit == ExitCodes.Pass ? ExitCodes.Of(new Refusal(ReasonCodes.ReportIncomplete, string.Empty)) : exit;
    }
}
