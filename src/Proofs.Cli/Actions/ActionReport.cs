using System.Globalization;
using System.Text;
using Proofs.Cli.Hosts.GitHub;
using Proofs.Evidence;
using Proofs.Gates;
using Proofs.Ranges;
using Proofs.Verdicts;

namespace Proofs.Cli.Actions;

/// <summary>
/// Tells what came of the run wherever a runner lets it be told: log, annotations, result file, outputs, summary, and then check runs, which may
/// take long. The exit code is the verdict; what cannot be told changes it only when that was asked for.
/// </summary>
internal sealed class ActionReport
{
    /// <summary>In characters; all outputs of a job together may have 1 MB, counted as UTF-16.</summary>
    private const int LargestResultOutput = 200_000;

    /// <summary>For everything that is asked of GitHub after the verdict.</summary>
    private static readonly TimeSpan LongestReporting = TimeSpan.FromMinutes(2);

    private readonly RunnerEnvironment _environment;
    private readonly TimeProvider _time;
    private readonly RunnerLog _log;
    private readonly RunnerFiles _files;
    private readonly Redaction _redaction;
    private readonly List<string> _problems = [];

    internal ActionReport(Terminal terminal, RunnerEnvironment environment, TimeProvider time)
    {
        (_environment, _time, _log, _files) = (environment, time, new(terminal), new(environment));
        string? token = environment.Input("token");
        _redaction = new(token);
        if (token is not null && environment.IsRunner && ActionInputs.IsToken(token))
        {
            _log.Mask(token);
        }
    }

    /// <summary>Tells a report; returns the exit code.</summary>
    /// <param name="judged">What was concluded.</param>
    /// <param name="inputs">How it is to be told.</param>
    /// <param name="change">The event.</param>
    /// <param name="cancellation">Ends the part that may take long.</param>
    internal int Tell(GatesReport judged, ActionInputs inputs, EventRange change, CancellationToken cancellation)
    {
        GatesReport report = _redaction.Of(judged);
        int exit = ExitCodes.Of(report.Outcome);
        ReadOnlyMemory<byte> document = GatesDocument.Write(report);
        string? file = _files.Result(document.Span);
        List<string> notes = [];
        string json = Encoding.UTF8.GetString(document.Span);
        if (json.Length > LargestResultOutput)
        {
            notes.Add("The result is too long for the output 'result-json'; the output 'result-file' names the file that holds it.");
            json = string.Empty;
        }

        bool isSoft = inputs.SoftFail && exit != ExitCodes.Pass && !IsDemanded(report, notes);
        if (isSoft)
        {
            notes.Add("The job goes on because of 'soft-fail'; the verdict stands.");
        }

        _log.Report(report, isSoft);
        Outputs(GatesDocument.Word(report.Outcome), exit, file, json, gate => OutputsOf(report.Gates.FirstOrDefault(verdict => verdict.Gate == gate)));
        _files.Summary(JobSummary.Of(report, isSoft, _time.GetUtcNow()));
        notes.AddRange(WriteCheckRuns(report, inputs, change, cancellation));
        foreach (string note in notes)
        {
            _log.Text($"note: {note}");
            _files.Summary(JobSummary.Note(note));
        }

        return Finish(isSoft ? ExitCodes.Pass : exit, exit, inputs.RequireReport);
    }

    /// <summary>Tells why nothing was judged; returns the exit code.</summary>
    internal int Refuse(Refusal refused)
    {
        Refusal refusal = _redaction.Of(refused);
        int exit = ExitCodes.Of(refusal);
        // Also in the result file: it must not go on telling what an earlier run found.
        ReadOnlyMemory<byte> document = RefusalDocument.Write(refusal);
        string? file = _files.Result(document.Span);
        _log.Annotate("error", $"proofs: {refusal.Reason.Id}", refusal.Next is null ? refusal.Message : $"{refusal.Message} Next: {refusal.Next}");
        if (refusal.Details is { } details)
        {
            _log.Text(details);
        }

        Outputs(string.Empty, exit, file, Encoding.UTF8.GetString(document.Span), _ => (string.Empty, string.Empty));
        _files.Summary(JobSummary.Of(refusal));
        return Finish(exit, exit, isRequired: false);
    }

    /// <summary>Tells that the event is no change; returns the exit code.</summary>
    internal int NothingToJudge(bool requireReport)
    {
        ReasonCode reason = ReasonCodes.ReferenceDeleted;
        _log.Text($"{reason.Id}: {reason.Meaning}");
        Outputs(GatesDocument.Word(Outcome.Pass), ExitCodes.Pass, null, string.Empty, _ => OutputsOf(null));
        _files.Summary($"### Proofs: pass\n\n{reason.Id}: {reason.Meaning}\n");
        return Finish(ExitCodes.Pass, ExitCodes.Pass, requireReport);
    }

    /// <summary>What the base commit's policy demands, an input in the workflow of the change must not soften.</summary>
    private static bool IsDemanded(GatesReport report, List<string> notes)
    {
        bool isUnknown = report.Policy.Source == "unknown";
        string[] demanded = [.. report.Gates.Where(verdict => verdict.Outcome != Outcome.Pass).Select(verdict => verdict.Gate).Intersect(report.Policy.Gates, StringComparer.Ordinal)];
        if (isUnknown)
        {
            notes.Add("'soft-fail' was not applied, because nobody can tell what the base commit's policy demands.");
        }
        else if (demanded.Length > 0)
        {
            notes.Add($"'soft-fail' was not applied, because the base commit's policy demands {string.Join(", ", demanded)}.");
        }

        return isUnknown || demanded.Length > 0;
    }

    private IEnumerable<string> WriteCheckRuns(GatesReport report, ActionInputs inputs, EventRange change, CancellationToken cancellation)
    {
        if (inputs.CheckRuns == CheckRunsInput.No || (change.Head ?? report.Repository?.Head) is not { } head)
        {
            return [];
        }

        (GitHubApi? opened, string? missing) = ApiAccess.Open(_environment, inputs.Token, _time);
        if (opened is not { } access)
        {
            string why = $"No check runs: {missing}";
            if (inputs.CheckRuns == CheckRunsInput.Yes)
            {
                _problems.Add(why);
                return [];
            }

            return [why];
        }

        using GitHubApi api = access;
        using CancellationTokenSource limit = new(LongestReporting, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        CheckRuns runs = new(api, inputs.CheckRuns, change);
        try
        {
            runs.Report(report, head, either.Token).GetAwaiter().GetResult();
        }
        catch (Exception defect)
        {
            // A defect here is one of the decoration, and must not take the verdict with it.
            _problems.Add($"The check runs are incomplete: {ReasonCodes.InternalError.Id}, {defect.GetType().Name}.");
        }

        _problems.AddRange(runs.Problems.Select(_redaction.Of));
        return runs.Notes.Select(_redaction.Of);
    }

    private void Outputs(string verdict, int exit, string? file, string json, Func<string, (string Verdict, string Reason)> of)
    {
        List<KeyValuePair<string, string>> outputs = [new("verdict", verdict), ExitCode(exit), new("result-file", file ?? string.Empty), new("result-json", json)];
        foreach (string gate in GateIds.All)
        {
            (string word, string reason) = of(gate);
            outputs.Add(new($"{gate}-verdict", word));
            outputs.Add(new($"{gate}-reason", reason));
        }

        _files.Outputs(outputs);
    }

    private static (string Verdict, string Reason) OutputsOf(GateVerdict? verdict) =>
        verdict is null ? (ReasonCodes.NotRequested.Id, ReasonCodes.NotRequested.Id) : (GatesDocument.Word(verdict.Outcome), verdict.Reason.Id);

    private static KeyValuePair<string, string> ExitCode(int exit) => new("exit-code", exit.ToString(CultureInfo.InvariantCulture));

    /// <summary>Tells what could not be told.</summary>
    /// <param name="exit">The exit code so far.</param>
    /// <param name="told">The exit code that the outputs tell.</param>
    /// <param name="isRequired">Whether a report that is not complete stops the job.</param>
    private int Finish(int exit, int told, bool isRequired)
    {
        string[] problems = [.. _problems, .. _files.Problems, .. isRequired ? _files.Absent.Select(variable => $"{variable} is not set.") : []];
        if (problems.Length > 0)
        {
            _files.Summary(JobSummary.Note($"{ReasonCodes.ReportIncomplete.Id}: {string.Join(' ', problems)}"));
            _log.Annotate(isRequired ? "error" : "warning", $"proofs: {ReasonCodes.ReportIncomplete.Id}", string.Join(' ', problems));
        }

        if (!isRequired || problems.Length == 0 || exit != ExitCodes.Pass)
        {
            return exit;
        }

        exit = ExitCodes.Of(new Refusal(ReasonCodes.ReportIncomplete, string.Empty));
        if (told == ExitCodes.Pass)
        {
            _files.Outputs([ExitCode(exit)]);
        }

        return exit;
    }
}
