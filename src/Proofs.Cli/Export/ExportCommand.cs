using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Runs.Runs;
using Proofs.Verdicts;

namespace Proofs.Cli.Export;

/// <summary><c>proofs export</c>: everything that a stranger needs to check a run, in one JSON document.</summary>
internal static class ExportCommand
{
    internal static Command Create(Terminal terminal)
    {
        Argument<string> folder = new("DIR") { Arity = ArgumentArity.ZeroOrOne, Description = "A folder of the project.", DefaultValueFactory = _ => "." };
        Option<FileInfo?> output = new("--output") { Description = "Write the export to this file, atomically, instead of standard output.", HelpName = "FILE" };
        Option<bool> json = new("--json") { Description = "Errors as JSON too; the export always is." };
        Command command = new("export", "Write a run's records and their chain as one JSON document that anybody can check.") { folder, output, json };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(folder)!, parsed.GetValue(output), parsed.GetValue(json)));
        return command;
    }

    private static int Run(Terminal terminal, string folder, FileInfo? output, bool json)
    {
        if (output is not null && OutputFile.Check(output) is { } unwritable)
        {
            return Refusals.Report(terminal, json, unwritable);
        }

        if (RunFolder.Open(folder, out Refusal? missing) is not { } runner)
        {
            return Refusals.Report(terminal, json, missing!);
        }

        ExportResult export = runner.Export();
        if (export.Refusal is { } refused)
        {
            return Problems.ReportUnjudged(terminal, json, refused);
        }

        if (output is null)
        {
            terminal.Bytes.Write(export.Document.Span);
            return ExitCodes.Pass;
        }

        if (OutputFile.Write(output, export.Document.Span) is { } failed)
        {
            return Refusals.Report(terminal, json, failed);
        }

        terminal.Error.WriteLine($"journal head: entry {export.Head.Sequence}, {export.Head.Digest}");
        return ExitCodes.Pass;
    }
}
