using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Proofs.Workers.Api;

/// <summary>Which of the published classes an exchange without a usable answer belongs to. Source: AgentXchain protocol v7, adapters.</summary>
internal static partial class ApiErrors
{
    /// <summary>What came over the wire, when that is an error; null when an answer came whole.</summary>
    /// <param name="exchange">What came.</param>
    /// <param name="limit">How long it had.</param>
    /// <param name="now">For a Retry-After that is a date.</param>
    internal static ApiError? Of(Exchange exchange, TimeSpan limit, DateTimeOffset now) => exchange.Fault switch
    {
        WireFault.Unreached => new("network_failure", "There was no connection.", true),
        WireFault.Lost => new("network_failure", "The connection was lost before the answer had come whole.", true),
        WireFault.TimedOut => new("timeout", string.Create(CultureInfo.InvariantCulture, $"The answer had not come whole after {limit.TotalSeconds:0.###} seconds."), true),
        WireFault.TooLong => new("response_parse_failure", $"The answer is longer than {Wire.MostBytes} bytes and was not read further.", false),
        WireFault.Stopped => new(Failures.Cancelled, "The run stopped while the model worked.", true),
        WireFault.Misdirected => new(EndpointPolicy.NotAllowed, "base_url is no address that the provider's SDK keeps; nothing was sent.", false),
        _ when exchange.IsSuccess => null,
        _ => OfStatus(exchange.Status ?? 0, Encoding.UTF8.GetString(exchange.Response ?? [])) with { RetryAfter = RetryAfter(exchange.Header("Retry-After"), now) },
    };

    /// <summary>An answer that is no success.</summary>
    internal static ApiError OfStatus(int status, string body)
    {
        ProviderError said = ProviderError.Read(body);
        (string name, bool isRetryable) = Classify(status, said.Type, said.Code, said.Message ?? body);
        string what = string.Join(' ', ((string?[])[said.Type, said.Code]).OfType<string>().Distinct(StringComparer.Ordinal));
        string reason = status is >= 300 and < 400 ? $"The answer is a redirect (status {status}), which is not followed." : $"The answer has status {status}{(what.Length > 0 ? $" ({ApiFailures.Quote(what)})" : string.Empty)}.";
        return new(name, reason, isRetryable) { Detail = said.Message ?? body };
    }

    /// <summary>Seconds or a date; null when it is neither.</summary>
    internal static TimeSpan? RetryAfter(string? value, DateTimeOffset now) =>
        value is null ? null
        : double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds >= 0 ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(365).TotalSeconds))
        : DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? (date > now ? date - now : TimeSpan.Zero)
        : null;

    private static (string Class, bool IsRetryable) Classify(int status, string? type, string? code, string message) => status switch
    {
        401 or 403 => ("auth_failure", false),
        400 when code == "API_KEY_INVALID" || BadKey().IsMatch(message) => ("auth_failure", false),
        402 => ("rate_limited", false),
        404 => ("model_not_found", false),
        408 => ("timeout", true),
        413 => ("context_overflow", false),
        400 or 422 when code == "context_length_exceeded" || TooLong().IsMatch(message) => ("context_overflow", false),
        400 or 422 when code == "model_not_found" => ("model_not_found", false),
        400 when Spent().IsMatch(message) => ("rate_limited", false),
        429 => ("rate_limited", code != "insufficient_quota" && type != "insufficient_quota" && !Spent().IsMatch(message)),
        503 or 529 => ("provider_overloaded", true),
        >= 500 when type == "overloaded_error" => ("provider_overloaded", true),
        >= 500 => ("unknown_api_error", true),
        409 or 425 => ("unknown_api_error", true),
        >= 400 => ("invalid_request", false),
        _ => ("unknown_api_error", false),
    };

    [GeneratedRegex("api key not valid|invalid api key|incorrect api key", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BadKey();

    [GeneratedRegex("prompt is too long|context length|context window|maximum context|input token count|too many (input )?tokens", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TooLong();

    /// <summary>Limits that no wait of minutes lifts.</summary>
    [GeneratedRegex("daily|per ?day|spend|budget|credit balance", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spent();
}

/// <summary>What a provider says about an error, in any of the shapes that are in use.</summary>
internal sealed record ProviderError(string? Type, string? Code, string? Message)
{
    internal static ProviderError Read(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            root = root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 ? root[0] : root;
            JsonElement error = ApiSettings.Find(root, "error");
            return error.ValueKind == JsonValueKind.String ? new(null, null, error.GetString()) : new(ApiSettings.Text(error, "type") ?? ApiSettings.Text(error, "status"), ApiSettings.Text(error, "code"), ApiSettings.Text(error, "message"));
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            // A page of a gateway, or text that is no Unicode.
            return new(null, null, null);
        }
    }
}
