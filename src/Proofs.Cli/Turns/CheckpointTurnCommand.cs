using System.CommandLine;
using Proofs.Cli.Operations;
using Proofs.Runs.Runs;

namespace Proofs.Cli.Turns;

/// <summary><c>proofs checkpoint-turn</c>: what an accepted turn changed becomes a commit.</summary>
internal static class CheckpointTurnCommand
{
    internal static Command Create(Terminal terminal)
    {
        OperationOptions options = new();
        Option<string?> turn = TurnOptions.Turn("The accepted turn (default: the last one that needs it).");
        Command command = new("checkpoint-turn", "Commit what an accepted turn changed, as it was accepted.") { turn };
        options.AddTo(command);
        command.SetAction(parsed => new OperationVerb(options, terminal, "turn", command.Name).Run(parsed, runner =>
        {
            RunnerResult done = LockRetry.Do(() => runner.CheckpointTurn(parsed.GetValue(turn)));
            if (done.Change?.Governance is not [.., { Commit: { } commit } record])
            {
                return new(done, string.Empty);
            }

            return new(done, $"Turn checkpointed: {record.TurnId} is commit {commit}") { Commit = commit, Turn = record.TurnId is { } id ? new(id, record.Role, "accepted", null) : null };
        }));
        return command;
    }
}
