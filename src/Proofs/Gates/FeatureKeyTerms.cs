using Proofs.Gates.Policies;
using Proofs.Git.Trailers;
using Proofs.Texts;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>Puts options and policy together: options may tighten what the base commit demands, never loosen it.</summary>
internal sealed class FeatureKeyTerms
{
    private readonly GatesRequest _request;

    // Compiling a pattern that matches in linear time takes as long as opening a repository, so both happen at once.
    private readonly Task<(FeatureKeyPattern? Pattern, string? Error)>? _own;

    /// <summary>Begins to compile the pattern, if there is one.</summary>
    internal FeatureKeyTerms(GatesRequest request)
    {
        _request = request;
        _own = string.IsNullOrEmpty(request.FeatureKeyPattern) ? null : Task.Run(() =>
            FeatureKeyPattern.TryCreate(request.FeatureKeyPattern, out FeatureKeyPattern? pattern, out string? error) ? (pattern, null) : ((FeatureKeyPattern?)null, error));
    }

    /// <summary>Refuses options that can be no key or trailer name, before anything is read.</summary>
    internal static Refusal? Check(GatesRequest request)
    {
        if (!string.IsNullOrEmpty(request.FeatureKey) && !CanBeValue(request.FeatureKey))
        {
            return new(ReasonCodes.FeatureKeyInvalidFormat, $"The feature key '{request.FeatureKey}' can be no trailer value.", ReasonCodes.FeatureKeyInvalidFormat.Fix);
        }

        return request.Trailer is { } name && !TrailerNames.IsValid(name)
            ? new(ReasonCodes.TrailerNameInvalid, $"The trailer name '{name}' can be no trailer name.", ReasonCodes.TrailerNameInvalid.Fix)
            : null;
    }

    /// <summary>Whether a trailer could have this value at all.</summary>
    internal static bool CanBeValue(string text) => text.Length > 0 && text.Trim() == text && Lookalikes.FirstInvisible(text) is null;

    /// <summary>The rule in force, what the policy overrode, and what makes the options impossible.</summary>
    internal (FeatureKeyRule Rule, IReadOnlyList<Finding> Notes, Refusal? Refusal) Combine(Policy policy)
    {
        List<Finding> notes = [];
        string trailer = _request.Trailer ?? policy.Trailer ?? FeatureKeyRule.DefaultTrailer;
        if (policy.Trailer is { } demanded && !trailer.Equals(demanded, StringComparison.OrdinalIgnoreCase))
        {
            notes.Add(Overridden($"The trailer name {trailer}", "feature_key.trailer: " + demanded));
            trailer = demanded;
        }

        MergeHandling merges = _request.Merges ?? policy.Merges ?? MergeHandling.Check;
        if (merges == MergeHandling.Skip && policy.Merges == MergeHandling.Check)
        {
            notes.Add(Overridden("Skipping merges", "feature_key.merges: check"));
            merges = MergeHandling.Check;
        }

        List<FeatureKeyPattern> patterns = policy.Pattern is null ? [] : [policy.Pattern];
        (FeatureKeyPattern? own, string? error) = _own?.GetAwaiter().GetResult() ?? default;
        if (own is not null)
        {
            patterns.Add(own);
        }

        FeatureKeyRule rule = new()
        {
            Trailer = trailer,
            Key = _request.FeatureKey,
            HasEmptyInput = _request.FeatureKey is "" || _request.FeatureKeyPattern is "",
            Patterns = patterns,
            AllowedValues = policy.Values,
            Merges = merges,
            Exempt = policy.Exempt,
        };
        Refusal? wrong = error is null ? null : new(
            ReasonCodes.FeatureKeyPatternInvalid,
            $"The feature key pattern '{_request.FeatureKeyPattern}' cannot be used: {error}.",
            ReasonCodes.FeatureKeyPatternInvalid.Fix);
        return (rule, notes, wrong ?? Contradiction(_request.FeatureKey, policy));
    }

    private static Refusal? Contradiction(string? key, Policy policy)
    {
        bool breaks = !string.IsNullOrEmpty(key) && (policy.Pattern?.Matches(key) == false || policy.Values?.Contains(key) == false);
        return breaks
            ? new(ReasonCodes.FeatureKeyInvalidFormat, $"The feature key '{key}' is none that the policy allows, so no commit could ever pass.", "Give a key that the base commit's policy allows.")
            : null;
    }

    private static Finding Overridden(string option, string demand) =>
        new(ReasonCodes.InputOverriddenByPolicy, $"{option} was not applied, because the base commit's policy says {demand}.", Fix: ReasonCodes.InputOverriddenByPolicy.Fix);
}
