using Proofs.Evidence;
using Proofs.Runs.Runs.Loop;

namespace Proofs.Cli.Run;

/// <summary>What a run's loop came to, with what the operator gets to know beside.</summary>
/// <param name="Result">The loop's own answer.</param>
/// <param name="ExitCode">What the process answers.</param>
/// <param name="Next">What to do, in order.</param>
internal sealed record RunEnding(RunLoopResult Result, int ExitCode, IReadOnlyList<string> Next)
{
    /// <summary>The last entry of the run's journal, or null.</summary>
    internal JournalHead? Head { get; init; }

    /// <summary>What was left for strangers; null when nothing was to be.</summary>
    internal RunArtifacts? Artifacts { get; init; }

    /// <summary>What to know and nothing depends on.</summary>
    internal IReadOnlyList<string> Warnings { get; init; } = [];
}
