using Proofs.Texts;

namespace Proofs.Runs.Runs.Configuration;

/// <summary>Which paths a configuration may name: relative to the project, inside it, not git's own, written in one way only.</summary>
internal static class ConfigurationPath
{
    /// <summary>What is wrong with a path, as the rest of a sentence; or null.</summary>
    internal static string? Fault(string path) =>
        path.Length == 0 ? "must name a file"
        : path.Any(c => c == '\\' || char.IsControl(c)) ? "must not hold a backslash or a control character; the parts of a path have '/' between them"
        : Lookalikes.FirstInvisible(path) is { } invisible ? $"holds a character nobody can see: {invisible}"
        : path[0] == '/' || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])) ? "must be relative to the project"
        : path.Split('/').Select(PartFault).FirstOrDefault(fault => fault is not null);

    // Some file systems drop dots and blanks at the end of a name, ignore its case, or know .git by a short name.
    private static string? PartFault(string part) => part.TrimEnd('.', ' ').ToUpperInvariant() switch
    {
        "" => part.Length == 0 ? "must not hold an empty part" : "must stay inside the project and do without . and ..",
        ".GIT" or "GIT~1" => "must not lie under .git",
        _ => null,
    };
}
