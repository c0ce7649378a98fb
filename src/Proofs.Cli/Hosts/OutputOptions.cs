using System.CommandLine;

namespace Proofs.Cli.Hosts;

/// <summary>How a command answers; the same options at every command.</summary>
internal sealed class OutputOptions
{
    internal OutputOptions() => Format.AcceptOnlyFromAmong("text", "json");

    internal Option<string?> Format { get; } = new("--format") { Description = "text (default) or json.", HelpName = "text|json" };

    internal Option<bool> Json { get; } = new("--json") { Description = "The same as --format json." };

    internal Option<FileInfo?> File { get; } = new("--output") { Description = "Also write the result to this file, atomically.", HelpName = "FILE" };

    internal void AddTo(Command command)
    {
        command.Add(Format);
        command.Add(Json);
        command.Add(File);
    }

    internal bool WantsJson(ParseResult parsed) => parsed.GetValue(Json) || parsed.GetValue(Format) == "json";
}
