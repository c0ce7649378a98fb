using System.Text.Json;

namespace Proofs.Runs.Runs.Validation.Shapes;

/// <summary>What a turn cost. Everything that is wrong with it has one code, because money is not to be guessed at.</summary>
internal sealed record CostShape : Shape
{
    /// <summary>The largest amount that is taken, in US dollars: sums of such amounts stay far inside decimal's range.</summary>
    internal const decimal MostUsd = 1_000_000_000m;

    internal static IReadOnlyList<string> Keys { get; } = ["input_tokens", "output_tokens", "usd"];

    internal override IEnumerable<Problem> Check(JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return [Invalid(at, "must be an object")];
        }

        return Keys.Select(key => value.TryGetProperty(key, out JsonElement found) && found.ValueKind != JsonValueKind.Null ? CheckOne(found, key, $"{at}.{key}") : null).OfType<Problem>();
    }

    private static Problem? CheckOne(JsonElement value, string key, string at) => key == "usd"
        ? IsMoney(value) ? null : Invalid(at, $"must be a number from 0 to {MostUsd} that is not too small to be written with 28 decimal places")
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long tokens) && tokens >= 0 ? null : Invalid(at, "must be a whole number from 0");

    private static bool IsMoney(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal usd) && usd is >= 0 and <= MostUsd && (usd != 0 || IsZero(value.GetRawText()));

    /// <summary>Whether a number is zero as it is written, and did not become it for want of decimal places.</summary>
    private static bool IsZero(string number) => !number.Split('e', 'E')[0].AsSpan().ContainsAnyInRange('1', '9');

    private static Problem Invalid(string at, string message) => new(RunCodes.CostInvalid, $"{at} {message}.") { Field = at };
}
