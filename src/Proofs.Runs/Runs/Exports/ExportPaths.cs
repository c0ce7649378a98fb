using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.PhaseGates;

namespace Proofs.Runs.Runs.Exports;

/// <summary>Which files of a project an export holds: the run's records and what its gates look at; never what was said to a worker, its logs or what it left.</summary>
internal static class ExportPaths
{
    /// <summary>How many files an export holds at most.</summary>
    internal const int MostFiles = 500;

    /// <summary>The records that decide about a run: the chain holds of each what it is.</summary>
    internal static readonly IReadOnlyList<string> Records = [RunPaths.State, RunPaths.History, RunPaths.Ledger, RunPaths.RepoDecisions, RunPaths.Events];

    /// <summary>What stands beside them.</summary>
    private static readonly IReadOnlyList<string> Beside =
        [RunPaths.Session, RunPaths.RunHistory, RunPaths.HookAudit, RunPaths.HookAnnotations, RunPaths.HumanEscalations, RunPaths.HumanTasks, RunPaths.Talk];

    /// <summary>The folders that are taken whole.</summary>
    internal static readonly IReadOnlyList<string> Folders = [RunPaths.Proposals, RunPaths.Reviews];

    /// <summary>Whether a file follows from the chain; it is never cut.</summary>
    internal static bool IsChain(string path) => path is RunPaths.Journal or RunPaths.Configuration || Records.Contains(path, StringComparer.Ordinal);

    /// <summary>The single files, those of the chain first.</summary>
    internal static IEnumerable<string> Of(RunConfiguration configuration) =>
        new[] { RunPaths.Journal }.Concat(Records).Concat(Beside).Concat(GateFilesOf(configuration)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> GateFilesOf(RunConfiguration configuration) =>
        from phase in configuration.Routing
        let gate = phase.ExitGate is { } name ? configuration.Gates.GetValueOrDefault(name) : null
        from file in GateFiles.Of(configuration, phase, gate ?? new())
        where file.IsInside && !IsSecret(file.Path)
        select file.Path;

    /// <summary>Whether a path may lead to keys, to what is said to workers or to what git keeps: the configuration of a repository may name anything.</summary>
    private static bool IsSecret(string path) => path.Split('/') is var parts && (parts[^1].StartsWith('.') || parts.Contains(".git", StringComparer.OrdinalIgnoreCase) || parts[0].Equals(RunPaths.Folder, StringComparison.OrdinalIgnoreCase) || path == RunPaths.Configuration);
}
