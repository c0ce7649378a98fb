namespace Proofs.Verdicts;

/// <summary>A required proof and one payload of it. Without a payload everything behind the requirement is null.</summary>
/// <param name="Proof">The proof's name.</param>
/// <param name="Required">The grade of evidence that is required, or null when any will do.</param>
/// <param name="Grade">The grade that the proof set out for.</param>
/// <param name="EvidenceGrade">The grade that the payload says its evidence has; null also when it says none.</param>
/// <param name="Result"><c>pass</c>, <c>fail</c> or <c>skip</c>, as the payload says; whether that holds, the findings tell.</param>
/// <param name="ClaimsPassed">How many of its claims passed.</param>
/// <param name="Claims">How many claims it has.</param>
/// <param name="File">The payload's file name.</param>
/// <param name="Sha256">Of the file's bytes, in lower-case hexadecimal digits.</param>
/// <param name="FinishedAt">When the proof ended, as the payload says.</param>
/// <param name="IsAttested">Whether a verified attestation is about these bytes, at this commit.</param>
public sealed record ProofRow(
    string Proof,
    string? Required,
    string? Grade = null,
    string? EvidenceGrade = null,
    string? Result = null,
    int? ClaimsPassed = null,
    int? Claims = null,
    string? File = null,
    string? Sha256 = null,
    DateTimeOffset? FinishedAt = null,
    bool IsAttested = false);
