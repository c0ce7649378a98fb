namespace Proofs.Runs.Runs.Hooks;

/// <summary>What asking the hooks of a phase came to.</summary>
public sealed record HookRun
{
    /// <summary>Whether the phase goes on.</summary>
    public bool Ok => Problem is null;

    /// <summary>Whether the phase is stopped, by a hook's word or for what a hook did.</summary>
    public bool Blocked => Problem is not null;

    /// <summary>Whether a hook changed what it must not. Everything was put back, as far as <see cref="Problem"/> does not say otherwise.</summary>
    public bool Tampered => Problem is not null && Problem.Reason != RunCodes.HookBlocked;

    /// <summary>Every hook of the phase, in order, as the audit has it.</summary>
    public IReadOnlyList<HookAuditEntry> Entries { get; init; } = [];

    /// <summary>Why the phase is stopped, or null.</summary>
    public Problem? Problem { get; init; }

    /// <summary>What hooks warn of that do not stop the phase.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
