using System.CommandLine;
using Proofs.Cli.Operations;
using Proofs.Runs.Runs;

namespace Proofs.Cli.Turns;

/// <summary><c>proofs reissue-turn</c>: another turn takes the place of one that is stuck.</summary>
internal static class ReissueTurnCommand
{
    internal static Command Create(Terminal terminal)
    {
        OperationOptions options = new();
        Option<string?> turn = TurnOptions.Turn();
        Option<string> reason = TurnOptions.Reason("Why; kept in the ledger.");
        Command command = new("reissue-turn", "Put another turn of the same role in the place of a turn.") { turn, reason };
        options.AddTo(command);
        command.SetAction(parsed => new OperationVerb(options, terminal, "turn", command.Name).Run(parsed, runner => LoopGuard.Alone(runner, () =>
        {
            RunnerResult done = LockRetry.Do(() => runner.ReissueTurn(parsed.GetValue(reason)!, parsed.GetValue(turn)));
            string old = done.Change?.History is [.., var entry] ? entry.TurnId : string.Empty;
            return new(done, done.Turn is { } fresh ? $"Turn reissued: {old} → {fresh.TurnId} ({fresh.AssignedRole}, attempt {fresh.Attempt})" : string.Empty) { Turn = TurnLine.Of(done.Turn) };
        })));
        return command;
    }
}
