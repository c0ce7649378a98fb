using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Work;

/// <summary>What a worker answers: a turn's result, or why there is none.</summary>
public sealed record WorkResult
{
    private WorkResult()
    {
    }

    /// <summary>The turn's result: one JSON object in UTF-8, its <c>cost</c> as the worker measured it. Empty when there is none.</summary>
    public ReadOnlyMemory<byte> TurnResult { get; private init; }

    /// <summary>Why there is none, or null.</summary>
    public WorkFailure? Failure { get; private init; }

    /// <summary>What the worker saw of its own work, also when it is not done; or null.</summary>
    public DispatchRecord? Record { get; init; }

    /// <summary>The work is done.</summary>
    /// <param name="turnResult">The turn's result: one JSON object in UTF-8.</param>
    public static WorkResult Done(ReadOnlyMemory<byte> turnResult) => new() { TurnResult = turnResult };

    /// <summary>The work is not done.</summary>
    /// <param name="failure">Why.</param>
    public static WorkResult Failed(WorkFailure failure) => new() { Failure = failure ?? throw new ArgumentNullException(nameof(failure)) };
}

/// <summary>Why a worker did not do a turn.</summary>
/// <param name="Class">An identifier that does not change, such as <c>missing_credentials</c> or <c>rate_limited</c>.</param>
/// <param name="Reason">The same in words. Goes into the run's records: no secrets.</param>
public sealed record WorkFailure(string Class, string Reason)
{
    /// <summary>What the attempt cost, everything that was tried in it included; null when nobody knows, and then its reservation is held back.</summary>
    public TurnCost? Cost { get; init; }

    /// <summary>Whether another attempt may do better; when none can, the run waits for somebody and no attempt is used up for nothing.</summary>
    public bool IsRetryable { get; init; } = true;

    /// <summary>What gets the run going when nothing can be tried again, or null.</summary>
    public Recovery? Recovery { get; init; }

    /// <summary>The cost of an attempt that nothing was spent on.</summary>
    public static TurnCost Nothing { get; } = new() { Usd = 0 };
}
