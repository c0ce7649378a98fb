namespace Proofs.Processes;

/// <summary>The folders that programs are looked for in. Only absolute ones count: a relative one would let the working folder decide what runs.</summary>
public static class SearchPath
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>A <c>PATH</c> without what is not absolute.</summary>
    /// <param name="path">Folders with ':' between them, or null.</param>
    public static string Absolute(string? path) => string.Join(':', Folders(path));

    /// <summary>The program that a name means; the name itself when it is a path; null when no folder has it.</summary>
    /// <param name="name">What a command names.</param>
    /// <param name="path">A <c>PATH</c>, or null; only its absolute folders count.</param>
    public static string? Find(string name, string? path)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return name;
        }

        return Folders(path).Select(folder => Path.Combine(folder, name)).FirstOrDefault(IsProgram);
    }

    private static IEnumerable<string> Folders(string? path) => (path ?? string.Empty).Split(':').Where(folder => folder.StartsWith('/'));

    private static bool IsProgram(string file) => File.Exists(file) && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Execute) is not UnixFileMode.None;
}
