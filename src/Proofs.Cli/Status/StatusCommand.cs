using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Cli.Operations;
using Proofs.Runs.Runs;

namespace Proofs.Cli.Status;

/// <summary><c>proofs status</c>: how the run of a project stands; changes nothing.</summary>
internal static class StatusCommand
{
    internal static Command Create(Terminal terminal)
    {
        OperationOptions options = new();
        Command command = new("status", "Tell how the run stands, who has to act and what to do next.");
        options.AddTo(command);
        command.SetAction(parsed => new OperationVerb(options, terminal, "run_status", command.Name).Run(parsed, (runner, json, output) =>
        {
            RunnerResult loaded = runner.LoadState();
            if (loaded.State is null)
            {
                return Problems.Report(terminal, json, loaded.Refusal!, output);
            }

            StatusFacts facts = StatusFacts.Gather(runner, loaded, RunAnchor.DefaultFolder());
            ReadOnlyMemory<byte> page = json ? StatusDocument.Write(facts) : StatusText.Write(facts);
            terminal.Bytes.Write(page.Span);
            // What is told of records that do not hold is no success, though it may help.
            int exit = facts.Problem is { } wrong ? ExitCodes.Of(wrong) : ExitCodes.Pass;
            return output is not null && OutputFile.Write(output, page.Span) is { } failed ? Refusals.Report(terminal, json: false, failed) : exit;
        }));
        return command;
    }
}
