using System.Text.Json;

namespace Proofs.Runs.Runs.Configuration.Reading;

/// <summary>Numbers of a configuration: exact, and small enough that sums of money and points in time stay within their types.</summary>
internal static class JsonNumber
{
    /// <summary>No amount, count or time of a run is farther from zero.</summary>
    internal const int Largest = 1_000_000_000;

    /// <summary>With more characters, digits could be lost, and 4.000…01 would count as 4.</summary>
    private const int MostCharacters = 28;

    /// <summary>The number, or null when it is written too long, is too large or too near to zero.</summary>
    internal static decimal? Read(JsonElement value)
    {
        string raw = value.GetRawText();
        return raw.Length <= MostCharacters && value.TryGetDecimal(out decimal number) && Math.Abs(number) <= Largest && (number != 0 || !HasOtherDigit(raw)) ? number : null;
    }

    // 1e-400 is no zero, whatever the parser makes of it.
    private static bool HasOtherDigit(string raw) => raw.TakeWhile(c => c is not ('e' or 'E')).Any(c => c is >= '1' and <= '9');
}
