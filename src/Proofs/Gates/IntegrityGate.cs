using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>Does every reported commit exist, is it a commit, and does it lie in base..head?</summary>
internal static class IntegrityGate
{
    /// <summary>Judges.</summary>
    /// <param name="reported">Each id as it was given, with how it stands; empty when the gate was asked for without any, null when nobody can say which were.</param>
    /// <param name="misreported">Reports that can be no commit, and commits whose reports cannot be read.</param>
    /// <param name="silent">Sources that were asked and report nothing, for the message.</param>
    /// <param name="baseId">Full id of the base, or null when only ancestry can be proven.</param>
    /// <param name="head">Full id of head, or null when head is the problem.</param>
    /// <param name="problems">What kept the facts from being gathered.</param>
    internal static GateVerdict Judge(IReadOnlyList<CommitStanding>? reported, IReadOnlyList<Finding> misreported, IReadOnlyList<string> silent, string? baseId, string? head, IEnumerable<Finding> problems)
    {
        if (reported is null)
        {
            return Judgement.Open(GateIds.Integrity, [.. problems, .. misreported]);
        }

        bool isMissing = reported.Count + misreported.Count + silent.Count == 0;
        List<Finding> unproven = isMissing ? [Missing("A reported commit was asked for and none was given, so nothing was proven.")]
            : [.. silent.Select(source => Missing($"{source}, so nothing was proven by it.")), .. misreported, .. reported.Select(claim => Finding(claim, baseId, head)).OfType<Finding>()];
        int claims = reported.Count + misreported.Count + silent.Count;
        Finding[] findings = [.. problems, .. unproven];

        if (reported.Any(claim => claim.Kind == StandingKind.NotAsked))
        {
            Judgement.RequireReason(findings);
        }

        string count = reported.Count == 1 ? "The reported commit is" : $"All {reported.Count} reported commits are";
        return GateVerdict.From(
            GateIds.Integrity,
            findings,
            baseId is null ? ReasonCodes.IntegrityAncestryOnly : ReasonCodes.IntegrityOk,
            baseId is null
                ? $"{count} in the history of head {head}. Without a base only ancestry is proven, not that it is this change's work."
                : $"{count} in {baseId}..{head}.",
            counting => unproven.Count > 1 && unproven.Contains(counting[0])
                ? $"{unproven.Count} of {claims} reported commits are not proven; the first: {counting[0].Message}"
                : counting[0].Message,
            reported.Count == 0 ? null : CommitSets.OfClaims(reported.Select(claim => claim.Id)));
    }

    private static Finding? Finding(CommitStanding claim, string? baseId, string? head) => claim.Id.Length == 0 ? Missing("A reported commit was asked for and none was given, so nothing was proven.") : claim.Kind switch
    {
        StandingKind.Missing => new(ReasonCodes.ReportedCommitNotFound, $"{claim.Id} does not exist in this repository.", claim.Id, ReasonCodes.ReportedCommitNotFound.Fix),
        StandingKind.NotACommit => new(ReasonCodes.ReportedCommitNotFound, $"{claim.Id} names a {claim.What}, not a commit.", claim.Id, "git rev-parse --verify 'NAME^{commit}' prints the commit's id."),
        StandingKind.NotReached => new(ReasonCodes.ReportedNotAncestor, $"{claim.Id} exists, but head {head} does not reach it.", claim.Id, $"git merge {claim.Id}, or report a commit of the branch"),
        StandingKind.InBase => new(ReasonCodes.ReportedAlreadyInBase, $"{claim.Id} was already in base {baseId}, so it is not this change's work.", claim.Id, $"git rev-list {baseId}..{head} lists what can be reported"),
        StandingKind.CannotTell => claim.Problem! with { Message = $"{claim.Id} cannot be judged: {claim.Problem.Message}", Commit = claim.Id },
        _ => null,
    };

    private static Finding Missing(string what) => new(ReasonCodes.ReportedCommitMissing, what, Fix: ReasonCodes.ReportedCommitMissing.Fix);
}
