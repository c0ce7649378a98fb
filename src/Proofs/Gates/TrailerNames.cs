namespace Proofs.Gates;

/// <summary>What can be a trailer's name: what git's reader takes for one.</summary>
internal static class TrailerNames
{
    internal static bool IsValid(string name) => name.Length is > 0 and <= 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
