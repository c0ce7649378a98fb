using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Reports;
using Proofs.Verdicts;

namespace Proofs.Cli.Report;

/// <summary><c>proofs report</c>: what a run did, and what that does not prove.</summary>
internal static class ReportCommand
{
    internal static Command Create(Terminal terminal)
    {
        Argument<string> source = new("DIR|EXPORT") { Arity = ArgumentArity.ZeroOrOne, Description = "A folder of the project, or a file that `proofs export` wrote.", DefaultValueFactory = _ => "." };
        Option<string?> format = new("--format") { Description = "text (default), markdown or json.", HelpName = "text|markdown|json" };
        format.AcceptOnlyFromAmong("text", "markdown", "json");
        Option<bool> json = new("--json") { Description = "The same as --format json." };
        Option<FileInfo?> output = new("--output") { Description = "Also write the report to this file, atomically.", HelpName = "FILE" };
        AnchorOptions anchor = new();
        Command command = new("report", "Tell what a run did: its turns, its gates, its cost, and how much of it is proved.") { source, format, json, output };
        anchor.AddTo(command);
        command.SetAction(parsed =>
        {
            string form = parsed.GetValue(json) ? "json" : parsed.GetValue(format) ?? "text";
            return Run(terminal, new(parsed.GetValue(source)!, form, parsed.GetValue(output), root => anchor.Of(parsed, root), parsed.GetValue(anchor.Head)));
        });
        return command;
    }

    private static int Run(Terminal terminal, Wanted wanted)
    {
        bool json = wanted.Format == "json";
        if (wanted.Output is not null && OutputFile.Check(wanted.Output) is { } unwritable)
        {
            return Refusals.Report(terminal, json, unwritable);
        }

        ReportResult result = Make(wanted, out Refusal? refusal);
        if (result.Report is not { } report)
        {
            return refusal is not null ? Refusals.Report(terminal, json, refusal, wanted.Output) : Problems.ReportUnjudged(terminal, json, result.Refusal!, wanted.Output);
        }

        ReadOnlyMemory<byte> document = wanted.Format switch { "json" => report.ToJson(), "markdown" => report.ToMarkdown(), _ => report.ToText() };
        terminal.Bytes.Write(document.Span);
        return wanted.Output is { } file && OutputFile.Write(file, document.Span) is { } failed ? Refusals.Report(terminal, json: false, failed) : ExitCodes.Pass;
    }

    private static ReportResult Make(Wanted wanted, out Refusal? refusal)
    {
        if ((refusal = AnchorOptions.Refusal(wanted.Head)) is not null)
        {
            return new(null, null);
        }

        if (File.Exists(wanted.Source))
        {
            return EvidenceFile.Read(new(wanted.Source), out refusal) is { } document ? RunnerInterface.ReportExport(document, wanted.Head) : new(null, null);
        }

        return RunFolder.Open(wanted.Source, out refusal) is { } runner ? runner.Report(wanted.Anchor(runner.Root), wanted.Head) : new(null, null);
    }

    /// <summary>What was asked for.</summary>
    private sealed record Wanted(string Source, string Format, FileInfo? Output, Func<string, RunAnchor?> Anchor, string? Head);
}
