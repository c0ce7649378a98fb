using System.CommandLine;
using Proofs.Cli.Hosts;
using Proofs.Cli.Run;
using Proofs.Verdicts;

namespace Proofs.Cli.Demo;

/// <summary><c>proofs demo</c>: a governed run that needs no key and no network.</summary>
internal static class DemoCommand
{
    /// <summary>What to look out for, so that what comes of it says something to somebody who sees it for the first time.</summary>
    private const string Watch = """
        Three turns, played from a script: pm plans, dev writes src/greeting.txt, qa
        judges. dev says "done" three times: first nothing was written, then the wrong
        text, then the right one. Only what the runner sees for itself is accepted.

        """;

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

            if (DemoProject.Create(out Refusal? refusal) is not { } request)
            {
                return Refusals.Report(terminal, json, refusal!, file);
            }

            if (!json)
            {
                terminal.Out.WriteLine(Watch);
            }

            return new RunVerb(terminal, command.Name).Run(request, json, file);
        });
        return command;
    }
}
