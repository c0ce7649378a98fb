using Proofs.Git.WorkTrees;

namespace Proofs.Runs.Runs.Operations;

/// <summary>What moved in a repository between two looks.</summary>
internal static class GitDifference
{
    private static readonly SortedDictionary<string, string> None = new(StringComparer.Ordinal);

    /// <summary>The references that moved, without those that the run itself moved to a commit of its own.</summary>
    internal static IReadOnlyList<string> References(GitSnapshot? before, GitSnapshot? now, IReadOnlySet<string> own)
    {
        List<string> moved = [.. Differing(before?.References, now?.References).Where(name => !own.Contains(now?.References.GetValueOrDefault(name) ?? string.Empty))];
        bool isOwn = before?.HeadText == now?.HeadText || own.Contains(now?.HeadText ?? string.Empty);
        if (!isOwn || (before?.Head != now?.Head && !own.Contains(now?.Head ?? string.Empty)))
        {
            moved.Insert(0, "HEAD");
        }

        return moved;
    }

    /// <summary>The settings that changed; a repository that came or went is one.</summary>
    internal static IReadOnlyList<string> Settings(GitSnapshot? before, GitSnapshot? now) =>
    [
        .. Differing(before?.Settings, now?.Settings).Select(path => ".git/" + path),
        .. (now?.Unwatched ?? []).Except(before?.Unwatched ?? [], StringComparer.Ordinal).Select(path => "the index flags of " + path),
        .. before is null == now is null ? Array.Empty<string>() : [".git"],
    ];

    private static IEnumerable<string> Differing(IReadOnlyDictionary<string, string>? before, IReadOnlyDictionary<string, string>? now) =>
        from name in (before ?? None).Keys.Union((now ?? None).Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
        where before?.GetValueOrDefault(name) != now?.GetValueOrDefault(name)
        select name;
}
