using Proofs.Runs.Runs;

namespace Proofs.Cli.Run;

/// <summary>Whether what is wanted fits the run that is there.</summary>
internal static class Preconditions
{
    /// <summary>Why not, or null.</summary>
    internal static Problem? Refusal(RunRequest request, RunState state) =>
        request.ContinueFrom is { } completed ? Named(completed, RunStatus.Completed, state)
        : request.RecoverFrom is { } blocked ? Named(blocked, RunStatus.Blocked, state)
        : state.Status is RunStatus.Completed ? new(request.OnlyResume ? RunCodes.NothingToResume : RunCodes.RunCompletedAlready, $"Run {state.RunId} is completed already; nothing was done.")
        : request.OnlyResume && state.RunId is null ? new(RunCodes.NothingToResume, "No run has begun in this project.")
        : null;

    private static Problem? Named(string named, RunStatus status, RunState state) => state.RunId == named && state.Status == status
        ? null
        : new(RunCodes.RunNotNamed, state.RunId is null ? $"No run has begun in this project; {named} was named." : $"The run that is there is {state.RunId}, which is {state.Status.ToString().ToLowerInvariant()}; {named} was named.") { Referenced = named };
}
