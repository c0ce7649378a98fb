namespace Proofs.Git.WorkTrees;

/// <summary>Wildcards within one part of a path. Source: gitignore(5), wildmatch.c.</summary>
internal static class Glob
{
    /// <summary>Whether the whole text is what the pattern means.</summary>
    internal static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        (int at, int sign, int mark, int markSign) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (sign < pattern.Length && pattern[sign] == '*')
            {
                (mark, markSign) = (at, ++sign);
            }
            else if (sign < pattern.Length && One(pattern[sign..], text[at], out int length))
            {
                (at, sign) = (at + 1, sign + length);
            }
            else if (mark >= 0)
            {
                (at, sign) = (++mark, markSign);
            }
            else
            {
                return false;
            }
        }

        return pattern[sign..].TrimStart('*').IsEmpty;
    }

    private static bool One(ReadOnlySpan<char> pattern, char each, out int length)
    {
        length = 1;
        switch (pattern[0])
        {
            case '?':
                return true;
            case '\\':
                length = 2;
                return pattern.Length > 1 && pattern[1] == each;
            case '[':
                return Class(pattern, each, out length);
            default:
                return pattern[0] == each;
        }
    }

    /// <summary>One without an end matches nothing, as with git.</summary>
    private static bool Class(ReadOnlySpan<char> pattern, char each, out int length)
    {
        int at = 1;
        bool isNegated = pattern.Length > 1 && pattern[1] is '!' or '^';
        at += isNegated ? 1 : 0;
        bool isIn = false;
        for (int first = at; at < pattern.Length && (at == first || pattern[at] != ']'); at++)
        {
            at += pattern[at] == '\\' && at + 1 < pattern.Length ? 1 : 0;
            char low = pattern[at];
            char high = low;
            if (at + 2 < pattern.Length && pattern[at + 1] == '-' && pattern[at + 2] != ']')
            {
                at += pattern[at + 2] == '\\' && at + 3 < pattern.Length ? 3 : 2;
                high = pattern[at];
            }

            isIn |= each >= low && each <= high;
        }

        length = at + 1;
        return at < pattern.Length && isIn != isNegated;
    }
}
