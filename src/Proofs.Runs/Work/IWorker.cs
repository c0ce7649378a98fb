namespace Proofs.Runs.Work;

/// <summary>
/// Something that does turns: an agent's program, a model behind an API, a person, a script. The one port of governed runs. Several orders may be
/// worked on at the same time.
/// </summary>
public interface IWorker
{
    /// <summary>Does the work of a turn, or says why it is not done.</summary>
    /// <param name="order">What is to be done.</param>
    /// <param name="cancellation">
    /// Cancelled when the time is up or the run stops. The worker then ends everything that it started and returns soon; what it answers is not taken.
    /// </param>
    /// <returns>The result, or the failure; exceptions are for defects of the worker.</returns>
    Task<WorkResult> WorkAsync(WorkOrder order, CancellationToken cancellation);
}
