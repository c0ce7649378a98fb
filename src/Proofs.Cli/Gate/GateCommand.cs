using System.CommandLine;
using Proofs.Gates;

namespace Proofs.Cli.Gate;

/// <summary><c>proofs gate</c>: one verb for each gate, and one for all.</summary>
internal static class GateCommand
{
    internal static Command Create(Terminal terminal) => new("gate", "Judge a repository's history: pass, fail or undetermined.")
    {
        Baseline(terminal),
        Integrity(terminal),
        FeatureKey(terminal),
        All(terminal),
    };

    private static Command Baseline(Terminal terminal)
    {
        GateOptions options = new();
        options.Base.Description = "Revision before the change; the result tells the range, the gate does not need it.";
        options.Policy.Description = "Path of the policy in the base commit; the result tells it, the gate does not need it.";
        Command command = new(GateIds.Baseline, "Is the required commit in the history of head?")
        {
            options.RequiredBaseline, options.Repo, options.Base, options.Head, options.Policy,
        };
        return Finish(command, options, GateIds.Baseline, terminal);
    }

    private static Command Integrity(Terminal terminal)
    {
        GateOptions options = new();
        Command command = new(GateIds.Integrity, "Does every reported commit exist, as work of this change?")
        {
            options.ReportedCommits, options.ReportedTrailers, options.Repo, options.Base, options.Head, options.Policy,
        };
        return Finish(command, options, GateIds.Integrity, terminal);
    }

    private static Command FeatureKey(Terminal terminal)
    {
        GateOptions options = new();
        Command command = new(GateIds.FeatureKey, "Does every commit of the change carry exactly one feature key?")
        {
            options.FeatureKey, options.FeatureKeyPattern, options.Trailer, options.Merges, options.MessageFile, options.Repo, options.Base, options.Head, options.Policy,
        };
        return Finish(command, options, GateIds.FeatureKey, terminal);
    }

    private static Command All(Terminal terminal)
    {
        GateOptions options = new();
        Command command = new("all", "Run every gate that has input or that the base commit's policy lists.")
        {
            options.RequiredBaseline, options.ReportedCommits, options.ReportedTrailers, options.FeatureKey, options.FeatureKeyPattern, options.Trailer,
            options.Merges, options.Repo, options.Base, options.Head, options.Policy,
        };
        return Finish(command, options, null, terminal);
    }

    private static Command Finish(Command command, GateOptions options, string? onlyGate, Terminal terminal)
    {
        options.Output.AddTo(command);
        command.SetAction(parsed => new GateVerb(options, terminal).Run(parsed, onlyGate));
        return command;
    }
}
