namespace Proofs.Git.WorkTrees;

/// <summary>One line of a .gitignore file.</summary>
internal sealed class IgnorePattern
{
    private readonly string[] _parts;
    private readonly bool _isAnchored;

    private IgnorePattern(string[] parts, bool isAnchored, bool isException, bool isForFolders) =>
        (_parts, _isAnchored, IsException, IsForFolders) = (parts, isAnchored, isException, isForFolders);

    /// <summary>Whether it takes back what an earlier line said.</summary>
    internal bool IsException { get; }

    /// <summary>Whether it is for folders alone.</summary>
    internal bool IsForFolders { get; }

    /// <summary>Reads a line, or returns null when it says nothing.</summary>
    internal static IgnorePattern? Parse(string line)
    {
        string text = TrimEnd(line.TrimEnd('\r'));
        if (text.Length == 0 || text[0] == '#')
        {
            return null;
        }

        bool isException = text[0] == '!';
        text = isException ? text[1..] : text;
        bool isForFolders = text.EndsWith('/');
        text = isForFolders ? text[..^1] : text;
        bool isAnchored = text.Contains('/', StringComparison.Ordinal);
        text = text.StartsWith('/') ? text[1..] : text;
        return text.Length == 0 ? null : new(text.Split('/'), isAnchored, isException, isForFolders);
    }

    /// <summary>Whether it is about a path.</summary>
    /// <param name="path">Relative to the folder of the file that the line stands in.</param>
    internal bool Matches(ReadOnlySpan<char> path) => _isAnchored ? MatchesParts(path.ToString().Split('/')) : Glob.Matches(_parts[0], path[(path.LastIndexOf('/') + 1)..]);

    /// <summary>Blanks at the end count only behind a backslash.</summary>
    private static string TrimEnd(string line)
    {
        int end = line.Length;
        while (end > 0 && line[end - 1] == ' ' && (end < 2 || line[end - 2] != '\\'))
        {
            end--;
        }

        return line[..end];
    }

    /// <summary>Going back to the last <c>**</c> alone suffices, as with <c>*</c> inside a part.</summary>
    private bool MatchesParts(string[] path)
    {
        (int at, int part, int mark, int markPart) = (0, 0, -1, 0);
        while (at < path.Length)
        {
            if (part < _parts.Length && _parts[part] == "**")
            {
                // At the end it stands for everything inside, and that is more than nothing.
                if (part == _parts.Length - 1)
                {
                    return true;
                }

                (mark, markPart) = (at, part++);
            }
            else if (part < _parts.Length && Glob.Matches(_parts[part], path[at]))
            {
                (at, part) = (at + 1, part + 1);
            }
            else if (mark >= 0)
            {
                at = ++mark;
                part = markPart + 1;
            }
            else
            {
                return false;
            }
        }

        return part == _parts.Length;
    }
}
