using System.CommandLine;
using Proofs.Cli.Operations;
using Proofs.Runs.Runs;

namespace Proofs.Cli.Turns;

/// <summary><c>proofs reject-turn</c>: a turn's work is not taken, and it is done once more while it has attempts.</summary>
internal static class RejectTurnCommand
{
    internal static Command Create(Terminal terminal)
    {
        OperationOptions options = new();
        Option<string?> turn = TurnOptions.Turn();
        Option<string> reason = TurnOptions.Reason("Why; the next attempt reads it.");
        Command command = new("reject-turn", "Do not take the work of a turn; it is done once more while it has attempts.") { turn, reason };
        options.AddTo(command);
        command.SetAction(parsed => new OperationVerb(options, terminal, "turn", command.Name).Run(parsed, runner => LoopGuard.Alone(runner, () =>
        {
            RunnerResult done = LockRetry.Do(() => runner.RejectTurn(parsed.GetValue(reason)!, turnId: parsed.GetValue(turn)));
            return new(done, done.Turn is { } at ? $"Turn rejected: {at.TurnId} ({at.AssignedRole}); {Becomes(at, runner)}" : string.Empty) { Turn = TurnLine.Of(done.Turn) };
        })));
        return command;
    }

    private static string Becomes(Turn turn, RunnerInterface runner) => turn.Status is TurnStatus.Retrying
        ? $"attempt {turn.Attempt} of {runner.Configuration.Rules.MaxTurnRetries} is next"
        : $"its {runner.Configuration.Rules.MaxTurnRetries} attempts are used up, and the run is blocked";
}
