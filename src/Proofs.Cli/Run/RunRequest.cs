using Proofs.Workers.Api;

namespace Proofs.Cli.Run;

/// <summary>What is wanted of a run.</summary>
internal sealed record RunRequest
{
    /// <summary>A folder of the project.</summary>
    internal required string Folder { get; init; }

    /// <summary>Where journals' heads are noted; null for where they usually are.</summary>
    internal string? Anchors { get; init; }

    /// <summary>Who has the first turn; null for what the run says.</summary>
    internal string? Role { get; init; }

    /// <summary>After how many accepted turns to stop; null for what the configuration says.</summary>
    internal int? MaxTurns { get; init; }

    /// <summary>Whether gates are approved without anybody looking.</summary>
    internal bool AutoApprove { get; init; }

    /// <summary>Whether proposals are applied as soon as they are accepted.</summary>
    internal bool ApplyProposals { get; init; }

    /// <summary>Whether what accepted turns changed is committed.</summary>
    internal bool AutoCheckpoint { get; init; } = true;

    /// <summary>Whether what programs write is told as it comes, and not only their last line on a terminal.</summary>
    internal bool Verbose { get; init; }

    /// <summary>Whether only to tell what would be done.</summary>
    internal bool DryRun { get; init; }

    /// <summary>Whether to write a report and an export at the end.</summary>
    internal bool Report { get; init; } = true;

    /// <summary>The completed run that a new one carries on, or null.</summary>
    internal string? ContinueFrom { get; init; }

    /// <summary>The blocked run that a new one takes the place of, or null.</summary>
    internal string? RecoverFrom { get; init; }

    /// <summary>Whether only a run that is there and not over is gone on with.</summary>
    internal bool OnlyResume { get; init; }

    /// <summary>Whether one turn is all that is wanted; then its acceptance is a success.</summary>
    internal bool IsStep { get; init; }

    /// <summary>A scenario to play instead of asking anybody, or null.</summary>
    internal string? Script { get; init; }

    /// <summary>A result that a person has written for the turn, or null.</summary>
    internal string? ResultFile { get; init; }

    /// <summary>Keys that may go to other hosts than their provider's.</summary>
    internal IReadOnlyList<AllowedEndpoint> AllowedEndpoints { get; init; } = [];
}
