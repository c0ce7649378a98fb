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

    /// <summary>The report, relative to the project; null when none was written.</summary>
    internal string? Report { get; init; }

    /// <summary>The export, relative to the project; null when none was written.</summary>
    internal string? Export { get; init; }

    /// <summary>What to know and nothing depends on.</summary>
    internal IReadOnlyList<string> Warnings { get; init; } = [];
}
