using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>Does every commit of the range carry exactly one acceptable feature key?</summary>
internal static class FeatureKeyGate
{
    /// <summary>There is nothing to hold a commit or a message against.</summary>
    internal static Finding Missing(FeatureKeyRule rule) => new(
        ReasonCodes.FeatureKeyMissing,
        rule.HasEmptyInput ? "The feature key or the pattern that was given is empty, so nothing was proven." : "Neither a feature key nor a pattern was given, so nothing was proven.",
        Fix: ReasonCodes.FeatureKeyMissing.Fix);

    /// <summary>Judges.</summary>
    /// <param name="rule">What a key must be.</param>
    /// <param name="range">The range's commits, or null when the range is the problem.</param>
    /// <param name="perCommit">The finding for each commit that has one; commits without are fine. It may hold others that are not of the range.</param>
    /// <param name="problems">What kept the facts from being gathered.</param>
    internal static GateVerdict Judge(FeatureKeyRule rule, RangeCommits? range, IReadOnlyDictionary<CommitId, Finding> perCommit, IEnumerable<Finding> problems)
    {
        List<Finding> findings = [.. problems];
        if (rule.IsEmpty)
        {
            findings.Add(Missing(rule));
        }

        if (range is null || rule.IsEmpty)
        {
            Judgement.RequireReason(findings);
            return GateVerdict.From(GateIds.FeatureKey, findings, ReasonCodes.FeatureKeyOk, string.Empty);
        }

        // In the order in which the walk met them, youngest first by date.
        List<Finding> found = [];
        HashSet<CommitId> unjudged = new(CommitIdComparer.Instance);
        foreach (CommitId id in perCommit.Count == 0 ? [] : range.Ids)
        {
            if (perCommit.TryGetValue(id, out Finding? finding))
            {
                found.Add(finding);
                if (IsUnjudged(finding))
                {
                    unjudged.Add(id);
                }
            }
        }

        List<Finding> broken = found.FindAll(finding => !IsUnjudged(finding));
        CommitSet judged = unjudged.Count == 0 ? range.Set : CommitSets.Of(Array.FindAll(range.Ids, id => !unjudged.Contains(id)));
        int byApp = found.Count(finding => finding.Reason == ReasonCodes.AppCommitExempt);
        bool onlyByApp = judged.Count == 0 && byApp > 0;
        // Each exempt commit is told with its reason, skipped merges by their count.
        findings.AddRange(found.FindAll(finding => finding.Reason != ReasonCodes.MergesSkipped));
        findings.AddRange(About(range.Set.Count, judged.Count + byApp, found.Count(finding => finding.Reason == ReasonCodes.MergesSkipped)));
        return GateVerdict.From(
            GateIds.FeatureKey,
            findings,
            onlyByApp ? ReasonCodes.FeatureKeyAppExempt : ReasonCodes.FeatureKeyOk,
            onlyByApp ? ReasonCodes.FeatureKeyAppExempt.Meaning : judged.Count == 1 ? $"The commit carries an acceptable {rule.Trailer}." : $"All {judged.Count} commits carry an acceptable {rule.Trailer}.",
            counting => broken.Count > 1 && broken.Contains(counting[0])
                ? $"{broken.Count} of {judged.Count} commits have no acceptable {rule.Trailer}; the first: {counting[0].Message}"
                : counting[0].Message,
            judged);
    }

    private static bool IsUnjudged(Finding finding) => finding.Reason.Lane == Lane.Note;

    /// <summary>What there is to say about how many were judged or are an App's that the policy exempts.</summary>
    private static IEnumerable<Finding> About(int all, int judged, int merges)
    {
        if (merges > 0)
        {
            yield return new(ReasonCodes.MergesSkipped, merges == 1 ? "1 merge commit was not checked." : $"{merges} merge commits were not checked.", Fix: ReasonCodes.MergesSkipped.Fix);
        }

        if (judged == 0)
        {
            yield return new(
                ReasonCodes.NoCommitsInRange,
                all == 0 ? "There is no commit between base and head." : $"Every one of the {all} commits between base and head is a skipped merge or exempt, so nothing was checked.",
                Fix: ReasonCodes.NoCommitsInRange.Fix);
        }
    }
}
