using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Cli.Hosts.Console;
using Proofs.Gates;
using Proofs.Verdicts;

namespace Proofs.Cli.Gate;

/// <summary>Runs one gate verb: parse, one call, print.</summary>
internal sealed class GateVerb(GateOptions options, Terminal terminal)
{
    internal int Run(ParseResult parsed, string? onlyGate)
    {
        bool json = options.Output.WantsJson(parsed);
        FileInfo? output = parsed.GetValue(options.Output.File);
        if (output is not null && OutputFile.Check(output) is { } unwritable)
        {
            return Refusals.Report(terminal, json, unwritable);
        }

        GatesRequest request = options.Read(parsed, onlyGate);
        GatesResult result = parsed.GetValue(options.MessageFile) is { } file ? JudgeMessage(request, file) : JudgeCommits(request);
        if (result.Report is not { } report)
        {
            return Refusals.Report(terminal, json, result.Refusal!);
        }

        ReadOnlyMemory<byte> document = json ? GatesDocument.Write(report) : GatesText.Render(report);
        if (json || terminal.IsOutPiped)
        {
            using Stream bytes = terminal.OpenBytes();
            bytes.Write(document.Span);
        }
        else
        {
            GatesScreen.Show(report, terminal.Out);
        }

        return output is not null && OutputFile.Write(output, document.Span) is { } failed
            ? Refusals.Report(terminal, json: false, failed)
            : ExitCodes.Of(report.Outcome);
    }

    private GatesResult JudgeCommits(GatesRequest request)
    {
        GateRunner runner = new(TimeProvider.System);
        using Progress progress = new(terminal);
        return new Watch(TimeProvider.System, () => runner.CommitsRead, progress.Show).Run(cancellation => runner.Run(request, cancellation));
    }

    private static GatesResult JudgeMessage(GatesRequest request, FileInfo file) => new Watch(TimeProvider.System, () => 0, _ => { }).Run(cancellation =>
    {
        byte[] message;
        try
        {
            if (file.Length > MessageCheck.LargestMessage)
            {
                return Unreadable(file, $"it is larger than {MessageCheck.LargestMessage} bytes");
            }

            message = File.ReadAllBytes(file.FullName);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The file is the caller's; that it cannot be read is an answer to the caller.
            return Unreadable(file, failed.Message);
        }

        return MessageCheck.Run(request, message, TimeProvider.System, cancellation);
    });

    private static GatesResult Unreadable(FileInfo file, string why) =>
        new(null, new(ReasonCodes.MessageFileUnreadable, $"{file.FullName} cannot be read: {why}.", ReasonCodes.MessageFileUnreadable.Fix));
}
