using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Runs.Reports;

namespace Proofs.Runs.Runs.Exports;

/// <summary>What running a run's declared verification once more would do: only commands that the journal froze, only on what the run committed.</summary>
/// <param name="Commit">The last commit that holds what was accepted.</param>
/// <param name="Configuration">What the run goes by.</param>
public sealed record VerificationPlan(string Commit, RunConfiguration Configuration)
{
    /// <summary>The commands, each as its arguments.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Commands => Configuration.Verification.Commands;

    /// <summary>The name of the check that comes of it.</summary>
    internal const string Check = "execute";

    /// <summary>The plan of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="missing">What is told when there is none.</param>
    internal static VerificationPlan? Of(RecordedRun run, out EvidenceCheck? missing)
    {
        string? commit = run.Governance.LastOrDefault(line => line.Decision == GovernanceLines.Checkpointed)?.Commit;
        string? why = run.Configuration.Verification.Commands.Count == 0 ? "The configuration of the run declares no verification.commands."
            : commit is null ? "The ledger names no commit that they could be run on."
            : null;
        missing = why is null ? null : EvidenceCheck.Of(Check, "verification.commands of the journal's configuration", new Problem(RunCodes.VerificationNotRun, why));
        return why is null ? new(commit!, run.Configuration) : null;
    }

    /// <summary>What the commands ended with.</summary>
    internal EvidenceCheck Weigh(VerificationReplay replay) => EvidenceCheck.Of(Check, $"{Commands.Count} commands in a clean checkout of {Commit}",
    [
        .. replay.Commands.Where(command => command.ExitCode != 0).Select(command => new Problem(RunCodes.VerificationDiffers, $"{command.Command} ended with {command.ExitCode}.") { Referenced = Commit }),
        .. replay.Overall == "match" || replay.Commands.Any(command => command.ExitCode != 0) ? [] : new[] { new Problem(RunCodes.VerificationNotRun, $"Running them came to {replay.Overall}.") },
    ]);
}
