using System.CommandLine;
using Proofs.Cli.Operations;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.PhaseGates;

namespace Proofs.Cli.Turns;

/// <summary><c>proofs accept-turn</c>: a turn whose result is there is looked at and taken, as a loop would.</summary>
internal static class AcceptTurnCommand
{
    internal static Command Create(Terminal terminal)
    {
        OperationOptions options = new();
        Option<string?> turn = TurnOptions.Turn();
        Option<FileInfo?> result = new("--result") { Description = "The result (default: what lies where the turn's worker leaves it).", HelpName = "FILE" };
        Option<bool> merged = new("--human-merge") { Description = "The conflict that the turn is in was merged by a person." };
        Command command = new("accept-turn", "Take the result of a turn, when it holds.") { turn, result, merged };
        options.AddTo(command);
        command.SetAction(parsed => new OperationVerb(options, terminal, "turn", command.Name).Run(parsed, runner =>
        {
            ReadOnlyMemory<byte>? handed = null;
            if (parsed.GetValue(result) is { } file && (handed = HandedResult.Read(file, out Problem? unreadable)) is null)
            {
                return OperationReport.Refused(unreadable!);
            }

            return LoopGuard.Alone(runner, () => Tell(LockRetry.Do(() => runner.AcceptTurn(parsed.GetValue(turn), parsed.GetValue(merged), handed))));
        }));
        return command;
    }

    private static OperationReport Tell(RunnerResult done) => done.Accepted is not { } entry
        ? new(done, string.Empty)
        : new(done, $"Turn accepted: {entry.TurnId} ({entry.Role}, result {entry.Status}){Gate(done.Gate)}") { Turn = new(entry.TurnId, entry.Role, "accepted", null), Gate = done.Gate?.GateId };

    private static string Gate(GateEvaluation? gate) => gate?.Action switch
    {
        null or GateOutcome.NoRequest => string.Empty,
        GateOutcome.Advance => $"; the run goes to phase {gate.NextPhase}",
        GateOutcome.Complete => "; the run is completed",
        GateOutcome.AwaitingHumanApproval => $"; gate {gate.GateId} waits for approval",
        _ => $"; gate {gate.GateId} is not passed: {string.Join(" ", gate.Problems.Select(problem => problem.Message))}",
    };
}
