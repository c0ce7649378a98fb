using System.Globalization;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts;

/// <summary>The rows of required proofs as sentences, the same at a terminal and in a log.</summary>
internal static class ProofLines
{
    /// <summary>One for each row.</summary>
    internal static IEnumerable<string> Of(GateVerdict verdict) => (verdict.Proofs ?? []).Select(row => Requirement(row) + (row.File is null
        ? "no payload"
        : string.Create(CultureInfo.InvariantCulture, $"{row.Result} at {row.EvidenceGrade ?? "no grade"}, {row.ClaimsPassed} of {row.Claims} claims, {row.FinishedAt?.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}, {(row.IsAttested ? "attested" : "not attested")}, {row.File} sha256 {row.Sha256}")));

    private static string Requirement(ProofRow row) => $"{row.Proof}{(row.Required is null ? string.Empty : $" (required: {row.Required})")}: ";
}
