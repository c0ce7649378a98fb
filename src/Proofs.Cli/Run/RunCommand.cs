using System.CommandLine;

namespace Proofs.Cli.Run;

/// <summary><c>proofs run</c>, <c>resume</c> and <c>step</c>: have turns done until somebody has to act.</summary>
internal static class RunCommand
{
    internal static Command CreateRun(Terminal terminal)
    {
        RunOptions options = new();
        Command command = new("run", "Have the turns of a governed run done until it is completed or somebody has to act.");
        options.AddRun(command, begins: true);
        return Finish(command, options, terminal, request => request);
    }

    internal static Command CreateResume(Terminal terminal)
    {
        RunOptions options = new();
        Command command = new("resume", "Go on with the run that is there; never begins one.");
        options.AddRun(command, begins: false);
        return Finish(command, options, terminal, request => request with { OnlyResume = true });
    }

    internal static Command CreateStep(Terminal terminal)
    {
        RunOptions options = new();
        Command command = new("step", "Have one turn done.");
        options.AddStep(command);
        return Finish(command, options, terminal, request => request with { MaxTurns = 1, Report = false, IsStep = true });
    }

    private static Command Finish(Command command, RunOptions options, Terminal terminal, Func<RunRequest, RunRequest> asked)
    {
        command.SetAction(parsed => new RunVerb(terminal, command.Name).Run(options, parsed, asked));
        return command;
    }
}
