using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;
using Proofs.Workers.Results;

namespace Proofs.Workers.Api;

/// <summary>
/// Has a model behind an API do turns: Anthropic and OpenAI, Google and Ollama. It reads the turn's bundle and answers a result; it writes no file, and
/// the key that it sends leaves it for the provider alone. Source: AgentXchain protocol v7, adapters, api_proxy.
/// </summary>
/// <param name="options">What the operator gives it.</param>
/// <param name="time">The clock of limits and waits.</param>
public sealed class ApiWorker(ApiWorkerOptions options, TimeProvider time) : IWorker, IDisposable
{
    private readonly Senders _senders = new();

    /// <summary>Throws the dice of waits: from 0 up to 1.</summary>
    internal Func<double> Dice { get; init; } = Random.Shared.NextDouble;

    /// <inheritdoc/>
    public async Task<WorkResult> WorkAsync(WorkOrder order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(options);
        DateTimeOffset startedAt = time.GetUtcNow();
        long began = time.GetTimestamp();
        ApiSettings settings = ApiSettings.Read(order.Runtime);
        if (Prepare(order, settings, out ApiCall? call) is { } refusal)
        {
            return WorkResult.Failed(refusal) with { Record = ApiRecord.Unsent(settings, startedAt) };
        }

        if (cancellation.IsCancellationRequested)
        {
            WorkFailure stopped = new(Failures.Cancelled, "The run stopped before anything was sent.") { Cost = WorkFailure.Nothing };
            return WorkResult.Failed(stopped) with { Record = ApiRecord.Unsent(settings, startedAt) };
        }

        IReadOnlyList<ApiTry> tries = await Retries.SendAsync(settings.Retries, order.TimeLimit, stop => call!.AskAsync(_senders, options, OrderLimit.Of(order, time.GetElapsedTime(began)), time, stop), time, Dice, cancellation).ConfigureAwait(false);
        TurnCost cost = Costs.Sum([.. tries.Select(each => each.Cost)]);
        DispatchRecord record = ApiRecord.Of(call!, tries, cost, startedAt, (long)time.GetElapsedTime(began).TotalMilliseconds);
        WorkResult answer = tries[^1] is { Result: { } result }
            ? WorkResult.Done(MeasuredCost.Put(result, cost))
            : WorkResult.Failed(ApiFailures.Of(tries[^1].Error!, call!.Target, tries.Count, cost, call.Words));
        return answer with { Record = record };
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _senders.Dispose();

    /// <summary>Everything that can be refused before anything is sent.</summary>
    private WorkFailure? Prepare(WorkOrder order, ApiSettings settings, out ApiCall? call)
    {
        call = null;
        if (order.WriteAuthority is not (WriteAuthority.ReviewOnly or WriteAuthority.Proposed))
        {
            return Failures.Refused("unsupported_authority", $"The role \"{ApiFailures.Quote(order.Role)}\" is authoritative, and a model behind an API changes no files.", "Give the role the authority proposed or review_only, or a local_cli runtime.");
        }

        string? key = null;
        Bundle? bundle = null;
        if ((EndpointPolicy.Check(settings, options.AllowedEndpoints, out ApiTarget? target)
            ?? ApiKeys.Find(target!, options.Environment, out key)
            ?? Bundle.Read(order, out bundle)) is { } refusal)
        {
            return refusal;
        }

        if (ContextBudget.Fit(bundle!, settings, out string? message) is { } overflow)
        {
            return Failures.Refused("context_overflow", $"{overflow} Nothing was sent.", "Choose a model that reads more, set context_window_tokens to what it reads, or lower max_output_tokens.");
        }

        call = new(target!, settings, key, message!);
        return null;
    }
}
