using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>Ids by which somebody claims something. Only full lower-case ids count; anything else can be made to point elsewhere.</summary>
internal static class Claims
{
    /// <summary>Refuses an id that is given but not full.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="id">The id; nothing given is another's business.</param>
    internal static Refusal? Check(string what, string? id) => string.IsNullOrEmpty(id) || IsFull(id)
        ? null
        : new(
            ReasonCodes.CommitIdNotFull,
            $"The {what} '{id}' is no full lower-case commit id (40 or 64 hexadecimal digits).",
            ReasonCodes.CommitIdNotFull.Fix);

    /// <summary>Whether a text is a full lower-case id of either object format.</summary>
    internal static bool IsFull(string id) => id.Length is 40 or 64 && id.All(c => char.IsAsciiHexDigitLower(c));
}
