using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.PhaseGates;

/// <summary>What an accepted turn asks for at the end of a phase, and what it can show. Source: AgentXchain protocol v7, phases and gates.</summary>
public sealed record GateRequest
{
    private GateRequest(HistoryEntry entry)
    {
        IsCompletion = entry.RunCompletionRequest == true;
        Phase = IsCompletion ? null : entry.PhaseTransitionRequest;
        (TurnId, Role, FromPhase) = (entry.TurnId, entry.Role, entry.Phase);
        (ClaimedVerification, Verification) = (entry.Verification?.Status, entry.NormalizedVerification);
    }

    /// <summary>The request of a turn; one for the run's end is not one for a phase as well.</summary>
    /// <param name="entry">The turn as the history has it, or is to have it.</param>
    public static GateRequest For(HistoryEntry entry) => new(entry ?? throw new ArgumentNullException(nameof(entry)));

    /// <summary>Whether the run's end is asked for.</summary>
    public bool IsCompletion { get; }

    /// <summary>The phase that is asked for, or null.</summary>
    public string? Phase { get; }

    /// <summary>The turn that asks.</summary>
    public string TurnId { get; }

    /// <summary>Whose turn it is.</summary>
    public string? Role { get; }

    /// <summary>The phase that the turn was in, or null when that is not recorded: then it counts as the run's.</summary>
    public string? FromPhase { get; }

    /// <summary>How its verification ended by its own account, or null when it says nothing.</summary>
    public VerificationStatus? ClaimedVerification { get; }

    /// <summary>What that is worth, or null when nobody looked; then it is worth nothing.</summary>
    public NormalizedVerification? Verification { get; }
}
