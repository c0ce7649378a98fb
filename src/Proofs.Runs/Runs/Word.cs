using System.Text.Json;

namespace Proofs.Runs.Runs;

/// <summary>Words of the protocol.</summary>
internal static class Word
{
    /// <summary>A person, wherever a role can stand.</summary>
    internal const string Human = "human";

    /// <summary>A value's word, as <see cref="ProtocolWord{TEnum}"/> writes it.</summary>
    internal static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
