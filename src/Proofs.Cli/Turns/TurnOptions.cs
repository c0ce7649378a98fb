using System.CommandLine;

namespace Proofs.Cli.Turns;

/// <summary>What commands about turns ask for.</summary>
internal static class TurnOptions
{
    internal static Option<string?> Turn(string which = "The turn (default: the only one at work).") => new("--turn") { Description = which, HelpName = "ID" };

    internal static Option<string> Reason(string why) => new("--reason") { Description = why, HelpName = "TEXT", Required = true };
}
