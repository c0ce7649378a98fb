using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Cli.Operations;
using Proofs.Runs.Runs;

namespace Proofs.Cli.Proposals;

/// <summary><c>proofs proposal show</c>.</summary>
internal static class ShowCommand
{
    internal static Command Create(Terminal terminal)
    {
        OperationOptions options = new();
        Argument<string> turn = ProposalCommand.Turn();
        Command command = new("show", "Tell which files a proposal changes.") { turn };
        options.AddTo(command);
        command.SetAction(parsed => new OperationVerb(options, terminal, "proposals", command.Name).Run(parsed, (runner, json, output) =>
            runner.ShowProposal(parsed.GetValue(turn)!, out Problem? problem) is { } proposal && problem is null
                ? ProposalsPage.Show(terminal, json, output, [proposal])
                : Problems.Report(terminal, json, problem!, output)));
        return command;
    }
}
