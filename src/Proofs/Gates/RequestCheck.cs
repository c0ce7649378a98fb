using Proofs.Gates.Payloads;
using Proofs.Gates.Policies;
using Proofs.Verdicts;

namespace Proofs.Gates;

/// <summary>What can be said of a request before and after its policy is known.</summary>
internal static class RequestCheck
{
    /// <summary>Refuses what can be refused without a repository.</summary>
    internal static Refusal? Check(GatesRequest request) =>
        Claims.Check("required baseline", request.RequiredBaseline)
        ?? (request.ReportedCommits ?? []).Select(id => Claims.Check("reported commit", id)).FirstOrDefault(refusal => refusal is not null)
        ?? (request.RequiredGates.FirstOrDefault(gate => !GateIds.All.Contains(gate, StringComparer.Ordinal)) is { } unknown
            ? new Refusal(ReasonCodes.UsageError, $"There is no gate '{unknown}'.", $"The gates are {string.Join(", ", GateIds.All)}.")
            : null)
        ?? FeatureKeyTerms.Check(request)
        ?? ProofsTerms.Check(request.Proofs)
        ?? (request is { OnlyGate: GateIds.Proofs, Proofs: null or { Required.Count: 0 } }
            ? new Refusal(ReasonCodes.RequiredProofsMissing, "No required proof was named, so there is nothing to judge.", ReasonCodes.RequiredProofsMissing.Fix)
            : null)
        ?? (request.PolicyPath is { } path && !IsPlain(path)
            ? new(ReasonCodes.UsageError, $"The policy '{path}' is no path inside a repository.", "Give a path such as .github/proofs.yml.")
            : null);

    /// <summary>The gates that must give a verdict: the one asked for, or all that have input or that the policy lists.</summary>
    internal static IReadOnlyList<string> Asked(GatesRequest request, Policy policy) => request.OnlyGate is { } only
        ? [only]
        : [.. GateIds.All.Where(gate => policy.Gates.Contains(gate, StringComparer.Ordinal) || request.RequiredGates.Contains(gate, StringComparer.Ordinal) || HasInput(request, gate))];

    /// <summary>Nothing was asked at all.</summary>
    /// <param name="baseId">The base commit, or null when none is known.</param>
    /// <param name="policy">Where its policy came from.</param>
    internal static Refusal Nothing(string? baseId, PolicyOrigin policy)
    {
        string said = baseId is null ? "no base is known whose policy could list one"
            : policy.Path is { } path ? $"{path} of base commit {baseId} lists none"
            : $"base commit {baseId} has no policy that could";
        return new(ReasonCodes.NothingRequested, $"No gate has any input, and {said}, so there is nothing to judge.", ReasonCodes.NothingRequested.Fix);
    }

    /// <summary>Given counts, even if empty: a variable that is not set must not switch a gate off where the two can be told apart.</summary>
    private static bool HasInput(GatesRequest request, string gate) => gate switch
    {
        GateIds.Baseline => request.RequiredBaseline is not null,
        GateIds.Integrity => request.ReportedCommits is not null || request.ReportedTexts is not null || request.ReportedTrailers,
        GateIds.Proofs => request.Proofs is not null,
        _ => request.FeatureKey is not null || request.FeatureKeyPattern is not null,
    };

    private static bool IsPlain(string path) => path.Length > 0 && !path.StartsWith('/') && path.Split('/').All(part => part is not ("" or "." or ".."));
}
