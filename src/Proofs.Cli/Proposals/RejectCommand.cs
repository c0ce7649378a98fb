using System.CommandLine;
using Proofs.Cli.Operations;
using Proofs.Cli.Turns;

namespace Proofs.Cli.Proposals;

/// <summary><c>proofs proposal reject</c>.</summary>
internal static class RejectCommand
{
    internal static Command Create(Terminal terminal)
    {
        OperationOptions options = new();
        Argument<string> turn = ProposalCommand.Turn();
        Option<string> reason = TurnOptions.Reason("Why; kept in the ledger.");
        Command command = new("reject", "Decide that nobody applies a proposal.") { turn, reason };
        options.AddTo(command);
        command.SetAction(parsed => new OperationVerb(options, terminal, "proposal", command.Name).Run(parsed, runner =>
        {
            string id = parsed.GetValue(turn)!;
            return new(LockRetry.Do(() => runner.RejectProposal(id, parsed.GetValue(reason)!)), $"Proposal rejected: {id}") { Turn = new(id, null, "accepted", null) };
        }));
        return command;
    }
}
