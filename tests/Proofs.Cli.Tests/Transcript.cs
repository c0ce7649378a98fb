using System.Globalization;
using System.Text;

namespace Proofs.Cli.Tests;

/// <summary>What a series of commands on one project printed, for snapshots.</summary>
internal sealed class Transcript(GovernedProject project)
{
    private readonly StringBuilder _text = new();

    internal string Text => _text.ToString();

    /// <summary>Gives a command, and notes what it printed.</summary>
    internal CliResult Do(params string[] arguments) => Note(project.Do(arguments), arguments);

    /// <summary>The same in a terminal where somebody answers.</summary>
    internal CliResult Ask(string answer, params string[] arguments) => Note(project.Ask(answer, arguments), [.. arguments, $"(answered \"{answer}\")"]);

    private CliResult Note(CliResult result, string[] arguments)
    {
        _text.Append(CultureInfo.InvariantCulture, $"$ proofs {project.Scrub(string.Join(' ', arguments.Select(argument => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument)))}\n");
        _text.Append(project.Scrub(result.Out)).Append(project.Scrub(result.Error));
        _text.Append(CultureInfo.InvariantCulture, $"[exit {result.ExitCode}]\n\n");
        return result;
    }
}
