using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Cli.Run;
using Proofs.Verdicts;

namespace Proofs.Cli.Demo;

/// <summary><c>proofs demo</c>: a governed run that needs no key and no network.</summary>
internal static class DemoCommand
{
    internal static Command Create(Terminal terminal)
    {
        OutputOptions output = new();
        Command command = new("demo", "Watch a governed run in a temporary repository: three phases, and a developer who says done too early.");
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            bool json = output.WantsJson(parsed);
            FileInfo? file = parsed.GetValue(output.File);
            if (file is not null && OutputFile.Check(file) is { } unwritable)
            {
                return Refusals.Report(terminal, json, unwritable);
            }

            return DemoProject.Create(out Refusal? refusal) is { } request ? new RunVerb(terminal, command.Name).Run(request, json, file) : Refusals.Report(terminal, json, refusal!, file);
        });
        return command;
    }
}
