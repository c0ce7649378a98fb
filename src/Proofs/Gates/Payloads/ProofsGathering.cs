using Proofs.Evidence.Payloads;
using Proofs.Git;
using Proofs.Verdicts;

namespace Proofs.Gates.Payloads;

/// <summary>Gathers what the gate of proofs judges by: payloads and attestations from the disk, and where they come from, from git.</summary>
/// <param name="request">What is asked.</param>
/// <param name="repository">The repository.</param>
/// <param name="head">The head that is judged, or null when that is a problem.</param>
internal sealed class ProofsGathering(ProofsRequest request, GitRepository repository, CommitId? head)
{
    private readonly List<Finding> _problems = [];

    /// <summary>What kept facts from being gathered, or is wrong with where they lie.</summary>
    internal IReadOnlyList<Finding> Problems => _problems;

    /// <summary>Gathers.</summary>
    /// <param name="now">The time of the judgement.</param>
    internal ProofsFacts Gather(DateTimeOffset now)
    {
        CommitId? commit = Commit();
        CommitId? tree = commit is { } named ? EvidenceOrigin.TreeOf(repository, named) : null;
        if (commit is not null && tree is null)
        {
            _problems.Add(new(ReasonCodes.ObjectCorrupt, $"The commit {commit} cannot be read.", commit.ToString(), ReasonCodes.ObjectCorrupt.Fix));
        }

        string? folder = Resolve(request.Path ?? string.Empty, ReasonCodes.ProofPayloadInvalid);
        CommitId[] judged = [.. new[] { head, commit }.OfType<CommitId>().Distinct()];
        return new(commit?.ToString(), tree?.ToString(), now, folder is null ? [] : Payloads(folder, judged), Attestations(folder, judged));
    }

    /// <summary>The commit that the proofs must be about.</summary>
    private CommitId? Commit()
    {
        if (request.Commit is not { } asked)
        {
            return head;
        }

        // A full SHA-256 id: this repository's ids are SHA-1, so nothing here can have it.
        ObjectKind kind = CommitId.TryParse(asked, out CommitId id) ? repository.History.KindOf(id) : ObjectKind.Missing;
        if (kind == ObjectKind.Commit)
        {
            return id;
        }

        ReasonCode reason = kind == ObjectKind.Corrupt ? ReasonCodes.ObjectCorrupt : kind == ObjectKind.Missing && repository.IsShallow ? ReasonCodes.HistoryTruncated : ReasonCodes.RequiredCommitMissing;
        _problems.Add(new(reason, $"The commit {asked} that the proofs must be about {(kind == ObjectKind.Missing ? "is not in this clone" : kind == ObjectKind.Corrupt ? "cannot be read" : "is no commit")}.", asked, reason.Fix));
        return null;
    }

    private FoundPayload[] Payloads(string folder, CommitId[] judged)
    {
        PayloadReading reading = PayloadFolder.Read(folder);
        if (reading.Problem is { } problem)
        {
            _problems.Add(new(ReasonCodes.ProofPayloadInvalid, $"The folder of payloads {folder} cannot be read: {problem}.", Fix: ReasonCodes.ProofPayloadInvalid.Fix));
        }

        return [.. reading.Files.Select(file => new FoundPayload(file, Origin(folder, file.Name, file.Content, judged), Origin(folder, file.Name + PayloadFolder.DigestEnding, file.DigestContent, judged)))];
    }

    private FileOrigin Origin(string folder, string name, ReadOnlyMemory<byte> content, CommitId[] judged) =>
        content.IsEmpty ? FileOrigin.Elsewhere : EvidenceOrigin.Of(repository, judged, Path.Combine(folder, name), content.Span);

    private IReadOnlyList<Attestation> Attestations(string? folder, CommitId[] judged)
    {
        if (request.Attestations is not { } asked || Resolve(asked, ReasonCodes.AttestationsUnreadable) is not { } path)
        {
            return [];
        }

        bool isBeside = folder is not null && path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
        bool? isWithin = isBeside ? true : EvidenceOrigin.IsWithin(repository, path);
        if (isWithin is not false)
        {
            _problems.Add(isWithin is true
                ? new(ReasonCodes.EvidenceSelfIssued, $"The attestations {asked} lie {(isBeside ? "in the folder of payloads" : "in a work tree or the git folder of the repository")}.", Fix: "Write them elsewhere, in a workflow below runner.temp.")
                : new(ReasonCodes.EvidenceOriginUnknown, $"Whether the attestations {asked} lie in the work tree cannot be told.", Fix: ReasonCodes.EvidenceOriginUnknown.Fix));
            return [];
        }

        AttestationReading reading = AttestationFile.Read(path);
        if (reading.Problem is { } problem)
        {
            _problems.Add(new(ReasonCodes.AttestationsUnreadable, $"The attestations {asked} cannot be used: {PayloadCheck.Cut(problem)}.", Fix: ReasonCodes.AttestationsUnreadable.Fix));
        }

        _problems.AddRange(reading.Content.IsEmpty ? [] : PayloadCheck.Origin($"The file of attestations {asked}", EvidenceOrigin.Of(repository, judged, path, reading.Content.Span)));
        return reading.Attestations;
    }

    /// <summary>A path without links on the way: where something lies decides whether it counts.</summary>
    private string? Resolve(string path, ReasonCode reason)
    {
        try
        {
            return GitLayout.Resolve(path);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // What is not there has no links; the reader says that it is not there.
            return Path.GetFullPath(path);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // Links that lead in a circle, or a folder that is closed to this user.
            _problems.Add(new(reason, $"{path} cannot be read: {failed.Message.TrimEnd('.')}.", Fix: reason.Fix));
            return null;
        }
    }
}
