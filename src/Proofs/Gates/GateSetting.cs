using Proofs.Gates.Policies;
using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>What is fixed before anything is judged: the ends of the change, the policy in force, and what a feature key must be.</summary>
/// <param name="Ends">The two ends, or why they are not known.</param>
/// <param name="Policy">The base commit's policy.</param>
/// <param name="Rule">Policy and options put together.</param>
/// <param name="RuleNotes">What the policy overrode.</param>
/// <param name="HasNoBase">Nobody named a base and there is none to take by default.</param>
/// <param name="UnknownBase">Why the base is not known, where that matters: it was named, or head has a policy, so that the base's may ask for more.</param>
/// <param name="Refusal">Why nothing can be judged.</param>
internal sealed record GateSetting(
    RangeEnds Ends,
    PolicySource Policy,
    FeatureKeyRule Rule,
    IReadOnlyList<Finding> RuleNotes,
    bool HasNoBase,
    Finding? UnknownBase,
    Refusal? Refusal)
{
    /// <summary>What a change started from when nobody says so: the remote's own branch, as clone sets it.</summary>
    internal const string DefaultStart = "refs/remotes/origin/HEAD";

    /// <summary>Reads it.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="terms">The request's feature key.</param>
    /// <param name="repository">The repository, or null outside of one.</param>
    /// <param name="isMessage">A message is judged whose commit will come after HEAD, so that HEAD is the base when nobody names another.</param>
    internal static GateSetting Read(GatesRequest request, FeatureKeyTerms terms, GitRepository? repository, bool isMessage)
    {
        RangeEnds ends = repository is null
            ? new(null, null)
            : RangeEnds.Resolve(repository, request.Head, request.Base, request.OnlyGate is GateIds.Baseline or GateIds.Proofs ? null : request.StartedFrom ?? DefaultStart);
        if (isMessage && request.Base is null && ends.BaseProblem?.Reason == ReasonCodes.BaseBranchMissing)
        {
            ends = ends with { Base = ends.Head, BaseProblem = null };
        }

        PolicySource policy = repository is null || ends.Refusal is not null
            ? new(Policies.Policy.None, PolicyOrigin.None)
            : PolicySource.Read(repository, ends.Base, ends.Head, request.PolicyPath);
        (FeatureKeyRule rule, IReadOnlyList<Finding> notes, Refusal? impossible) = terms.Combine(policy.Policy);
        bool hasNoBase = request.Base is null && request.StartedFrom is null && ends.BaseProblem?.Reason == ReasonCodes.BaseBranchMissing;
        Finding? unknownBase = hasNoBase && !HeadHasPolicy(request, repository, ends.Head) ? null : ends.BaseProblem;

        // A policy speaks of the list of gates and of feature keys; a broken one is no concern of another gate that runs alone.
        bool concernsPolicy = request.PolicyPath is not null || request.OnlyGate is null or GateIds.FeatureKey;
        return new(ends, policy, rule, notes, hasNoBase, unknownBase, ends.Refusal ?? (concernsPolicy ? policy.Refusal : null) ?? impossible);
    }

    /// <summary>Neither a key nor a pattern, and no policy that could have one: there is nothing to hold a commit against.</summary>
    internal Refusal? RefuseWithoutKey(GatesRequest request) =>
        request.FeatureKey is null && request.FeatureKeyPattern is null && Rule.IsEmpty && Policy.Problem is null && UnknownBase is null
            ? new(ReasonCodes.FeatureKeyMissing, "Neither a feature key nor a pattern was given, and no policy of a base commit has one.", ReasonCodes.FeatureKeyMissing.Fix)
            : null;

    private static bool HeadHasPolicy(GatesRequest request, GitRepository? repository, CommitId? head) => repository is not null && head is { } id
        && TreeReader.Find(repository.Objects, id, request.PolicyPath ?? Policies.Policy.DefaultPath).Status is not TreeLookupStatus.Absent;
}
