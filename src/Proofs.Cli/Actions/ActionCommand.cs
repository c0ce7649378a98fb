using System.CommandLine;
using Proofs.Cli.Hosts.GitHub;

namespace Proofs.Cli.Actions;

/// <summary><c>proofs action</c>: the entry point of the container action. It takes everything from the runner's variables.</summary>
internal static class ActionCommand
{
    internal static Command Create(Terminal terminal)
    {
        Command command = new("action", "Judge the event that GitHub Actions runs for; action.yml calls this. Inputs come from INPUT_* variables.");
        command.SetAction(_ => new ActionVerb(terminal, new(Environment.GetEnvironmentVariable), TimeProvider.System).Run());
        return command;
    }
}
