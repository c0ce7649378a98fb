using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>Ids by which somebody claims something. Only full lower-case ids count; anything else can be made to point elsewhere.</summary>
internal static class Claims
{
    /// <summary>Refuses the first id that is given but not full.</summary>
    internal static Refusal? Check(IEnumerable<(string Option, string? Id)> claims)
    {
        foreach ((string option, string? id) in claims)
        {
            if (!string.IsNullOrEmpty(id) && !IsFull(id))
            {
                return new(
                    ReasonCodes.CommitIdNotFull,
                    $"{option} '{id}' is no full lower-case commit id (40 or 64 hexadecimal digits).",
                    ReasonCodes.CommitIdNotFull.Fix);
            }
        }

        return null;
    }

    /// <summary>Whether a text is a full lower-case id of either object format.</summary>
    internal static bool IsFull(string id) => id.Length is 40 or 64 && id.All(c => char.IsAsciiHexDigitLower(c));
}
