using System.Security.Cryptography;
using System.Text.Json;
using Proofs.Evidence;
using Proofs.Git;

namespace Proofs.Gates;

/// <summary>What makes two questions one.</summary>
internal static class GateIdentity
{
    /// <summary>A digest of what is asked, whatever the repository holds.</summary>
    internal static string Of(GatesRequest request) => Digest(request, request.RepositoryPath, string.Empty, string.Empty);

    /// <summary>A digest of what is asked and of the commits, or null when an end of the range names none.</summary>
    internal static string? Of(GatesRequest request, GitRepository repository)
    {
        RevisionResult head = Revision.Resolve(repository, request.Head ?? "HEAD");
        RevisionResult start = request.Base is { } revision ? Revision.Resolve(repository, revision) : Revision.ResolveReference(repository, request.StartedFrom ?? GateSetting.DefaultStart);
        if (head.Commit is not { } headId || start.Commit is not { } startId)
        {
            return null;
        }

        return Digest(request, repository.Path, headId.ToString(), startId.ToString());
    }

    private static string Digest(GatesRequest request, string path, string head, string start)
    {
        ReadOnlyMemory<byte> question = JsonText.Write(json =>
        {
            json.WriteString("tool", GatesDocument.ToolVersion);
            json.WriteString("repository", path);
            json.WriteString("head", head);
            json.WriteString("head_asked", request.Head);
            json.WriteString("start", start);
            json.WriteString("start_asked", request.Base ?? request.StartedFrom);
            json.WriteBoolean("base", request.Base is not null);
            json.WriteString("only", request.OnlyGate);
            Write(json, "required", request.RequiredGates);
            json.WriteString("baseline", request.RequiredBaseline);
            Write(json, "reported", request.ReportedCommits);
            Write(json, "texts", request.ReportedTexts);
            json.WriteBoolean("trailers", request.ReportedTrailers);
            json.WriteString("key", request.FeatureKey);
            json.WriteString("pattern", request.FeatureKeyPattern);
            json.WriteString("trailer", request.Trailer);
            json.WriteString("merges", request.Merges?.ToString());
            json.WriteString("policy", request.PolicyPath);
            json.WriteString("app", request.App?.Slug);
            Write(json, "proofs", request.Proofs?.Required);
            json.WriteString("proofs_path", request.Proofs?.Path);
            json.WriteString("proofs_commit", request.Proofs?.Commit);
            json.WriteString("proofs_age", request.Proofs?.MaxAge);
            json.WriteString("proofs_run", request.Proofs?.RunId);
            json.WriteString("proofs_attempt", request.Proofs?.RunAttempt);
            json.WriteString("proofs_repository", request.Proofs?.Repository);
            json.WriteString("proofs_repository_address", request.Proofs?.RepositoryAddress);
            json.WriteString("proofs_attestations", request.Proofs?.Attestations);
        });
        return Convert.ToHexStringLower(SHA256.HashData(question.Span));
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string>? values)
    {
        if (values is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
