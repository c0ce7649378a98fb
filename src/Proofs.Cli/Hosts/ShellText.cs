namespace Proofs.Cli.Hosts;

/// <summary>Arguments in commands that somebody is told to type.</summary>
internal static class ShellText
{
    /// <summary>The argument as a shell takes it for one word.</summary>
    internal static string Quote(string argument) => argument.Length > 0 && argument.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '_' or '-')
        ? argument
        : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
