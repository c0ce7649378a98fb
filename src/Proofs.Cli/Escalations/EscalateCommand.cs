using System.CommandLine;
using Proofs.Cli.Operations;
using Proofs.Cli.Turns;
using Proofs.Runs.Runs;

namespace Proofs.Cli.Escalations;

/// <summary><c>proofs escalate</c>: a run waits until a person has settled something.</summary>
internal static class EscalateCommand
{
    internal static Command Create(Terminal terminal)
    {
        OperationOptions options = new();
        Option<string> reason = TurnOptions.Reason("Why.");
        Option<string?> detail = new("--detail") { Description = "More about it.", HelpName = "TEXT" };
        Option<string?> action = new("--action") { Description = "What is asked of the person.", HelpName = "TEXT" };
        Option<string?> turn = TurnOptions.Turn("The turn it is about.");
        Command command = new("escalate", "Have the run wait until a person has settled something.") { reason, detail, action, turn };
        options.AddTo(command);
        command.SetAction(parsed => new OperationVerb(options, terminal, "escalation", command.Name).Run(parsed, runner =>
        {
            RunnerResult done = LockRetry.Do(() => runner.Escalate(parsed.GetValue(reason)!, parsed.GetValue(detail), parsed.GetValue(action), parsed.GetValue(turn)));
            return new(done, $"Run escalated: {done.State?.BlockedOn}") { Turn = TurnLine.Of(parsed.GetValue(turn) is null ? null : done.Turn) };
        }));
        return command;
    }
}
