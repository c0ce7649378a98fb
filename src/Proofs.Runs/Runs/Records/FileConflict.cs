namespace Proofs.Runs.Runs.Records;

/// <summary>Turns that were accepted since a turn began changed the same files.</summary>
public sealed record FileConflict
{
    /// <summary>Always <c>file_conflict</c>.</summary>
    public string Type { get => field ?? "file_conflict"; init; }

    /// <summary>The turn that comes too late.</summary>
    public string? ConflictingTurn { get; init; }

    /// <summary>The turns accepted since it began.</summary>
    public IReadOnlyList<string> AcceptedSince { get => field ?? []; init; }

    /// <summary>The files that both changed.</summary>
    public IReadOnlyList<string> ConflictingFiles { get => field ?? []; init; }

    /// <summary>The files that it alone changed.</summary>
    public IReadOnlyList<string> NonConflictingFiles { get => field ?? []; init; }

    /// <summary>The files that only its own role had changed, which it carries on.</summary>
    public IReadOnlyList<string> ForwardRevisionFiles { get => field ?? []; init; }

    /// <summary>The turns whose work it carries on.</summary>
    public IReadOnlyList<string> ForwardRevisionTurns { get => field ?? []; init; }

    /// <summary>How much of it is in conflict, from 0 to 1.</summary>
    public double OverlapRatio { get; init; }

    /// <summary><c>reject_and_reassign</c> when less than half of it is, otherwise <c>human_merge</c>.</summary>
    public string? SuggestedResolution { get; init; }
}
