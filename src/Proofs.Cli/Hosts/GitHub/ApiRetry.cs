using System.Net;
using System.Text;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>
/// When a request is made again. What only reads is repeated after any failure that may pass; what writes only when GitHub says that it did not
/// take it, because annotations would stand there twice. Source: docs.github.com, "Rate limits for the REST API", "Exceeding the rate limit";
/// "Best practices for using the REST API".
/// </summary>
internal static class ApiRetry
{
    private const int MostAttempts = 4;
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(10);

    /// <summary>What GitHub asks for when it gives no time of its own.</summary>
    private static readonly TimeSpan UsualWait = TimeSpan.FromMinutes(1);

    /// <summary>Longer waits are not waited, because a job must not hang on its decoration.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(90);

    internal static ResiliencePipeline<ApiAnswer> Create(TimeProvider time, bool repeatable) => new ResiliencePipelineBuilder<ApiAnswer> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<ApiAnswer>
        {
            MaxRetryAttempts = MostAttempts - 1,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(500),
            UseJitter = true,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome switch
            {
                { Result.Wait: { } wait } => wait <= LongestWait,
                { Exception: HttpRequestException or TimeoutRejectedException } => repeatable,
                { Result.Status: HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError } => repeatable,
                _ => false,
            }),
            // Null leaves the delay to the backoff.
            DelayGenerator = static arguments => ValueTask.FromResult(arguments.Outcome.Result?.Wait),
        })
        .AddTimeout(AttemptLimit)
        .Build();

    /// <summary>How long a refusal asks to wait: in Retry-After, until the limit is lifted, or as GitHub documents; null when it is no matter of time.</summary>
    internal static TimeSpan? GetRetryAfter(HttpResponseMessage response, byte[] body, TimeProvider time)
    {
        if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.Forbidden or HttpStatusCode.ServiceUnavailable))
        {
            return null;
        }

        DateTimeOffset now = time.GetUtcNow();
        TimeSpan? wait = response.Headers.RetryAfter is { } header ? header.Delta ?? (header.Date - now)
            : First(response, "x-ratelimit-remaining") == "0" && long.TryParse(First(response, "x-ratelimit-reset"), out long reset) && reset is > 0 and < int.MaxValue ? DateTimeOffset.FromUnixTimeSeconds(reset) - now
            : response.StatusCode == HttpStatusCode.TooManyRequests || Encoding.UTF8.GetString(body).Contains("rate limit", StringComparison.OrdinalIgnoreCase) ? UsualWait
            : null;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string? First(HttpResponseMessage response, string header) => response.Headers.TryGetValues(header, out IEnumerable<string>? values) ? values.First() : null;
}
