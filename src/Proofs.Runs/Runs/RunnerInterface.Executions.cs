using Proofs.Git.WorkTrees;
using Proofs.Runs.Runs.Exports;
using Proofs.Runs.Runs.Replays;

namespace Proofs.Runs.Runs;

public sealed partial class RunnerInterface
{
    /// <summary>What running the run's declared verification once more would do; null and a check that says why when there is nothing to run.</summary>
    /// <param name="missing">Why there is nothing to run, or null.</param>
    public VerificationPlan? PlanVerification(out EvidenceCheck? missing)
    {
        List<Problem> problems = [.. Verify(anchor: null).Problems];
        Reports.RecordedRun? run = problems.Count == 0 ? Recorded(problems) : null;
        missing = run is null ? EvidenceCheck.Untold(VerificationPlan.Check) : null;
        return run is null ? null : VerificationPlan.Of(run, out missing);
    }

    /// <summary>The same for the run of an export.</summary>
    /// <param name="document">The export.</param>
    /// <param name="missing">Why there is nothing to run, or null.</param>
    public static VerificationPlan? PlanVerification(ReadOnlyMemory<byte> document, out EvidenceCheck? missing)
    {
        Reports.RecordedRun? run = ParsedExport.Read(document, out _) is { } export ? Examine(export).Run : null;
        missing = run is null ? EvidenceCheck.Untold(VerificationPlan.Check) : null;
        return run is null ? null : VerificationPlan.Of(run, out missing);
    }

    /// <summary>
    /// Runs a plan's commands in a folder that holds the files of its commit and nothing else (no <c>.git</c> either), and that is gone afterwards. It runs
    /// whatever the run's configuration says: ask a person first.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="repository">A folder of the repository that has the commit: the project's own.</param>
    /// <param name="time">The clock of the limits.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<EvidenceCheck> ExecuteAsync(VerificationPlan plan, string repository, TimeProvider time, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        DirectoryInfo clean = Directory.CreateTempSubdirectory("proofs-verify-");
        try
        {
            (string? folder, string? refusal) = CommitExtractor.Extract(repository, plan.Commit, clean.FullName);
            if (folder is null)
            {
                return EvidenceCheck.Of(VerificationPlan.Check, $"commit {plan.Commit}", new Problem(RunCodes.VerificationNotRun, $"Commit {plan.Commit} cannot be checked out: {refusal}") { Referenced = plan.Commit });
            }

            return plan.Weigh(await new VerificationReplayer(folder, plan.Configuration, time).ReplayAsync(cancellation: cancellation).ConfigureAwait(false));
        }
        finally
        {
            TakeAway(clean);
        }
    }

    private static void TakeAway(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception left) when (left is IOException or UnauthorizedAccessException)
        {
            // A command made something there that cannot be taken away; it lies in the system's folder for such things and changes no outcome.
        }
    }
}
