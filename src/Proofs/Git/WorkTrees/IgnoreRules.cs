namespace Proofs.Git.WorkTrees;

/// <summary>
/// What .gitignore files say of paths. Source: gitignore(5), dir.c (last_matching_pattern). Takes time in proportion to pattern and path,
/// whatever they are.
/// </summary>
internal sealed class IgnoreRules
{
    private readonly Dictionary<string, IgnorePattern[]> _byFolder = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _folders = new(StringComparer.Ordinal);

    /// <param name="files">By folder ("" for the root): the text of its .gitignore.</param>
    internal IgnoreRules(IReadOnlyDictionary<string, string> files)
    {
        foreach ((string folder, string text) in files)
        {
            _byFolder.Add(folder, [.. text.TrimStart('\uFEFF').Split('\n').Select(IgnorePattern.Parse).OfType<IgnorePattern>()]);
        }
    }

    /// <summary>Whether a file, or a folder on the way to it, is ignored.</summary>
    internal bool Matches(string path)
    {
        if (_byFolder.Count == 0)
        {
            return false;
        }

        int slash = path.LastIndexOf('/');
        return (slash > 0 && IsFolderIgnored(path[..slash])) || IsIgnored(path, isFolder: false);
    }

    private bool IsFolderIgnored(string folder)
    {
        if (_folders.TryGetValue(folder, out bool known))
        {
            return known;
        }

        int slash = folder.LastIndexOf('/');
        bool isIgnored = (slash > 0 && IsFolderIgnored(folder[..slash])) || IsIgnored(folder, isFolder: true);
        _folders[folder] = isIgnored;
        return isIgnored;
    }

    /// <summary>The nearest file that says something counts, and in it the last line.</summary>
    private bool IsIgnored(string path, bool isFolder)
    {
        for (int end = path.LastIndexOf('/'); ; end = end > 0 ? path.LastIndexOf('/', end - 1) : -1)
        {
            string folder = end < 0 ? string.Empty : path[..end];
            if (_byFolder.TryGetValue(folder, out IgnorePattern[]? patterns)
                && Array.FindLast(patterns, pattern => (isFolder || !pattern.IsForFolders) && pattern.Matches(path.AsSpan(end + 1))) is { } last)
            {
                return !last.IsException;
            }

            if (end < 0)
            {
                return false;
            }
        }
    }
}
