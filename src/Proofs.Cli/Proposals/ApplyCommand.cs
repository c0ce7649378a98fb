using System.CommandLine;
using Proofs.Cli.Operations;
using Proofs.Runs.Runs;

namespace Proofs.Cli.Proposals;

/// <summary><c>proofs proposal apply</c>.</summary>
internal static class ApplyCommand
{
    internal static Command Create(Terminal terminal)
    {
        OperationOptions options = new();
        Argument<string> turn = ProposalCommand.Turn();
        Command command = new("apply", "Bring a proposal into the work tree: every file of it or none.") { turn };
        options.AddTo(command);
        command.SetAction(parsed => new OperationVerb(options, terminal, "proposal", command.Name).Run(parsed, runner =>
        {
            string id = parsed.GetValue(turn)!;
            RunnerResult done = LockRetry.Do(() => runner.ApplyProposal(id));
            return new(done, $"Proposal applied: {id}")
            {
                Turn = new(id, null, "accepted", null),
                Next = done.State is null ? [] : [$"`proofs checkpoint-turn --turn {id}` commits it.", .. Run.NextStep.Now(done.State, runner.Configuration)],
            };
        }));
        return command;
    }
}
