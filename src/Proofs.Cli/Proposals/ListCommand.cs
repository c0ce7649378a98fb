using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Cli.Operations;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Proposals;

namespace Proofs.Cli.Proposals;

/// <summary><c>proofs proposal list</c>.</summary>
internal static class ListCommand
{
    internal static Command Create(Terminal terminal)
    {
        OperationOptions options = new();
        Command command = new("list", "Tell what the run's turns proposed, oldest first.");
        options.AddTo(command);
        command.SetAction(parsed => new OperationVerb(options, terminal, "proposals", command.Name).Run(parsed, (runner, json, output) =>
        {
            IReadOnlyList<Proposal> all = runner.ListProposals(out Problem? problem);
            return problem is not null ? Problems.Report(terminal, json, problem, output) : ProposalsPage.Show(terminal, json, output, all);
        }));
        return command;
    }
}
