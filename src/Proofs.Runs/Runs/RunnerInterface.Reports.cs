using Proofs.Git.WorkTrees;
using Proofs.Runs.Runs.Exports;
using Proofs.Runs.Runs.Reports;
using Proofs.Runs.Runs.Storage;

namespace Proofs.Runs.Runs;

public sealed partial class RunnerInterface
{
    /// <summary>Checks the run: its chain, what its records say of each other, and that its commits hold what was accepted.</summary>
    /// <param name="anchor">The note outside the project to compare the journal with, or null for none.</param>
    /// <param name="expectedHead">The digest that the journal's last entry has to have: 64 lower-case hexadecimal digits; null when the caller knows none.</param>
    public EvidenceVerification VerifyRun(RunAnchor? anchor = null, string? expectedHead = null)
    {
        RunVerification verified = Verify(anchor);
        string compared = expectedHead is not null ? EvidenceVerification.ExpectedHead : verified.Anchor;
        List<Problem> broken = [.. verified.Problems.Where(problem => !IsAnchors(problem))];
        RecordedRun? run = broken.Count == 0 ? Recorded(broken) : null;
        return new("run", verified.Head, compared,
        [
            EvidenceCheck.Of("chain", $"{RunPaths.Journal}: every entry's digest, every command decided once more, and the records that come of it", broken),
            anchor is null ? EvidenceCheck.Nothing("anchor", "No note of its heads outside the project was given.") : EvidenceCheck.Of("anchor", verified.Anchor, [.. verified.Problems.Where(IsAnchors)]),
            ExportChecks.Head(verified.Head, expectedHead),
            run is null ? EvidenceCheck.Untold("records") : EvidenceCheck.Of("records", $"{run.Accepted.Count()} accepted turns: history, state, ledger and events against each other", RecordChecks.Of(run)),
            .. run is null ? [EvidenceCheck.Untold("commits")] : CheckpointChecks.Of(run, (commit, paths) => CommitFiles.Read(Root, commit, paths)),
        ]);
    }

    /// <summary>Tells what the run did. Its records are checked first: what does not hold is not told.</summary>
    /// <param name="anchor">The note outside the project to compare the journal with, or null for none.</param>
    /// <param name="expectedHead">The digest that the journal's last entry has to have, or null when the caller knows none.</param>
    public ReportResult Report(RunAnchor? anchor = null, string? expectedHead = null)
    {
        RunVerification verified = Verify(anchor);
        List<Problem> problems = [.. verified.Problems, .. ExportChecks.Head(verified.Head, expectedHead).Problems];
        RecordedRun? run = problems.Count == 0 ? Recorded(problems) : null;
        return run is null ? new(null, problems[0]) : new(new(run, expectedHead is not null ? EvidenceVerification.ExpectedHead : verified.Anchor), null);
    }

    /// <summary>Tells what the run of an export did. The export is checked first: what does not hold is not told.</summary>
    /// <param name="document">The export.</param>
    /// <param name="expectedHead">The digest that the journal's last entry has to have, or null when the caller knows none.</param>
    public static ReportResult ReportExport(ReadOnlyMemory<byte> document, string? expectedHead = null)
    {
        EvidenceVerification verified = VerifyExport(document, expectedHead);
        Problem? problem = verified.Checks.OrderByDescending(check => check.Result is Verdicts.Outcome.Fail).SelectMany(check => check.Problems).FirstOrDefault();
        return problem is null && ParsedExport.Read(document, out _) is { } export && Examine(export).Run is { } run ? new(new(run, verified.Anchor), null) : new(null, problem);
    }

    private static bool IsAnchors(Problem problem) => problem.Reason == RunCodes.AnchorDiffers || problem.Reason == RunCodes.AnchorMissing;

    /// <summary>What the records say; null when somebody changed them since they were checked.</summary>
    private RecordedRun? Recorded(List<Problem> problems)
    {
        try
        {
            ExaminedRun examined = Examine();
            problems.AddRange(examined.Problems);
            return examined.Run;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            // As when they were checked: nothing vouches for anything then.
            problems.Add(new(RunCodes.StorageFailed, broken.Message));
            return null;
        }
    }
}

/// <summary>What asking for a report came to.</summary>
/// <param name="Report">The report, or null.</param>
/// <param name="Refusal">Why there is none, or null.</param>
public sealed record ReportResult(RunReport? Report, Problem? Refusal);
