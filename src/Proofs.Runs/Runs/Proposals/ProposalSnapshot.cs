using System.Security.Cryptography;
using System.Text.Json;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Proposals;

/// <summary>What a proposal changes, and on what it was made; <c>SOURCE_SNAPSHOT.json</c> beside the files. The ledger holds its digest.</summary>
internal sealed record ProposalSnapshot
{
    internal const string FileName = "SOURCE_SNAPSHOT.json";
    internal const string PageName = "PROPOSAL.md";
    internal const string AppliedName = "APPLIED.json";
    internal const string RejectedName = "REJECTED.json";

    public string SnapshotVersion { get => field ?? "1.0"; init; }

    public string? RunId { get; init; }

    public string TurnId { get => field ?? string.Empty; init; }

    public string? Role { get; init; }

    public string? Phase { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public IReadOnlyList<ProposalChange> Changes { get => field ?? []; init; }

    /// <summary>What is proposed, and on what.</summary>
    internal static ProposalSnapshot Of(HistoryEntry entry, Turn turn, IReadOnlyList<ProposedChange> proposed, RunFacts facts) => new()
    {
        RunId = entry.RunId,
        TurnId = entry.TurnId,
        Role = entry.Role,
        Phase = entry.Phase,
        CreatedAt = facts.Now,
        Changes = [.. proposed.Select(change => new ProposalChange(change.Path, change.Action, Before(change.Path, turn.Baseline, facts), change.Action == "delete" ? ProposalChange.Absent : Digest(change.Content)))],
    };

    /// <summary>Where the copy of a file is that the proposal is to bring.</summary>
    internal static string Copy(string turnId, string path) => $"{RunPaths.Proposal(turnId)}/{path}";

    internal static string Digest(ReadOnlySpan<byte> content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    internal byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ProtocolJson.Indented.ProposalSnapshot), (byte)'\n'];

    /// <summary>Reads a snapshot that is known by its digest; null when it is another one.</summary>
    internal static ProposalSnapshot? Read(string? text, string? digest) =>
        text is not null && digest is not null && Digest(text) == digest ? JsonSerializer.Deserialize(text, ProtocolJson.Default.ProposalSnapshot) : null;

    private static string Digest(string? content) => Digest(System.Text.Encoding.UTF8.GetBytes(content ?? string.Empty));

    /// <summary>
    /// What the path held before the turn. What was dirty then is known by its digest; what nobody changed since is as it is now; what changed
    /// meanwhile nobody can tell any more.
    /// </summary>
    private static string Before(string path, Baseline? baseline, RunFacts facts) => baseline?.DirtySnapshot.GetValueOrDefault(path) switch
    {
        "deleted" => ProposalChange.Absent,
        { } known => known.StartsWith("sha256:", StringComparison.Ordinal) ? known : ProposalChange.Unknown,
        null => facts.Observed?.FilesChanged.Contains(path, StringComparer.Ordinal) is true ? ProposalChange.Unknown : facts.DigestOf(path) ?? ProposalChange.Unknown,
    };
}
