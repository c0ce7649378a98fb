using Proofs.Cli.Hosts;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Loop.Rules;
using Proofs.Runs.Runs.Operations;

namespace Proofs.Cli.Run;

/// <summary>What to do when a run stopped, as commands.</summary>
internal static class NextStep
{
    /// <summary>What to do with a turn that was handed to a person who is not here.</summary>
    internal const string HandIn = "Do the turn and write its result as shown, then `proofs step --result FILE`.";

    /// <summary>What to do, in order; empty for a run that is completed.</summary>
    /// <param name="result">What the loop came to.</param>
    /// <param name="request">What was wanted: what goes on wants the same.</param>
    /// <param name="configuration">The project's configuration.</param>
    /// <param name="waitingRole">The role whose turn nobody here can do, or null.</param>
    internal static IReadOnlyList<string> After(RunLoopResult result, RunRequest request, RunConfiguration configuration, string? waitingRole) => result.StopReason switch
    {
        StopReason.Completed => [],
        _ when result.Errors.FirstOrDefault(error => error.Reason == RunCodes.ConfigChanged) is { } changed => [Advice.On(changed), $"`{Resume(request)}` goes on where it stopped."],
        StopReason.GateHeld => [$"Look at what {Gate(result.State)} wants, then `proofs approve`, and `{Resume(request)}`."],
        StopReason.MaxTurnsReached when request.IsStep => [$"`proofs step{Played(request)}` does the next turn, `{Resume(request)}` all that are left."],
        StopReason.MaxTurnsReached => [$"`{Resume(request)}` goes on; --max-turns says how far."],
        StopReason.CallerStopped when waitingRole is not null => [$"The next turn is {waitingRole}'s, which a person does: `proofs step --role {waitingRole}`."],
        StopReason.CallerStopped when result.State is { } state && IsForPerson(state, configuration) => [WhoGoesOn(state, configuration)],
        StopReason.CallerStopped or StopReason.PriorityPreempted => [$"`{Resume(request)}` goes on where it stopped."],
        StopReason.AdmissionRejected => ["Mend agentxchain.json as the errors say; nothing was begun."],
        StopReason.InitFailed => [result.Errors.Count > 0 ? Advice.On(result.Errors[0]) : "`proofs status` tells how the run stands."],
        StopReason.DispatchError => [$"See the errors, then `{Resume(request)}`: the turn is done once more."],
        _ when result.State is { Status: RunStatus.Blocked } blocked => Blocked(blocked, Resume(request)),
        _ => [.. result.Errors.Select(Advice.On).Distinct(StringComparer.Ordinal), $"`{Resume(request)}` goes on where it stopped."],
    };

    /// <summary>What to do with a run as it stands.</summary>
    internal static IReadOnlyList<string> Now(RunState state, RunConfiguration configuration) => state.Status switch
    {
        RunStatus.Completed => ["`proofs report` tells what it came to."],
        RunStatus.Idle => ["`proofs run` begins a run."],
        RunStatus.Paused => [$"Look at what {Gate(state)} wants, then `proofs approve`, and `proofs resume`."],
        RunStatus.Active when IsForPerson(state, configuration) => [WhoGoesOn(state, configuration)],
        RunStatus.Active => ["`proofs resume` goes on."],
        _ => Blocked(state, "proofs resume"),
    };

    /// <summary>Whether only a person can say whose turn it is.</summary>
    private static bool IsForPerson(RunState state, RunConfiguration configuration) => state is { Status: RunStatus.Active, ActiveTurns.Count: 0 } && RoleSelection.Next(state, configuration) is null;

    /// <summary>The command with the roles that may have the turn.</summary>
    private static string WhoGoesOn(RunState state, RunConfiguration configuration)
    {
        Phase? phase = configuration.FindPhase(state.Phase);
        string[] roles = [.. (phase?.AllowedNextRoles ?? []).Prepend(phase?.EntryRole).OfType<string>().Where(configuration.Roles.ContainsKey).Distinct(StringComparer.Ordinal)];
        return roles.Length == 1
            ? $"The last turn asks for a person to say who goes on: `proofs step --role {roles[0]}`."
            : $"The last turn asks for a person to say who goes on: `proofs step --role ROLE`{(roles.Length == 0 ? string.Empty : $", ROLE being {string.Join(" or ", roles)}")}.";
    }

    /// <summary>The command that goes on as this one was asked to: without the scenario, somebody else would be asked.</summary>
    private static string Resume(RunRequest request) => $"proofs resume{(request.AutoApprove ? " --auto-approve" : string.Empty)}{Played(request)}";

    private static string Played(RunRequest request)
    {
        if (request.Script is not { } script)
        {
            return string.Empty;
        }

        string near = Path.GetRelativePath(Directory.GetCurrentDirectory(), script);
        return $" --script {ShellText.Quote(near.StartsWith("..", StringComparison.Ordinal) ? script : near)}";
    }

    /// <summary>What gets a blocked run going.</summary>
    private static IReadOnlyList<string> Blocked(RunState state, string resume)
    {
        string? failed = state.ActiveTurns.Values.FirstOrDefault(turn => turn.Status is TurnStatus.Failed)?.TurnId;
        return
        [
            .. state.BlockedReason?.Recovery is { RecoveryAction: { Length: > 0 } action } recovery ? [Recovery(action, recovery.Detail)] : Array.Empty<string>(),
            .. IsAboutTerms(state) ? ["What was changed in agentxchain.json for that, `proofs unblock --adopt-terms --by NAME` adopts."] : Array.Empty<string>(),
            IsAtGate(state) ? $"Look at what {Gate(state)} wants, then `proofs approve`: that lets the run go on." : "`proofs unblock --note \"how it was settled\"` lets the run go on.",
            .. failed is null ? Array.Empty<string>() : [$"`proofs reissue-turn --turn {failed} --reason \"why\"` gives the turn new attempts."],
            $"`{resume}` goes on where it stopped.",
        ];
    }

    /// <summary>What is said to people who write programs names what they call; here the commands follow.</summary>
    private static string Recovery(string action, string? detail) => detail is not { Length: > 0 } || detail == action ? action
        : action == RunCodes.DispatchBlocked.Fix ? $"Settle what it waits for: {detail}"
        : $"{action} ({detail})";

    /// <summary>Whether the run would go past a gate by being unblocked, which nothing does.</summary>
    private static bool IsAtGate(RunState state) => state.PendingPhaseTransition is not null || state.PendingRunCompletion is not null;

    /// <summary>Whether a limit or a rule of the configuration is what the run waits for.</summary>
    private static bool IsAboutTerms(RunState state) => state.BlockedOn?.Split(':')[0] is "budget" or "policy" or "timeout";

    private static string Gate(RunState? state) => (state?.PendingPhaseTransition?.Gate ?? state?.PendingRunCompletion?.Gate) is { } gate ? $"the gate \"{gate}\"" : "the gate";
}
