using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>What a step leaves in the files beside the run's records: that it came to an end, and what a person has to do.</summary>
internal static class SideRecords
{
    internal static IReadOnlyList<RunFile> Of(RunState before, Change change, RunConfiguration configuration, RunCommand command, RunFacts facts)
    {
        List<RunFile> appended = [];
        string? old = HumanTask.Id(before);
        string? now = HumanTask.Id(change.State);
        if (old is not null && old != now)
        {
            (string? via, string? note) = command switch
            {
                ReactivateRun reactivate => (reactivate.Via ?? "reactivation", reactivate.Note),
                InitializeRun => ("new_run", null),
                _ => ("approval", null),
            };
            appended.AddRange(HumanTask.Settle(before, old, via, note, facts.Now));
        }

        if (now is not null && old != now)
        {
            appended.AddRange(HumanTask.Raise(change.State, now, facts.Now));
        }

        if (RunHistoryLine.Of(before, change, configuration, facts) is { } ended)
        {
            appended.Add(new(RunPaths.RunHistory, ended));
        }

        return appended;
    }
}
