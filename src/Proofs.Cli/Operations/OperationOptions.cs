using System.CommandLine;
using Proofs.Cli.Hosts;

namespace Proofs.Cli.Operations;

/// <summary>The options of every command that does one thing to a run.</summary>
internal sealed class OperationOptions
{
    internal Option<DirectoryInfo?> Folder { get; } = new("--project") { Description = "A folder of the project (default: the current one).", HelpName = "DIR" };

    internal OutputOptions Output { get; } = new();

    internal void AddTo(Command command)
    {
        command.Add(Folder);
        Output.AddTo(command);
    }

    internal string Project(ParseResult parsed) => parsed.GetValue(Folder)?.FullName ?? Directory.GetCurrentDirectory();
}
