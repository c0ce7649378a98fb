using System.Text.Json;

namespace Proofs.Runs.Runs.Proposals;

/// <summary>What was found and what is to stand where a proposal is being applied: enough to finish it, or to put everything back.</summary>
internal sealed record ApplyJournal
{
    public string TurnId { get => field ?? string.Empty; init; }

    public IReadOnlyList<JournalledFile> Files { get => field ?? []; init; }

    internal byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ProtocolJson.Default.ApplyJournal);

    /// <summary>Reads a journal that is known by its digest; null when it is another one.</summary>
    internal static ApplyJournal? Read(byte[]? content, string? digest) =>
        content is not null && digest is not null && ProposalSnapshot.Digest(content) == digest ? JsonSerializer.Deserialize(content, ProtocolJson.Default.ApplyJournal) : null;
}

/// <summary>One file of it; null bytes stand for no file.</summary>
/// <param name="Path">Relative to the project.</param>
/// <param name="Before">What it held.</param>
/// <param name="After">What it is to hold.</param>
/// <param name="Mode">Its permissions, when it was there.</param>
internal sealed record JournalledFile(string Path, byte[]? Before, byte[]? After, int? Mode);
