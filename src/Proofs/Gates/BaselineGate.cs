using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>Is the required commit head, or an ancestor of head?</summary>
internal static class BaselineGate
{
    /// <summary>Judges.</summary>
    /// <param name="required">The id as it was given; empty when the gate was asked for without one.</param>
    /// <param name="head">Full id of head, or null when head is the problem.</param>
    /// <param name="standing">How the required commit stands to head.</param>
    /// <param name="problems">What kept the facts from being gathered.</param>
    internal static GateVerdict Judge(string? required, string? head, CommitStanding standing, IEnumerable<Finding> problems)
    {
        Finding[] findings = [.. problems, .. Findings(required, head, standing)];
        if (standing.Kind != StandingKind.Reached)
        {
            Judgement.RequireReason(findings);
        }

        return GateVerdict.From(
            GateIds.Baseline,
            findings,
            ReasonCodes.BaselineOk,
            $"{required} is {(required == head ? "head itself" : $"an ancestor of head {head}")}.",
            examined: string.IsNullOrEmpty(required) ? null : CommitSets.OfClaims([required]));
    }

    private static IEnumerable<Finding> Findings(string? required, string? head, CommitStanding standing)
    {
        if (string.IsNullOrEmpty(required))
        {
            yield return new(ReasonCodes.RequiredBaselineMissing, "No required baseline was given, so nothing was proven.", Fix: ReasonCodes.RequiredBaselineMissing.Fix);
            yield break;
        }

        switch (standing.Kind)
        {
            case StandingKind.Missing:
                yield return new(ReasonCodes.RequiredCommitMissing, $"The required commit {required} does not exist in this repository.", required, ReasonCodes.RequiredCommitMissing.Fix);
                break;
            case StandingKind.NotACommit:
                yield return new(ReasonCodes.RequiredCommitMissing, $"The required id {required} names a {standing.What}, not a commit.", required, "git rev-parse --verify 'NAME^{commit}' prints the commit's id.");
                break;
            case StandingKind.NotReached:
                yield return new(ReasonCodes.BaselineNotMet, $"The required commit {required} is not in the history of head {head}.", required, $"git merge {required}, or git rebase {required}");
                break;
            case StandingKind.CannotTell:
                yield return standing.Problem! with { Message = $"Whether {required} is in the history of head {head} cannot be told: {standing.Problem.Message}" };
                break;
        }
    }
}
