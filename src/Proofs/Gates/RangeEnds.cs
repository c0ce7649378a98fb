using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>The two ends of the change: what they are, or why they are not known.</summary>
/// <param name="Head">The commit judged, or null.</param>
/// <param name="Base">The commit before the change, or null.</param>
/// <param name="HeadProblem">Why head is not known.</param>
/// <param name="BaseProblem">Why base is not known.</param>
/// <param name="Refusal">A revision that cannot be used at all.</param>
internal sealed record RangeEnds(CommitId? Head, CommitId? Base, Finding? HeadProblem = null, Finding? BaseProblem = null, Refusal? Refusal = null)
{
    /// <summary>Resolves both ends.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="head">A revision; HEAD when null.</param>
    /// <param name="baseRevision">A revision, or null.</param>
    /// <param name="startedFrom">Full name of the reference with which to take the merge base when there is no base, or null for none.</param>
    internal static RangeEnds Resolve(GitRepository repository, string? head, string? baseRevision, string? startedFrom)
    {
        RevisionResult headResult = Revision.Resolve(repository, head ?? "HEAD");
        if (headResult.Refusal is not null)
        {
            return new(null, null, Refusal: headResult.Refusal);
        }

        Finding? headProblem = headResult.Problem is not null ? headResult.Problem
            : headResult.Commit is null ? new(ReasonCodes.BranchHeadMissing, $"Head '{head ?? "HEAD"}' names no commit in this repository.", Fix: ReasonCodes.BranchHeadMissing.Fix)
            : null;
        RangeEnds ends = new(headResult.Commit, null, headProblem);
        return baseRevision is not null ? ends.WithBase(repository, baseRevision)
            : startedFrom is not null ? ends.WithDefaultBase(repository, startedFrom)
            : ends;
    }

    /// <summary>What helps when a base was given: it is misspelt, or it was not fetched.</summary>
    private const string UnknownFix = "Check the spelling; if it is right, fetch it: `fetch-depth: 0` at actions/checkout, `git fetch --unshallow` in a shallow clone, or `git fetch origin`.";

    private RangeEnds WithBase(GitRepository repository, string revision)
    {
        if (Claims.IsFull(revision) && revision.All(c => c == '0'))
        {
            return this with { BaseProblem = new(ReasonCodes.BaseZeroId, "The base is the all-zero id, which names no commit.", Fix: ReasonCodes.BaseZeroId.Fix) };
        }

        if (revision.Length == 0)
        {
            return this with { BaseProblem = new(ReasonCodes.BaseBranchMissing, "The base that was given is empty.", Fix: ReasonCodes.BaseBranchMissing.Fix) };
        }

        RevisionResult result = Revision.Resolve(repository, revision);
        if (result.Commit is not null || result.Refusal is not null)
        {
            return this with { Base = result.Commit, Refusal = result.Refusal };
        }

        if (result.Problem is not null)
        {
            return this with { BaseProblem = result.Problem };
        }

        ReasonCode reason = Claims.IsFull(revision) ? ReasonCodes.BaseCommitMissing : ReasonCodes.BaseBranchMissing;
        return this with { BaseProblem = new(reason, $"The base '{revision}' names no commit in this clone.", Fix: UnknownFix) };
    }

    private RangeEnds WithDefaultBase(GitRepository repository, string startedFrom)
    {
        RevisionResult remote = Revision.ResolveReference(repository, startedFrom);
        if (remote.Refusal is not null)
        {
            return this with { Refusal = remote.Refusal };
        }

        if (remote.Commit is not { } origin)
        {
            return this with { BaseProblem = new(ReasonCodes.BaseBranchMissing, $"No base was given and {startedFrom} is not there.", Fix: ReasonCodes.BaseBranchMissing.Fix) };
        }

        if (Head is not { } head)
        {
            return this;
        }

        RangeFacts range = repository.History.Range(origin, head, null);
        IReadOnlyList<CommitId>? common = range.Blockers.Count > 0 ? null : repository.History.BestCommonAncestors(range);
        return common switch
        {
            null => this with { BaseProblem = Unreadable.Describe(repository, range.Blockers, $"the merge base with {startedFrom}") },
            [var single] => this with { Base = single },
            _ => this with { BaseProblem = new(ReasonCodes.MergeBaseAmbiguous, common.Count == 0 ? $"Head and {startedFrom} have no common ancestor." : $"Head and {startedFrom} have {common.Count} best common ancestors.", Fix: ReasonCodes.MergeBaseAmbiguous.Fix) },
        };
    }
}
