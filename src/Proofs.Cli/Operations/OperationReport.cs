using Proofs.Cli.Hosts;
using Proofs.Runs.Runs;

namespace Proofs.Cli.Operations;

/// <summary>What one thing done to a run came to.</summary>
/// <param name="Result">The library's answer.</param>
/// <param name="Line">What was done, in one line; not told when it was refused.</param>
internal sealed record OperationReport(RunnerResult Result, string Line)
{
    /// <summary>The turn it was about, or null.</summary>
    internal TurnLine? Turn { get; init; }

    /// <summary>The gate it was about, or null.</summary>
    internal string? Gate { get; init; }

    /// <summary>The commit that came of it, or null.</summary>
    internal string? Commit { get; init; }

    /// <summary>What to do, in order; null for what the run's state asks for.</summary>
    internal IReadOnlyList<string>? Next { get; init; }

    /// <summary>A refusal, which has no line.</summary>
    internal static OperationReport Refused(Problem problem, RunState? state = null) => new(new() { Refusal = problem, State = state }, string.Empty);
}

/// <summary>A turn as it is told.</summary>
/// <param name="TurnId">Its id.</param>
/// <param name="Role">Whose it is.</param>
/// <param name="Status">Where it stands: a status of turns at work, <c>accepted</c> or <c>reissued</c>.</param>
/// <param name="Attempt">Which attempt, or null where nobody counts any more.</param>
internal sealed record TurnLine(string TurnId, string? Role, string Status, int? Attempt)
{
    internal static TurnLine? Of(Turn? turn) => turn is null ? null : new(turn.TurnId, turn.AssignedRole, Words.Of(turn.Status), turn.Attempt);
}
