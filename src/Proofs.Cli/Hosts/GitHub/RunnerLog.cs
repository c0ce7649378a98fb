using System.Text;
using Proofs.Cli.Hosts.Console;
using Proofs.Gates;
using Proofs.Texts;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>
/// The step's log, in which the runner looks for commands: the only way from an action to standard output, so that every line is either a
/// command that is meant or a text that is none.
/// </summary>
internal sealed class RunnerLog(Terminal terminal)
{
    /// <summary>GitHub shows ten of each level for a step; one is left for what could not be reported.</summary>
    private const int MostFindings = 9;

    /// <summary>The verdicts as text, and the findings that count as annotations.</summary>
    /// <param name="report">What was concluded.</param>
    /// <param name="isSoft">Whether the job goes on.</param>
    internal void Report(GatesReport report, bool isSoft)
    {
        terminal.Out.Write(Encoding.UTF8.GetString(GatesText.Render(report).Span));
        (GateVerdict Verdict, Finding Finding)[] all = [.. report.Gates.SelectMany(verdict => verdict.Findings.Select(finding => (verdict, finding)))];
        // Changes no verdict, but is what whoever trusts in the App has to look at first.
        foreach ((_, Finding finding) in all.Where(item => item.Finding.Reason == ReasonCodes.AppNotVerified).Take(1))
        {
            Annotate("warning", $"proofs: {finding.Reason.Id}", $"{finding.Message} Fix: {finding.Fix}");
        }

        // What stops the job is an error, also where it is that nobody can tell.
        foreach ((GateVerdict verdict, Finding finding) in all.Where(item => item.Finding.Reason.Lane is Lane.Fail or Lane.Undetermined).Take(MostFindings))
        {
            Annotate(isSoft ? "warning" : "error", $"proofs {verdict.Gate}: {finding.Reason.Id}", finding.Fix is null ? finding.Message : $"{finding.Message} Fix: {finding.Fix}");
        }
    }

    /// <summary>An annotation: a line that also shows on the run's page.</summary>
    internal void Annotate(string level, string title, string message) => terminal.Out.Write(WorkflowCommand.Annotation(level, title, message));

    /// <summary>A text of one line or several that is no command.</summary>
    internal void Text(string text) => terminal.Out.Write(SafeText.NeutraliseLines(text) + "\n");

    /// <summary>Has the runner replace a secret wherever it is logged from now on.</summary>
    internal void Mask(string secret) => terminal.Out.Write(WorkflowCommand.Mask(secret));
}
