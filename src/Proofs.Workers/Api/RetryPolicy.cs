using System.Text.Json;

namespace Proofs.Workers.Api;

/// <summary>How often a request is sent, and how long is waited in between. Source: AgentXchain protocol v7, adapters.</summary>
internal sealed record RetryPolicy
{
    /// <summary>What may pass by itself. A bad answer is not among it: the next attempt at the turn tells the model what was wrong, the same request does not.</summary>
    private static readonly string[] Usual = ["rate_limited", "provider_overloaded", "network_failure", "timeout", "response_parse_failure", "unknown_api_error"];

    /// <summary>More help nobody, and each may cost.</summary>
    private const int MostAttempts = 20;

    /// <summary>The longest wait that a provider is granted where no limit of time says otherwise.</summary>
    private static readonly TimeSpan LongestAskedFor = TimeSpan.FromMinutes(10);

    internal static RetryPolicy None { get; } = new();

    /// <summary>How many requests there are at most.</summary>
    internal int MaxAttempts { get; private init; } = 1;

    private TimeSpan BaseDelay { get; init; }

    private TimeSpan MaxDelay { get; init; }

    private double Multiplier { get; init; }

    private bool IsFullJitter { get; init; }

    private IReadOnlyList<string> Classes { get; init; } = [];

    internal static RetryPolicy Read(JsonElement policy) => !ApiSettings.Flag(policy, "enabled") ? None : new()
    {
        MaxAttempts = (int)ApiSettings.Number(policy, "max_attempts", 3, 1, MostAttempts),
        BaseDelay = Milliseconds(policy, "base_delay_ms", 1000),
        MaxDelay = Milliseconds(policy, "max_delay_ms", 8000),
        Multiplier = (double)ApiSettings.Number(policy, "backoff_multiplier", 2, 1, 1000),
        IsFullJitter = ApiSettings.Text(policy, "jitter") != "none",
        Classes = ApiSettings.Find(policy, "retry_on") is { ValueKind: JsonValueKind.Array } classes ? [.. classes.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!)] : Usual,
    };

    /// <summary>How long to wait before another request.</summary>
    /// <param name="error">What went wrong.</param>
    /// <param name="number">The request that went wrong, from 1 on.</param>
    /// <param name="dice">From 0 up to 1.</param>
    /// <param name="left">How much time is left, or null when there is no limit.</param>
    /// <returns>
    /// At least what the provider asked for. Null when another request makes no sense: nothing but the same would come, or the wait is longer than
    /// what is left; a shorter wait than asked for would only be refused again.
    /// </returns>
    internal TimeSpan? Delay(ApiError error, int number, double dice, TimeSpan? left)
    {
        if (number >= MaxAttempts || !error.IsRetryable || !Classes.Contains(error.Class, StringComparer.Ordinal))
        {
            return null;
        }

        double most = Math.Min(MaxDelay.TotalMilliseconds, BaseDelay.TotalMilliseconds * Math.Pow(Multiplier, number - 1));
        TimeSpan own = TimeSpan.FromMilliseconds(IsFullJitter ? most * dice : most);
        TimeSpan wait = error.RetryAfter is { } asked && asked > own ? asked : own;
        return wait < (left ?? LongestAskedFor) ? wait : null;
    }

    private static TimeSpan Milliseconds(JsonElement policy, string key, int otherwise) => TimeSpan.FromMilliseconds((double)ApiSettings.Number(policy, key, otherwise, 0, 24 * 60 * 60 * 1000));
}
