using Polly;
using Polly.Retry;

namespace Proofs.Workers.Api;

/// <summary>Sends a request until it succeeds or the policy says that it is enough.</summary>
internal static class Retries
{
    /// <summary>Sends it.</summary>
    /// <param name="policy">How often, and how long is waited.</param>
    /// <param name="limit">How long everything may take, or null.</param>
    /// <param name="ask">Sends one request.</param>
    /// <param name="time">The clock.</param>
    /// <param name="dice">Throws dice: from 0 up to 1.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>Every request, in order.</returns>
    internal static async Task<IReadOnlyList<ApiTry>> SendAsync(RetryPolicy policy, TimeSpan? limit, Func<CancellationToken, Task<ApiTry>> ask, TimeProvider time, Func<double> dice, CancellationToken cancellation)
    {
        long began = time.GetTimestamp();
        List<ApiTry> tries = [];
        TimeSpan? wait = null;
        ResiliencePipelineBuilder<ApiTry> builder = new() { TimeProvider = time };
        if (policy.MaxAttempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions<ApiTry>
            {
                MaxRetryAttempts = policy.MaxAttempts - 1,
                ShouldHandle = args =>
                {
                    wait = args.Outcome.Result?.Error is { } error ? policy.Delay(error, tries.Count, dice(), limit - time.GetElapsedTime(began)) : null;
                    return ValueTask.FromResult(wait is not null);
                },
                DelayGenerator = _ => ValueTask.FromResult(wait),
            });
        }

        try
        {
            await builder.Build().ExecuteAsync(async stop =>
            {
                TimeSpan waited = tries.Count > 0 && wait is { } before ? before : TimeSpan.Zero;
                ApiTry done = await ask(stop).ConfigureAwait(false) with { Delay = waited };
                tries.Add(done);
                return done;
            }, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (tries.Count > 0 && cancellation.IsCancellationRequested)
        {
            // The run stopped while nothing was under way; what was sent before is told.
        }

        return tries;
    }
}
