using System.CommandLine;
using System.Text;
using Proofs.Cli.Hosts;
using Proofs.Cli.Run;
using Proofs.Runs.Runs;
using Proofs.Texts;
using Proofs.Verdicts;

namespace Proofs.Cli.Operations;

/// <summary>Does one thing to a run: open, one call, print.</summary>
/// <param name="options">The options that every such command has.</param>
/// <param name="terminal">Where it is told.</param>
/// <param name="noun">What the document is about.</param>
/// <param name="name">The command.</param>
internal sealed class OperationVerb(OperationOptions options, Terminal terminal, string noun, string name)
{
    /// <summary>Does it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="act">The call.</param>
    /// <returns>The exit code: 0 when it was done.</returns>
    internal int Run(ParseResult parsed, Func<RunnerInterface, OperationReport> act) => Run(parsed, (runner, json, output) =>
    {
        OperationReport report = act(runner);
        if (report.Result.Refusal is { } refused)
        {
            return Problems.Report(terminal, json, refused, output);
        }

        IReadOnlyList<string> next = report.Next ?? NextStep.Now(report.Result.State!, runner.Configuration);
        ReadOnlyMemory<byte> document = json ? OperationDocument.Write(noun, name, report, next, runner.JournalHead) : Text(report, next);
        terminal.Bytes.Write(document.Span);
        return output is not null && OutputFile.Write(output, document.Span) is { } failed ? Refusals.Report(terminal, json: false, failed) : ExitCodes.Pass;
    });

    /// <summary>Opens the project and has something done with it; a disk that cannot be used is an answer like another.</summary>
    internal int Run(ParseResult parsed, Func<RunnerInterface, bool, FileInfo?, int> act)
    {
        bool json = options.Output.WantsJson(parsed);
        FileInfo? output = parsed.GetValue(options.Output.File);
        if (output is not null && OutputFile.Check(output) is { } unwritable)
        {
            return Refusals.Report(terminal, json, unwritable);
        }

        using OpenedProject? project = OpenedProject.Open(options.Project(parsed), out Refusal? refusal);
        if (project is null)
        {
            return Refusals.Report(terminal, json, refusal!, output);
        }

        try
        {
            return act(project.Runner, json, output);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            // What lies in the project may be anything: a link in a record's place, a folder that cannot be read, a full disk.
            return Problems.Report(terminal, json, new(RunCodes.StorageFailed, broken.Message), output);
        }
    }

    private static ReadOnlyMemory<byte> Text(OperationReport report, IEnumerable<string> next)
    {
        StringBuilder text = new();
        IEnumerable<string> lines = [report.Line, .. report.Result.Warnings.Select(warning => $"  Warning: {warning}"), .. next.Select(step => $"  Next:    {step}")];
        foreach (string line in lines)
        {
            text.Append(SafeText.Neutralise(line)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
