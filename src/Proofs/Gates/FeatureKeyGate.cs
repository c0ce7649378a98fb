using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>Does every commit of the range carry exactly one acceptable feature key?</summary>
internal static class FeatureKeyGate
{
    /// <summary>Judges.</summary>
    /// <param name="rule">What a key must be.</param>
    /// <param name="range">Full ids of the range's commits, or null when the range is the problem.</param>
    /// <param name="perCommit">The finding for each commit that has one; commits without are fine.</param>
    /// <param name="problems">What kept the facts from being gathered.</param>
    internal static GateVerdict Judge(FeatureKeyRule rule, IReadOnlyCollection<string>? range, IReadOnlyDictionary<string, Finding> perCommit, IEnumerable<Finding> problems)
    {
        List<Finding> findings = [.. problems];
        if (rule.IsEmpty)
        {
            findings.Add(new(ReasonCodes.FeatureKeyMissing, "Neither a feature key nor a pattern was given, so nothing was proven.", Fix: ReasonCodes.FeatureKeyMissing.Fix));
        }

        if (range is null || rule.IsEmpty)
        {
            Judgement.RequireReason(findings);
            return GateVerdict.From(GateIds.FeatureKey, findings, ReasonCodes.FeatureKeyOk, string.Empty);
        }

        int merges = range.Count(id => Reason(id) == ReasonCodes.MergesSkipped);
        string[] judged = [.. range.Where(id => Reason(id) != ReasonCodes.MergesSkipped && Reason(id) != ReasonCodes.CommitExempt)];
        findings.AddRange(range.Where(id => perCommit.ContainsKey(id) && Reason(id) != ReasonCodes.MergesSkipped).Order(StringComparer.Ordinal).Select(id => perCommit[id]));
        if (merges > 0)
        {
            findings.Add(new(ReasonCodes.MergesSkipped, $"{merges} merge commits were not checked.", Fix: ReasonCodes.MergesSkipped.Fix));
        }

        if (judged.Length == 0)
        {
            findings.Add(new(
                ReasonCodes.NoCommitsInRange,
                range.Count == 0 ? "There is no commit between base and head." : $"Every one of the {range.Count} commits between base and head is a skipped merge or exempt, so nothing was checked.",
                Fix: ReasonCodes.NoCommitsInRange.Fix));
        }

        return GateVerdict.From(
            GateIds.FeatureKey,
            findings,
            ReasonCodes.FeatureKeyOk,
            judged.Length == 1 ? $"The commit carries an acceptable {rule.Trailer}." : $"All {judged.Length} commits carry an acceptable {rule.Trailer}.",
            counting => $"{counting.Count} of {judged.Length} commits have no acceptable {rule.Trailer}; the first: {counting[0].Message}",
            judged);

        ReasonCode? Reason(string id) => perCommit.GetValueOrDefault(id)?.Reason;
    }
}
