using Proofs.Gates.Policies;
using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>The feature-key gate over one message that is no commit yet, for a local commit-msg hook.</summary>
public static class MessageCheck
{
    /// <summary>The largest message that is read, in bytes.</summary>
    public const int LargestMessage = 64 * 1024 * 1024;

    /// <summary>Judges a message. A repository at the request's path lends its base commit's policy; without one the options stand alone.</summary>
    /// <param name="request">What is asked; only the feature key's part counts.</param>
    /// <param name="message">The message in UTF-8.</param>
    /// <param name="time">Where durations come from.</param>
    /// <param name="cancellation">Ends the run without a verdict.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static GatesResult Run(GatesRequest request, ReadOnlySpan<byte> message, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(time);
        long started = time.GetTimestamp();
        if (RequestCheck.Check(request) is { } wrong)
        {
            return new(null, wrong);
        }

        FeatureKeyTerms terms = new(request);
        RepositoryOpening opening = RepositoryOpener.Open(request.RepositoryPath, cancellation);
        using GitRepository? repository = opening.Repository;
        // Outside a repository the options stand alone, unless they speak of one.
        if (opening.Refusal is { } refused && (refused.Reason != ReasonCodes.NotAGitRepo || request.Base is not null || request.PolicyPath is not null))
        {
            return new(null, refused);
        }

        RangeEnds ends = repository is null ? new(null, null) : RangeEnds.Resolve(repository, request.Head, request.Base, mayDefault: true);
        PolicySource policy = repository is null ? new(Policy.None, new("none", null, null, null)) : PolicySource.Read(repository, ends.Base, ends.Head, request.PolicyPath);
        (FeatureKeyRule rule, IReadOnlyList<Finding> notes, Refusal? impossible) = terms.Combine(policy.Policy);
        Refusal? refusal = ends.Refusal ?? policy.Refusal ?? impossible
            ?? (rule.IsEmpty && policy.Problem is null
                ? new(ReasonCodes.FeatureKeyMissing, "Neither --feature-key nor --feature-key-pattern was given, and no policy of a base commit has one.", ReasonCodes.FeatureKeyMissing.Fix)
                : null);
        if (refusal is not null)
        {
            return new(null, refusal);
        }

        // A base that was named and is not known may hold a stricter policy.
        Finding? baseProblem = request.Base is null ? null : ends.BaseProblem;
        Finding?[] findings = [baseProblem, policy.Problem, opening.Undetermined, rule.IsEmpty ? null : rule.CheckMessage(message, null), .. notes];
        GateVerdict verdict = GateVerdict.From(GateIds.FeatureKey, findings.OfType<Finding>(), ReasonCodes.FeatureKeyOk, $"The message carries an acceptable {rule.Trailer}.");
        JudgedRepository? judged = repository is null ? null : new(repository.Path, ends.Head?.ToString(), repository.IsShallow);
        return new(new(judged, policy.Origin, null, [verdict], [GateIds.Baseline, GateIds.Integrity], time.GetElapsedTime(started)), null);
    }
}
