using System.Globalization;
using Proofs.Evidence.Payloads;

namespace Proofs.Gates.Payloads;

/// <summary>Whether a verified attestation vouches for a payload: for its very bytes, at this commit, and by this repository and run where they are known.</summary>
internal static class SignedPayloads
{
    /// <summary>Decides.</summary>
    /// <param name="terms">What is known of the caller's repository and run.</param>
    /// <param name="facts">The commit and the attestations.</param>
    /// <param name="sha256">Of the payload.</param>
    internal static bool Has(ProofsTerms terms, ProofsFacts facts, string sha256) => facts.Commit is not null && facts.Attestations.Any(attestation =>
        attestation.Subjects.Contains(sha256, StringComparer.Ordinal)
        && attestation.Commit == facts.Commit
        && (terms.RepositoryAddress is null || attestation.Repository == terms.RepositoryAddress)
        && IsRun(terms, attestation.Run));

    /// <summary>The address of a run is that of its repository with <c>/actions/runs/ID/attempts/N</c> behind it.</summary>
    private static bool IsRun(ProofsTerms terms, string? address)
    {
        if (terms.RunId is null)
        {
            return true;
        }

        int at = address?.LastIndexOf("/actions/runs/", StringComparison.Ordinal) ?? -1;
        return at >= 0
            && (terms.RepositoryAddress is null || address![..at] == terms.RepositoryAddress)
            && address![at..].Split('/') is ["", "actions", "runs", var run, "attempts", var attempt]
            && run == terms.RunId
            && (terms.RunAttempt is null || attempt == terms.RunAttempt.Value.ToString(CultureInfo.InvariantCulture));
    }
}
