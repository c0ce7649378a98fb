using System.Text.Json;
using Proofs.Runs.Runs.Records;

namespace Proofs.Workers.Api;

/// <summary>
/// What an answer says it used, read from its bytes: also an answer that nothing else can be made of was paid for. A count that cannot be true is no count.
/// </summary>
internal static class UsageReader
{
    /// <summary>What a provider may put around a prompt, in tokens.</summary>
    private const long Around = 4096;

    /// <summary>More than any model writes in one answer.</summary>
    private const long MostOutput = 1_000_000;

    /// <summary>Reads the tokens.</summary>
    /// <param name="exchange">What came over the wire.</param>
    /// <param name="maxOutputTokens">What was asked for at most.</param>
    /// <returns>The tokens; null when it does not say, or says what cannot be: no token takes less than a byte, and a prompt and an answer take some.</returns>
    internal static TurnCost? Read(Exchange exchange, int maxOutputTokens)
    {
        if (exchange.Response is not { } body || Counts(body) is not (long sent, long back))
        {
            return null;
        }

        bool isPossible = sent > 0 && back > 0 && sent <= exchange.Request.Length + Around && back <= Math.Max(MostOutput, 2L * maxOutputTokens);
        return isPossible ? new() { InputTokens = sent, OutputTokens = back } : null;
    }

    private static (long Sent, long Back)? Counts(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement usage = ApiSettings.Find(document.RootElement, "usage");
            return ApiSettings.Find(usage, "prompt_tokens").ValueKind == JsonValueKind.Undefined ? Anthropic(usage) : OpenAi(usage);
        }
        catch (JsonException)
        {
            // Whoever answers so says nothing about tokens either.
            return null;
        }
    }

    /// <summary>What was read from or written to a cache counts as sent.</summary>
    private static (long Sent, long Back)? Anthropic(JsonElement usage) =>
        Count(usage, "input_tokens") is { } sent && Count(usage, "output_tokens") is { } back && Optional(usage, "cache_creation_input_tokens") is { } written && Optional(usage, "cache_read_input_tokens") is { } cached
            ? (sent + written + cached, back)
            : null;

    /// <summary>What a model thinks is paid like what it says; some say it in the sum alone.</summary>
    private static (long Sent, long Back)? OpenAi(JsonElement usage) =>
        Count(usage, "prompt_tokens") is { } sent && Count(usage, "completion_tokens") is { } back && Optional(usage, "total_tokens") is { } total
            ? (sent, Math.Max(back, total - sent))
            : null;

    private static long? Optional(JsonElement usage, string key) => ApiSettings.Find(usage, key).ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? 0 : Count(usage, key);

    /// <summary>Half of the range, so that sums stay in it.</summary>
    private static long? Count(JsonElement usage, string key) => ApiSettings.Find(usage, key) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long count) && count is >= 0 and <= long.MaxValue / 4 ? count : null;
}
