namespace Proofs.Runs.Runs.Configuration;

/// <summary>Which names a configuration may give. They become parts of file names, of environment variables and of lines in a log.</summary>
internal static class ConfigurationName
{
    /// <summary>The longest name, in UTF-16 units: a file's name still has room for more.</summary>
    internal const int Longest = 128;

    /// <summary>Who is asked where no role is.</summary>
    internal const string Human = Word.Human;

    /// <summary>What no name of any kind may be, as the rest of a sentence; or null.</summary>
    internal static string? Fault(string name) =>
        string.IsNullOrWhiteSpace(name) ? "must not be blank"
        : name.Length > Longest ? $"must not be longer than {Longest} characters"
        : name.Any(c => c is '/' or '\\' || char.IsControl(c)) ? "must not hold a slash, a backslash or a control character"
        : name is "." or ".." ? "must not be . or .."
        : null;

    /// <summary>Whether it is a phase's name: <c>^[a-z][a-z0-9_-]*$</c>.</summary>
    internal static bool IsPhase(string name) => IsRole(name) && char.IsAsciiLetterLower(name[0]);

    /// <summary>Whether it is a role's id as turn results can have it: <c>^[a-z0-9_-]+$</c>.</summary>
    internal static bool IsRole(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-');
}
