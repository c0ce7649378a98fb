using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Loop.Rules;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Loop;

/// <summary>
/// What the loop asks its caller. Dispatches run at the same time as each other; everything else is called one at a time. Source: AgentXchain
/// protocol v7, runLoop's callbacks.
/// </summary>
public sealed record RunLoopCallbacks
{
    /// <summary>Does a turn's work. The token is cancelled when the time is up or the loop stops; what is answered after a while behind that is not taken.</summary>
    public required Func<DispatchRequest, CancellationToken, Task<DispatchOutcome>> Dispatch { get; init; }

    /// <summary>Whose turn it is, or null when there is to be no further turn; <see cref="RoleSelection.Next"/> when nothing is said.</summary>
    public Func<RunState, RunConfiguration, string?> SelectRole { get; init; } = RoleSelection.Next;

    /// <summary>Whether the gate that the run waits at is approved; nobody approves when nothing is said.</summary>
    public Func<GateKind, RunState, CancellationToken, Task<GateAnswer>> ApproveGate { get; init; } = (_, _, _) => Task.FromResult(GateAnswer.Held);

    /// <summary>Looks at a turn that was accepted: null to go on, or why the loop is to stop.</summary>
    public Func<HistoryEntry, RunnerResult, CancellationToken, Task<string?>>? AfterAccept { get; init; }

    /// <summary>What comes first and has the loop stop once the turns at work are done; null when nothing does.</summary>
    public Func<RunState, string?>? Preempt { get; init; }

    /// <summary>Told of what happens. What it throws is kept among the errors and changes nothing.</summary>
    public Action<RunLoopEvent>? OnEvent { get; init; }
}

/// <summary>The answer at a gate.</summary>
public enum GateAnswer
{
    /// <summary>Not approved; the run waits.</summary>
    Held,

    /// <summary>Approved by a person.</summary>
    Approved,

    /// <summary>Approved without anybody looking; a credentialed gate is not passed so.</summary>
    ApprovedAutomatically,
}
