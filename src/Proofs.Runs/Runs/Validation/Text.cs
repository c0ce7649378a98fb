namespace Proofs.Runs.Runs.Validation;

/// <summary>Words of a result, for messages and checks.</summary>
internal static class Text
{
    private const int Most = 200;

    /// <summary>A quotation that stays short, whatever was sent; never cut within a character.</summary>
    internal static string Short(string? text)
    {
        if (text is null || text.Length <= Most)
        {
            return text ?? string.Empty;
        }

        return text[..(char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most)] + "…";
    }

    /// <summary>Whether it is a role's id, or <c>human</c>.</summary>
    internal static bool IsRoleId(string text) => text.Length > 0 && text.All(each => each is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-');

    /// <summary>Whether it is a prefix and decimal digits, as in DEC-001.</summary>
    internal static bool IsNumbered(string text, string prefix) =>
        text.Length > prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal) && text.AsSpan(prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>Whether it is nothing but a place to be filled in: <c>&lt;…&gt;</c>.</summary>
    internal static bool IsPlaceholder(string text)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        return trimmed.Length > 2 && trimmed[0] == '<' && trimmed[^1] == '>' && trimmed[1..^1].IndexOfAny('<', '>') < 0;
    }
}
