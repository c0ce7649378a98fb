using Proofs.Gates.Policies;
using Proofs.Git.Trailers;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>Puts options and policy together: options may tighten what the base commit demands, never loosen it.</summary>
internal static class FeatureKeyTerms
{
    /// <summary>Refuses options that can be no key, pattern or trailer name, before anything is read.</summary>
    internal static Refusal? Check(GatesRequest request)
    {
        if (!string.IsNullOrEmpty(request.FeatureKey) && (request.FeatureKey.Trim() != request.FeatureKey || Lookalikes.FirstInvisible(request.FeatureKey) is not null))
        {
            return new(ReasonCodes.FeatureKeyInvalidFormat, $"--feature-key '{request.FeatureKey}' can be no trailer value.", ReasonCodes.FeatureKeyInvalidFormat.Fix);
        }

        if (!string.IsNullOrEmpty(request.FeatureKeyPattern) && !FeatureKeyPattern.TryCreate(request.FeatureKeyPattern, out _, out string? error))
        {
            return new(ReasonCodes.FeatureKeyPatternInvalid, $"--feature-key-pattern '{request.FeatureKeyPattern}' cannot be used: {error}.", ReasonCodes.FeatureKeyPatternInvalid.Fix);
        }

        return request.Trailer is { } name && !TrailerNames.IsValid(name)
            ? new(ReasonCodes.TrailerNameInvalid, $"--trailer '{name}' can be no trailer name.", ReasonCodes.TrailerNameInvalid.Fix)
            : null;
    }

    /// <summary>The rule in force, and what the policy overrode.</summary>
    internal static (FeatureKeyRule Rule, IReadOnlyList<Finding> Notes, Refusal? Refusal) Combine(GatesRequest request, Policy policy)
    {
        List<Finding> notes = [];
        string trailer = request.Trailer ?? policy.Trailer ?? FeatureKeyRule.DefaultTrailer;
        if (policy.Trailer is { } demanded && !trailer.Equals(demanded, StringComparison.OrdinalIgnoreCase))
        {
            notes.Add(Overridden("--trailer " + trailer, "feature_key.trailer: " + demanded));
            trailer = demanded;
        }

        MergeHandling merges = request.Merges ?? policy.Merges ?? MergeHandling.Check;
        if (merges == MergeHandling.Skip && policy.Merges == MergeHandling.Check)
        {
            notes.Add(Overridden("--merges skip", "feature_key.merges: check"));
            merges = MergeHandling.Check;
        }

        List<FeatureKeyPattern> patterns = policy.Pattern is null ? [] : [policy.Pattern];
        if (!string.IsNullOrEmpty(request.FeatureKeyPattern) && FeatureKeyPattern.TryCreate(request.FeatureKeyPattern, out FeatureKeyPattern? own, out _))
        {
            patterns.Add(own);
        }

        FeatureKeyRule rule = new()
        {
            Trailer = trailer,
            Key = request.FeatureKey,
            HasEmptyInput = request.FeatureKey is "" || request.FeatureKeyPattern is "",
            Patterns = patterns,
            AllowedValues = policy.Values,
            Merges = merges,
            Exempt = policy.Exempt,
        };
        return (rule, notes, Contradiction(request.FeatureKey, policy));
    }

    private static Refusal? Contradiction(string? key, Policy policy)
    {
        bool breaks = !string.IsNullOrEmpty(key) && (policy.Pattern?.Matches(key) == false || policy.Values?.Contains(key) == false);
        return breaks
            ? new(ReasonCodes.FeatureKeyInvalidFormat, $"--feature-key '{key}' is none that the policy allows, so no commit could ever pass.", "Give a key that the base commit's policy allows.")
            : null;
    }

    private static Finding Overridden(string option, string demand) =>
        new(ReasonCodes.InputOverriddenByPolicy, $"{option} was not applied, because the base commit's policy says {demand}.", Fix: ReasonCodes.InputOverriddenByPolicy.Fix);
}
