using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Operations;

namespace Proofs.Cli.Run;

/// <summary>What to do when a run stopped, as commands.</summary>
internal static class NextStep
{
    /// <summary>What to do, in order; empty for a run that is completed.</summary>
    internal static IReadOnlyList<string> After(RunLoopResult result, string? waitingRole) => result.StopReason switch
    {
        StopReason.Completed => [],
        StopReason.GateHeld => [$"Look at what {Gate(result.State)} wants, then `proofs approve`, and `proofs resume`."],
        StopReason.MaxTurnsReached => ["`proofs resume` goes on; --max-turns says how far."],
        StopReason.CallerStopped when waitingRole is not null => [$"The next turn is {waitingRole}'s, which a person does: `proofs step --role {waitingRole}`."],
        StopReason.CallerStopped when result.State is { Status: RunStatus.Active, NextRecommendedRole: null, ActiveTurns.Count: 0, AcceptedSequence: > 0 } => ["The last turn asks for a person to say who goes on: `proofs step --role ROLE`."],
        StopReason.CallerStopped or StopReason.PriorityPreempted => ["`proofs resume` goes on where it stopped."],
        StopReason.AdmissionRejected => ["Mend agentxchain.json as the errors say; nothing was begun."],
        StopReason.InitFailed => [result.Errors.Count > 0 ? result.Errors[0].Next : "`proofs status` tells how the run stands."],
        StopReason.DispatchError => ["See the errors, then `proofs resume`: the turn is done once more."],
        _ => Blocked(result.State),
    };

    /// <summary>What to do with a run as it stands.</summary>
    internal static IReadOnlyList<string> Now(RunState state) => state.Status switch
    {
        RunStatus.Completed => ["`proofs report` tells what it came to."],
        RunStatus.Idle => ["`proofs run` begins a run."],
        RunStatus.Paused => [$"Look at what {Gate(state)} wants, then `proofs approve`, and `proofs resume`."],
        RunStatus.Active => ["`proofs resume` goes on."],
        _ => Blocked(state),
    };

    /// <summary>What gets a blocked run going.</summary>
    internal static IReadOnlyList<string> Blocked(RunState? state)
    {
        if (state is not { Status: RunStatus.Blocked })
        {
            return ["See the errors, then `proofs resume`."];
        }

        string? failed = state.ActiveTurns.Values.FirstOrDefault(turn => turn.Status is TurnStatus.Failed)?.TurnId;
        return
        [
            .. state.BlockedReason?.Recovery is { RecoveryAction: { Length: > 0 } action } recovery ? [recovery.Detail is { Length: > 0 } detail && detail != action ? $"{action} ({detail})" : action] : Array.Empty<string>(),
            .. IsAboutTerms(state) ? ["What was changed in agentxchain.json for that, `proofs unblock --adopt-terms --by NAME` adopts."] : Array.Empty<string>(),
            IsAtGate(state) ? $"Look at what {Gate(state)} wants, then `proofs approve`: that lets the run go on." : "`proofs unblock --note \"how it was settled\"` lets the run go on.",
            .. failed is null ? Array.Empty<string>() : [$"`proofs reissue-turn --turn {failed} --reason \"why\"` gives the turn new attempts."],
            "`proofs resume` goes on where it stopped.",
        ];
    }

    /// <summary>Whether the run would go past a gate by being unblocked, which nothing does.</summary>
    private static bool IsAtGate(RunState state) => state.PendingPhaseTransition is not null || state.PendingRunCompletion is not null;

    /// <summary>Whether a limit or a rule of the configuration is what the run waits for.</summary>
    private static bool IsAboutTerms(RunState state) => state.BlockedOn?.Split(':')[0] is "budget" or "policy" or "timeout";

    private static string Gate(RunState? state) => (state?.PendingPhaseTransition?.Gate ?? state?.PendingRunCompletion?.Gate) is { } gate ? $"the gate \"{gate}\"" : "the gate";
}
