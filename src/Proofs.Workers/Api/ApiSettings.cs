using System.Text.Json;
using Proofs.Runs.Runs.Configuration;

namespace Proofs.Workers.Api;

/// <summary>What the configuration says about a runtime of the kind api_proxy. Source of the defaults: AgentXchain protocol v7, adapters.</summary>
internal sealed record ApiSettings
{
    private const decimal LongestSeconds = 24 * 60 * 60;

    internal string? Provider { get; private init; }

    internal string? Model { get; private init; }

    /// <summary>The environment variable that holds the key.</summary>
    internal string? Variable { get; private init; }

    internal string? BaseUrl { get; private init; }

    internal int MaxOutputTokens { get; private init; }

    /// <summary>How long one request may take, the last byte of its answer included.</summary>
    internal TimeSpan Timeout { get; private init; }

    /// <summary>How much the model can read, or null when prompts are not measured.</summary>
    internal long? WindowTokens { get; private init; }

    /// <summary>How much of that is kept free.</summary>
    internal long MarginTokens { get; private init; }

    internal RetryPolicy Retries { get; private init; } = RetryPolicy.None;

    internal static ApiSettings Read(Runtime runtime)
    {
        JsonElement settings = runtime.Settings;
        JsonElement preflight = Find(settings, "preflight_tokenization");
        return new()
        {
            Provider = Text(settings, "provider"),
            Model = Text(settings, "model"),
            Variable = Text(settings, "auth_env"),
            BaseUrl = Text(settings, "base_url"),
            MaxOutputTokens = (int)Number(settings, "max_output_tokens", 4096, 1, int.MaxValue),
            Timeout = TimeSpan.FromMilliseconds((double)(Number(settings, "timeout_seconds", 120, 0.001m, LongestSeconds) * 1000)),
            WindowTokens = Flag(preflight, "enabled") && Find(settings, "context_window_tokens").ValueKind == JsonValueKind.Number ? (long)Number(settings, "context_window_tokens", 0, 0, long.MaxValue) : null,
            MarginTokens = (long)Number(preflight, "safety_margin_tokens", 2048, 0, int.MaxValue),
            Retries = RetryPolicy.Read(Find(settings, "retry_policy")),
        };
    }

    internal static JsonElement Find(JsonElement settings, string key) => settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(key, out JsonElement found) ? found : default;

    internal static string? Text(JsonElement settings, string key) => Find(settings, key) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    internal static bool Flag(JsonElement settings, string key) => Find(settings, key).ValueKind == JsonValueKind.True;

    /// <summary>A number within limits; the default when there is none. What is out of its limits is told by the configuration's checks.</summary>
    internal static decimal Number(JsonElement settings, string key, decimal otherwise, decimal least, decimal most) =>
        Find(settings, key) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out decimal value) ? Math.Clamp(value, least, most) : otherwise;
}
