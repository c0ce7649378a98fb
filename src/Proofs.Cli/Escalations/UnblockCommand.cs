using System.CommandLine;
using Proofs.Cli.Operations;
using Proofs.Runs.Runs;

namespace Proofs.Cli.Escalations;

/// <summary><c>proofs unblock</c>: what a run waited for is settled, or a person stands for a change of its terms.</summary>
internal static class UnblockCommand
{
    internal static Command Create(Terminal terminal)
    {
        OperationOptions options = new();
        Option<string?> note = new("--note") { Description = "How it was settled; kept in the ledger.", HelpName = "TEXT" };
        Option<bool> adopt = new("--adopt-terms") { Description = "Let the run go on by the configuration and the hooks' files as they are now." };
        Option<string?> by = new("--by") { Description = "Who looked at that change.", HelpName = "NAME" };
        Command command = new("unblock", "Let a blocked run go on once what it waited for is settled.") { note, adopt, by };
        command.Validators.Add(result =>
        {
            if (result.GetValue(adopt) != result.GetValue(by) is not null)
            {
                result.AddError("--adopt-terms and --by NAME go together: somebody stands for the change.");
            }
        });
        options.AddTo(command);
        command.SetAction(parsed => new OperationVerb(options, terminal, "escalation", command.Name).Run(parsed, runner => parsed.GetValue(adopt)
            ? Adopt(runner, parsed.GetValue(by)!, parsed.GetValue(note))
            : Reactivate(runner, parsed.GetValue(note), string.Empty)));
        return command;
    }

    private static OperationReport Adopt(RunnerInterface runner, string by, string? note)
    {
        RunnerResult adopted = LockRetry.Do(() => runner.AdoptTerms(by));
        string line = $"Terms adopted by {by}";

        // At a gate the run goes on by its approval alone.
        return adopted is { Ok: true, State: { Status: RunStatus.Blocked, PendingPhaseTransition: null, PendingRunCompletion: null } } ? Reactivate(runner, note, line + ". ") : new(adopted, line);
    }

    private static OperationReport Reactivate(RunnerInterface runner, string? note, string before)
    {
        string? settled = runner.LoadState().State?.BlockedOn;
        return new(LockRetry.Do(() => runner.ReactivateRun("operator", note)), $"{before}Run goes on; settled: {settled}");
    }
}
