using Proofs.Processes;
using Proofs.Runs.Work;

namespace Proofs.Workers.LocalCli;

/// <summary>The program of a turn, as it lies on this machine.</summary>
/// <param name="Name">The name of its profile, or its file name.</param>
/// <param name="File">The file that is started, or null when there is none.</param>
/// <param name="WorkingFolder">Where it starts.</param>
/// <param name="IsForeign">Whether a repository could have brought it along.</param>
/// <param name="Environment">What it sees.</param>
internal sealed record LocalProgram(string Name, string? File, string WorkingFolder, bool IsForeign, AgentEnvironment Environment)
{
    public AgentProfile? Profile { get; private init; }

    internal static LocalProgram Of(CommandTemplate template, WorkOrder order, LocalCliOptions options)
    {
        string folder = Path.GetFullPath(Path.Combine(order.Root, template.WorkingFolder ?? "."));
        string named = template.Arguments[0];
        string? file = SearchPath.Find(named, options.Environment.GetValueOrDefault("PATH")) is { } found ? Path.Combine(folder, found) : null;
        bool isForeign = file is not null && ProgramPlace.IsForeign(named, file, order.Root);
        return new(template.Profile?.Name ?? Path.GetFileName(named), file, folder, isForeign, AgentEnvironment.Of(options, template.Profile, isForeign, order)) { Profile = template.Profile };
    }
}
