using System.Text.Json.Serialization;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Storage;

/// <summary>
/// Everything that one command does to the run's files, written down whole before the first of them is touched: what a crash leaves half done is
/// done to the end from it. Source: AgentXchain protocol v7, acceptance, commit order.
/// </summary>
internal sealed record PreparedTransaction
{
    /// <summary><c>txn_</c> and 16 hexadecimal digits.</summary>
    public string TransactionId { get => field ?? string.Empty; init; }

    /// <summary><c>accept_turn</c> or the word for another command.</summary>
    public string Kind { get => field ?? string.Empty; init; }

    public string? RunId { get; init; }

    public string? TurnId { get; init; }

    public string? Phase { get; init; }

    /// <summary>Always <c>prepared</c>: one that was carried out is gone.</summary>
    public string Status { get => field ?? "prepared"; init; }

    public DateTimeOffset? PreparedAt { get; init; }

    public int? AcceptedSequence { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HistoryEntry? HistoryEntry { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LedgerDecision>? LedgerEntries { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunState? NextState { get; init; }

    /// <summary>What is written, in this order; null in a transaction of another runner.</summary>
    public IReadOnlyList<FileEffect>? Effects { get; init; }

    /// <summary>The folders that are taken away behind that.</summary>
    public IReadOnlyList<string> Deletes { get => field ?? []; init; }
}

/// <summary>What is written to one file.</summary>
/// <param name="Path">The file, relative to the project.</param>
/// <param name="At">Where its end is before, in bytes, when something is appended; null when the whole file is put in place.</param>
/// <param name="Bytes">What is written.</param>
internal sealed record FileEffect(string Path, long? At, byte[] Bytes);
