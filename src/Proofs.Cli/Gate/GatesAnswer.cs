using Proofs.Cli.Hosts;
using Proofs.Cli.Hosts.Console;
using Proofs.Gates;

namespace Proofs.Cli.Gate;

/// <summary>Has gates judge while somebody watches, and prints what they concluded.</summary>
/// <param name="terminal">Where it is printed.</param>
/// <param name="json">Whether a document is wanted.</param>
/// <param name="output">A file for the same result, or null.</param>
internal sealed class GatesAnswer(Terminal terminal, bool json, FileInfo? output)
{
    /// <summary>Judges and prints; returns the exit code.</summary>
    /// <param name="judge">The one call.</param>
    internal int Give(Func<GateRunner, CancellationToken, GatesResult> judge)
    {
        GateRunner runner = new(TimeProvider.System);
        bool isDocument = json || terminal.IsOutPiped;
        GatesResult result = Watched(runner, isDocument, cancellation => judge(runner, cancellation));
        if (result.Report is not { } report)
        {
            return Refusals.Report(terminal, json, result.Refusal!, output);
        }

        ReadOnlyMemory<byte> document = json ? GatesDocument.Write(report) : GatesText.Render(report);
        if (isDocument)
        {
            terminal.Bytes.Write(document.Span);
        }
        else
        {
            GatesScreen.Show(report, terminal.Out);
        }

        return output is not null && OutputFile.Write(output, document.Span) is { } failed
            ? Refusals.Report(terminal, json: false, failed)
            : ExitCodes.Of(report.Outcome);
    }

    private GatesResult Watched(GateRunner runner, bool isDocument, Func<CancellationToken, GatesResult> work)
    {
        using Progress progress = new(terminal);
        Action open = isDocument ? () => _ = terminal.Bytes : static () => { };
        using StopSignals signals = new();
        return new StallWatch(TimeProvider.System, () => runner.CommitsRead, progress.Show) { Meanwhile = open }.Run(work, signals.Token);
    }
}
