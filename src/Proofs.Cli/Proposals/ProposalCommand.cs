using System.CommandLine;

namespace Proofs.Cli.Proposals;

/// <summary><c>proofs proposal</c>: what turns proposed and nobody has put into the work tree yet.</summary>
internal static class ProposalCommand
{
    internal static Command Create(Terminal terminal) => new("proposal", "Look at what turns proposed, and apply or reject it.")
    {
        ListCommand.Create(terminal),
        ShowCommand.Create(terminal),
        ApplyCommand.Create(terminal),
        RejectCommand.Create(terminal),
    };

    internal static Argument<string> Turn() => new("TURN") { Description = "The turn that proposed it." };
}
