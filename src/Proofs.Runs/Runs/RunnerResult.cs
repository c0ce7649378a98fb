using System.Diagnostics.CodeAnalysis;
using Proofs.Runs.Runs.PhaseGates;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs;

/// <summary>What an operation of the runner interface came to.</summary>
public sealed record RunnerResult
{
    /// <summary>Whether it was carried out. A refused one may still have been recorded: see <see cref="State"/>.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Ok => Refusal is null;

    /// <summary>Why it was refused, or null.</summary>
    public Problem? Refusal { get; init; }

    /// <summary>The state that is on disk now, or null when it could not be read.</summary>
    public RunState? State { get; init; }

    /// <summary>What was written, or null when nothing was.</summary>
    public Change? Change { get; init; }

    /// <summary>The turn as the history has it, when one was accepted; otherwise null.</summary>
    public HistoryEntry? Accepted => Ok && Change?.History is [.., var entry] && entry.Status != HistoryEntry.Reissued ? entry : null;

    /// <summary>What an accepted turn's request to leave the phase or end the run came to; null when there was none. One that failed is no refusal.</summary>
    public GateEvaluation? Gate => Change?.Gate;

    /// <summary>What people should know and nothing depends on.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The turn it was about, as it is now; null when there is none any more.</summary>
    public Turn? Turn { get; init; }
}
