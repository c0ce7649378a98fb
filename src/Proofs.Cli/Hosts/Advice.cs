using Proofs.Runs.Runs;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts;

/// <summary>What to do about a problem of a run, as commands, where the library's own advice knows of none.</summary>
internal static class Advice
{
    private static readonly Dictionary<ReasonCode, string> Commands = new()
    {
        [RunCodes.ConfigurationMissing] = "Go to a project's folder, or name it with --project; `proofs init` begins a project here.",
        [RunCodes.ConfigChanged] = "Put back what the message names, or adopt the change: `proofs unblock --adopt-terms --by NAME`.",
        [RunCodes.InvalidStateTransition] = "`proofs status` tells how the run stands; the message names what the command needs.",
        [RunCodes.TurnNotActive] = "`proofs status` lists the turns at work.",
        [RunCodes.TurnNotDispatched] = "`proofs resume` has it done.",
        [RunCodes.StagedResultMissing] = "Write it there, or name another file with --result.",
        [RunCodes.DirtyBaseline] = "Commit or remove what the message names (`git status` lists it).",
    };

    /// <summary>What is said of this very problem wins.</summary>
    internal static string On(Problem problem) => problem.Next == problem.Reason.Fix && Commands.TryGetValue(problem.Reason, out string? command) ? command : problem.Next;
}
