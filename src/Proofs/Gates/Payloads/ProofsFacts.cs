using Proofs.Evidence.Payloads;
using Proofs.Git;

namespace Proofs.Gates.Payloads;

/// <summary>What the gate of proofs judges by.</summary>
/// <param name="Commit">Full id of the commit that the proofs must be about; null when that is the problem.</param>
/// <param name="Tree">Full id of its tree; null when that is the problem.</param>
/// <param name="Now">The time of the judgement.</param>
/// <param name="Payloads">Every payload of the folder.</param>
/// <param name="Attestations">Every verified attestation.</param>
internal sealed record ProofsFacts(string? Commit, string? Tree, DateTimeOffset Now, IReadOnlyList<FoundPayload> Payloads, IReadOnlyList<Attestation> Attestations);

/// <summary>A payload and where its files come from.</summary>
/// <param name="File">The payload.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="DigestOrigin">Where the file with its digest comes from.</param>
internal sealed record FoundPayload(PayloadFile File, FileOrigin Origin = FileOrigin.Elsewhere, FileOrigin DigestOrigin = FileOrigin.Elsewhere);
