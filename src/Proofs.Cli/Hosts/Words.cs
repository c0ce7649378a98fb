using System.Globalization;
using System.Text.Json;

namespace Proofs.Cli.Hosts;

/// <summary>The words that documents have for values.</summary>
internal static class Words
{
    internal static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>A time as the protocol's records have it: UTC, to the millisecond.</summary>
    internal static string Of(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
