using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Loop;

/// <summary>What the dispatch callback answers. Source: AgentXchain protocol v7, runLoop's dispatch.</summary>
public sealed record DispatchOutcome
{
    private DispatchOutcome()
    {
    }

    /// <summary>Whether there is a result to be looked at.</summary>
    public bool Accept { get; private init; }

    /// <summary>The turn's result: one JSON object in UTF-8. Empty when there is none.</summary>
    public ReadOnlyMemory<byte> TurnResult { get; private init; }

    /// <summary>Why there is none, in words.</summary>
    public string? Reason { get; private init; }

    /// <summary>The same as an identifier, for programs; or null.</summary>
    public string? FailureClass { get; init; }

    /// <summary>
    /// What the attempt cost when there is no result. Null means that nobody knows, and then a reservation is held back for it; for one that was
    /// blocked null means that nothing was spent.
    /// </summary>
    public TurnCost? Cost { get; init; }

    /// <summary>What the worker saw of its own work, also when it is not done; or null.</summary>
    public DispatchRecord? Record { get; init; }

    /// <summary>Whether the run cannot go on before somebody settles something.</summary>
    public bool Blocked { get; private init; }

    /// <summary>What the run is blocked on, as <c>kind:subject</c>; or null.</summary>
    public string? BlockedOn { get; init; }

    /// <summary>The kind of obstacle, for programs; or null.</summary>
    public string? BlockedCategory { get; init; }

    /// <summary>What gets the run going; or null.</summary>
    public Recovery? Recovery { get; init; }

    /// <summary>Whether whoever answers has blocked the run already.</summary>
    public bool BlockedAlreadyPersisted { get; init; }

    /// <summary>The work is done.</summary>
    /// <param name="turnResult">The turn's result: one JSON object in UTF-8.</param>
    public static DispatchOutcome Done(ReadOnlyMemory<byte> turnResult) => new() { Accept = true, TurnResult = turnResult };

    /// <summary>The work is not done; the turn is tried again until its attempts are used up.</summary>
    /// <param name="reason">Why.</param>
    public static DispatchOutcome Rejected(string? reason) => new() { Reason = reason };

    /// <summary>The work cannot be done before somebody settles something; the run waits.</summary>
    /// <param name="reason">Why.</param>
    public static DispatchOutcome BlockedBy(string? reason) => new() { Reason = reason, Blocked = true };
}
