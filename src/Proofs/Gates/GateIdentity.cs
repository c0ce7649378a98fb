using System.Security.Cryptography;
using System.Text.Json;
using Proofs.Evidence;
using Proofs.Git;

namespace Proofs.Gates;

/// <summary>What makes two questions one.</summary>
internal static class GateIdentity
{
    /// <summary>A digest of the question, or null when an end of the range names no commit.</summary>
    internal static string? Of(GatesRequest request, GitRepository repository)
    {
        RevisionResult head = Revision.Resolve(repository, request.Head ?? "HEAD");
        RevisionResult start = request.Base is { } revision ? Revision.Resolve(repository, revision) : Revision.ResolveReference(repository, request.StartedFrom ?? GateSetting.DefaultStart);
        if (head.Commit is not { } headId || start.Commit is not { } startId)
        {
            return null;
        }

        ReadOnlyMemory<byte> question = JsonText.Write(json =>
        {
            json.WriteString("tool", GatesDocument.ToolVersion);
            json.WriteString("repository", repository.Path);
            json.WriteString("head", headId.ToString());
            json.WriteString("start", startId.ToString());
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
