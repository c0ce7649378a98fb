using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>
/// When a request is made again. GitHub says how long to wait under its primary and secondary limits; what it does not answer within our
/// limits is a problem to tell, because a job must not hang on its decoration. A repeated POST may leave two check runs of one name, of which
/// GitHub shows the later. Source: docs.github.com, "Rate limits for the REST API", "Exceeding the rate limit".
/// </summary>
internal static class ApiRetry
{
    private const int MostAttempts = 4;
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TotalLimit = TimeSpan.FromSeconds(45);

    /// <summary>Longer waits are not waited.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    internal static ResiliencePipeline<ApiAnswer> Create(TimeProvider time) => new ResiliencePipelineBuilder<ApiAnswer> { TimeProvider = time }
        .AddTimeout(TotalLimit)
        .AddRetry(new RetryStrategyOptions<ApiAnswer>
        {
            MaxRetryAttempts = MostAttempts - 1,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(500),
            UseJitter = true,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome switch
            {
                { Exception: HttpRequestException or TimeoutRejectedException } => true,
                { Result: { Wait: { } wait } } => wait <= LongestWait,
                { Result.Status: HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError } => true,
                _ => false,
            }),
            // Null leaves the delay to the backoff.
            DelayGenerator = static arguments => ValueTask.FromResult(arguments.Outcome.Result?.Wait),
        })
        .AddTimeout(AttemptLimit)
        .Build();

    /// <summary>How long a refusal asks to wait: in Retry-After, or until the limit is lifted.</summary>
    internal static TimeSpan? WaitOf(HttpResponseMessage response, TimeProvider time)
    {
        if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.Forbidden or HttpStatusCode.ServiceUnavailable))
        {
            return null;
        }

        DateTimeOffset now = time.GetUtcNow();
        TimeSpan? wait = response.Headers.RetryAfter is { } header ? header.Delta ?? (header.Date - now)
            : First(response, "x-ratelimit-remaining") == "0" && long.TryParse(First(response, "x-ratelimit-reset"), out long reset) && reset is > 0 and < int.MaxValue ? DateTimeOffset.FromUnixTimeSeconds(reset) - now
            : null;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string? First(HttpResponseMessage response, string header) => response.Headers.TryGetValues(header, out IEnumerable<string>? values) ? values.First() : null;
}
