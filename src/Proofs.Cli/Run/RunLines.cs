using System.Globalization;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Texts;

namespace Proofs.Cli.Run;

/// <summary>What a run tells while it goes on: a line for each thing that happens, and below them, on a terminal, what is at work.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="live">The line below them.</param>
internal sealed class RunLines(TextWriter output, LiveLine live)
{
    internal void Write(string line) => live.Above(() => output.WriteLine(SafeText.Neutralise(line)));

    internal void Blank() => live.Above(output.WriteLine);

    /// <summary>Tells of something that happened in the loop.</summary>
    internal void Tell(RunLoopEvent happened)
    {
        switch (happened.Type)
        {
            case RunLoopEventType.TurnAssigned:
                Write($"Turn assigned: {happened.TurnId} → {happened.Role}");
                live.Begin($"{happened.State?.Phase}  {happened.Role}  {Money(happened.State)}");
                return;
            case RunLoopEventType.TurnAccepted:
                Write($"Turn accepted: {happened.TurnId}");
                break;
            case RunLoopEventType.TurnRejected:
                Write($"Turn rejected: {happened.TurnId}: {happened.Reason}");
                if (happened is { TurnId: { } id, State: { } state } && state.ActiveTurns.GetValueOrDefault(id) is { Status: TurnStatus.Retrying } again)
                {
                    live.Begin(string.Create(CultureInfo.InvariantCulture, $"{state.Phase}  {happened.Role}  attempt {again.Attempt}  {Money(state)}"));
                    return;
                }

                break;
            case RunLoopEventType.TurnConflicted:
                Write($"Turn in conflict: {happened.TurnId}: {happened.Reason}");
                break;
            case RunLoopEventType.GatePaused:
                Write($"Gate waits: {Gate(happened)}");
                break;
            case RunLoopEventType.GateApproved:
                Write($"Gate approved: {Word(happened.GateType)}");
                break;
            case RunLoopEventType.GateHeld:
                Write($"Gate held: {Gate(happened)}{(happened.Reason is { } why ? $": {why}" : string.Empty)}");
                break;
            case RunLoopEventType.Blocked:
                Write($"Run blocked: {happened.Reason ?? happened.State?.BlockedOn}");
                break;
            case RunLoopEventType.Completed:
                Write("Run completed");
                break;
            case RunLoopEventType.PriorityInjected:
                Write($"Something else comes first: {happened.Reason}");
                break;
            default:
                return;
        }

        live.Begin(string.Empty);
    }

    /// <summary>What was spent, as far as anybody knows.</summary>
    internal static string Money(RunState? state) => state?.BudgetStatus is { } budget
        ? string.Create(CultureInfo.InvariantCulture, $"${budget.SpentUsd:0.####}")
        : "no budget";

    private static string Gate(RunLoopEvent happened) =>
        (happened.State?.PendingPhaseTransition?.Gate ?? happened.State?.PendingRunCompletion?.Gate) is { } gate ? $"{gate} ({Word(happened.GateType)})" : Word(happened.GateType);

    private static string Word(GateKind? gate) => gate is GateKind.RunCompletion ? "run completion" : "phase transition";
}
