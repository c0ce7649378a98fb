using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;
using Proofs.Texts;

namespace Proofs.Workers.Api;

/// <summary>How refusals and errors are told to the run and to people.</summary>
internal static class ApiFailures
{
    private const int LongestQuote = 120;

    /// <summary>The last request of a dispatch went wrong.</summary>
    internal static WorkFailure Of(ApiError error, ApiTarget target, int requests, TurnCost cost, ProviderWords words)
    {
        string action = Action(error, target);
        string detail = error.Detail is { Length: > 0 } said && words.Detail(said) is { Length: > 0 } safe ? $" {target.Host} said: {safe}" : string.Empty;
        string reason = $"{words.Line(error.Reason)}{(requests > 1 ? $" ({requests} requests)" : string.Empty)}";
        return new(error.Class, $"{reason} {action}{detail}") { IsRetryable = error.IsRetryable, Cost = cost, Recovery = error.IsRetryable ? null : Failures.Recovery(error.Class, action, reason) };
    }

    /// <summary>Somebody else's text on one line, cut.</summary>
    internal static string Quote(string? text) => text is null ? string.Empty : SafeText.Neutralise(text.Length > LongestQuote ? text[..LongestQuote] + "…" : text);

    private static string Action(ApiError error, ApiTarget target) => error.Next ?? error.Class switch
    {
        "auth_failure" => target.Variable is { } variable ? $"Check the key in {variable}: that it is valid and may use {Quote(target.Model)}." : "It wants a key: name its variable in auth_env.",
        "model_not_found" => $"Check model: {target.Provider.Name} has no \"{Quote(target.Model)}\" for this key, or base_url leads elsewhere.",
        "context_overflow" => "Set context_window_tokens and preflight_tokenization.enabled so that the context is shortened, or choose a model that reads more.",
        "invalid_request" => "Check model, max_output_tokens and base_url of the runtime.",
        "rate_limited" => error.IsRetryable ? "Wait, or set retry_policy." : $"Raise the limit or add credit at {target.Provider.Name}, then resume.",
        "provider_overloaded" => "Wait, or set retry_policy.",
        "network_failure" => target.IsLoopback ? $"Check that something listens at {target.Host}." : "Check the network and base_url.",
        "timeout" => "Raise timeout_seconds when the model needs longer.",
        "turn_result_extraction_failure" => error.IsRetryable ? "The next attempt tells the model." : "Raise max_output_tokens.",
        "response_parse_failure" => "Check that base_url speaks the provider's API.",
        _ => "Look at what was said, and check base_url.",
    };
}
