namespace Proofs.Runs.Runs;

/// <summary>Paths that agents supply: brought into one form, and held inside the project.</summary>
internal static class ProjectPath
{
    /// <summary>The longest path that is taken.</summary>
    internal const int MostCharacters = 4096;

    private const string OwnFolder = ".agentxchain";

    /// <summary>
    /// The one form of a path: relative, '/' between the parts, no empty part, no <c>.</c>. False for everything that leaves the project or could
    /// mean something else on another system: <c>..</c> anywhere and what some file systems take for it, absolute paths, drives, backslashes, control
    /// characters, half surrogates.
    /// </summary>
    internal static bool TryNormalize(string? path, out string normalized)
    {
        normalized = string.Empty;
        if (string.IsNullOrWhiteSpace(path) || path.Length > MostCharacters || path[0] == '/' || HasDrive(path) || !IsPlain(path))
        {
            return false;
        }

        string[] parts = [.. path.Split('/').Where(part => part is not ("" or "."))];
        if (parts.Length == 0 || parts.Any(part => Fold(part).Length == 0))
        {
            return false;
        }

        normalized = string.Join('/', parts);
        return true;
    }

    /// <summary>Whether a normalised path is one of those that no turn may claim.</summary>
    /// <param name="normalized">What <see cref="TryNormalize"/> gave.</param>
    /// <param name="turnId">The turn that claims it: its own staging and proposal folders are open to it.</param>
    internal static bool IsReserved(string normalized, string turnId)
    {
        string[] parts = [.. normalized.Split('/').Select(Fold)];
        return parts.Any(IsGit)
            || (IsOwn(parts[0]) && !IsOpen(normalized, turnId))
            || ((parts[0] == ".github" || IsShort(parts[0], "github")) && (parts.Length == 1 || parts[1] == "proofs.yml"));
    }

    /// <summary>Whether a normalised path lies below a folder, named exactly.</summary>
    internal static bool IsBelow(string normalized, string folder) => normalized.StartsWith(folder + "/", StringComparison.Ordinal);

    /// <summary>Whether a role that only reviews may list it.</summary>
    internal static bool IsForReviewers(string normalized) => IsBelow(normalized, ".planning") || IsBelow(normalized, OwnFolder + "/reviews");

    /// <summary>Whether it belongs to the product: neither a plan, nor the run's own records.</summary>
    internal static bool IsProduct(string normalized) => Fold(normalized.Split('/')[0]) is not (".planning" or OwnFolder or "talk.md");

    private static bool IsOpen(string normalized, string turnId) =>
        IsBelow(normalized, OwnFolder + "/reviews")
        || (IsOnePart(turnId) && (IsBelow(normalized, $"{OwnFolder}/staging/{turnId}") || IsBelow(normalized, $"{OwnFolder}/proposed/{turnId}")));

    private static bool IsOnePart(string name) => TryNormalize(name, out string same) && same == name && !name.Contains('/', StringComparison.Ordinal);

    private static bool IsOwn(string folded) => folded is OwnFolder or "agentxchain.json" || IsShort(folded, "agentx");

    private static bool IsGit(string folded) => folded == ".git" || IsShort(folded, "git");

    /// <summary>
    /// A part as the most lenient file system reads it: letter case, trailing dots and blanks, what follows a colon and characters that are not seen
    /// make no difference.
    /// </summary>
    private static string Fold(string part) => string.Concat(part.Where(each => !IsUnseen(each)).Select(Plain)).Split(':')[0].TrimEnd('.', ' ').ToLowerInvariant();

    /// <summary>The letters beyond ASCII that are another case of one within it; the invariant culture does not say so.</summary>
    private static char Plain(char each) => each switch
    {
        '\u017F' => 's',
        '\u212A' => 'k',
        '\u0130' or '\u0131' => 'i',
        _ => each,
    };

    /// <summary>The short name that some file systems give a long one: GIT~1.</summary>
    private static bool IsShort(string folded, string stem) => folded.StartsWith(stem + "~", StringComparison.Ordinal) && folded.Length > stem.Length + 1 && char.IsAsciiDigit(folded[stem.Length + 1]);

    private static bool IsUnseen(char each) => char.GetUnicodeCategory(each) == System.Globalization.UnicodeCategory.Format;

    /// <summary>A drive (<c>C:x</c>), or a first part that ends like one or like a scheme (<c>file:/x</c>).</summary>
    private static bool HasDrive(string path) => (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])) || path.Split('/')[0].EndsWith(':');

    private static bool IsPlain(string path)
    {
        for (int at = 0; at < path.Length; at++)
        {
            if (path[at] == '\\' || char.IsControl(path[at]) || char.IsLowSurrogate(path[at]) || (char.IsHighSurrogate(path[at]) && (at + 1 == path.Length || !char.IsLowSurrogate(path[at + 1]))))
            {
                return false;
            }

            at += char.IsHighSurrogate(path[at]) ? 1 : 0;
        }

        return true;
    }
}
