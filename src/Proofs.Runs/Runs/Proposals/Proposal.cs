namespace Proofs.Runs.Runs.Proposals;

/// <summary>What a turn proposed. Source: AgentXchain protocol v7, write authority by runtime by artifact.</summary>
public sealed record Proposal
{
    /// <summary>The turn that made it.</summary>
    public string TurnId { get => field ?? string.Empty; init; }

    /// <summary>Whose turn it was.</summary>
    public string? Role { get; init; }

    /// <summary>Where it stands.</summary>
    public ProposalStatus Status { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Why it was rejected, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>What it changes, in its own order; empty when <see cref="Problem"/> says why it cannot be shown.</summary>
    public IReadOnlyList<ProposalChange> Changes { get => field ?? []; init; }

    /// <summary>Why what it changes cannot be shown (proposal_tampered), or null.</summary>
    public Problem? Problem { get; init; }
}

/// <summary>One file of a proposal.</summary>
/// <param name="Path">Relative to the project, '/' between the parts.</param>
/// <param name="Action">create, modify or delete, as the turn said.</param>
/// <param name="Before">What it held before the turn: <c>sha256:</c> and its digest, <c>absent</c>, or <c>unknown</c>, which conflicts with everything.</param>
/// <param name="After">What it is to hold: <c>sha256:</c> and its digest, or <c>absent</c>.</param>
public sealed record ProposalChange(string Path, string Action, string Before, string After)
{
    /// <summary>No such file.</summary>
    internal const string Absent = "absent";

    /// <summary>Nobody can tell.</summary>
    internal const string Unknown = "unknown";
}
