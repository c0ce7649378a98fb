using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Loop;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Work;

/// <summary>Has workers do the turns of a loop.</summary>
public static class WorkerDispatch
{
    /// <summary>A loop's dispatch callback.</summary>
    /// <param name="choose">The worker for an order, usually by the kind of its runtime; null when there is none, and then the run waits.</param>
    public static Func<DispatchRequest, CancellationToken, Task<DispatchOutcome>> With(Func<WorkOrder, IWorker?> choose)
    {
        ArgumentNullException.ThrowIfNull(choose);
        return async (request, cancellation) =>
        {
            WorkOrder order = Order(request);
            return choose(order) is { } worker
                ? Answer(await worker.WorkAsync(order, cancellation).ConfigureAwait(false))
                : Answer(WorkResult.Failed(new("worker_missing", $"Nothing here does turns of the runtime \"{order.RuntimeId}\", which is {order.Runtime.Type}.") { IsRetryable = false, Cost = WorkFailure.Nothing }));
        };
    }

    /// <summary>The order for a turn that is to be dispatched.</summary>
    internal static WorkOrder Order(DispatchRequest request)
    {
        Turn turn = request.Turn;
        return new()
        {
            RunId = turn.RunId ?? request.State.RunId ?? string.Empty,
            TurnId = turn.TurnId,
            Attempt = turn.Attempt,
            Role = turn.AssignedRole,
            Phase = request.State.Phase ?? string.Empty,
            WriteAuthority = request.Configuration.Roles.GetValueOrDefault(turn.AssignedRole)?.WriteAuthority ?? WriteAuthority.ReviewOnly,
            RuntimeId = turn.RuntimeId,
            Runtime = request.Configuration.Runtimes.GetValueOrDefault(turn.RuntimeId) ?? new Runtime("unknown", default),
            Root = request.Root,
            BundlePath = request.BundlePath,
            StagingPath = Path.Combine(request.Root, request.StagingPath),
            Deadline = request.DispatchDeadlineAt,
            TimeLimit = request.DispatchTimeout,
        };
    }

    /// <summary>What a worker's answer is to the loop.</summary>
    internal static DispatchOutcome Answer(WorkResult? result) => result switch
    {
        null => throw new InvalidOperationException("The worker answered nothing."),
        { Failure: null } => DispatchOutcome.Done(result.TurnResult) with { Record = result.Record },
        { Failure: { IsRetryable: true } failure } => DispatchOutcome.Rejected(failure.Reason) with { FailureClass = failure.Class, Cost = failure.Cost, Record = result.Record },
        { Failure: { } failure } => DispatchOutcome.BlockedBy(failure.Reason) with
        {
            FailureClass = failure.Class,
            BlockedCategory = failure.Class,
            Recovery = failure.Recovery,
            Record = result.Record,
            // To the loop null is nothing spent; to a worker it is that nobody knows.
            Cost = failure.Cost ?? new TurnCost(),
        },
    };
}
