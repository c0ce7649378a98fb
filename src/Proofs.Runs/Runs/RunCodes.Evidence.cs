using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>The file is no export of a run that can be read.</summary>
    public static ReasonCode ExportUnreadable { get; } = new("export_unreadable", Lane.Undetermined, "The file is no export of a run that can be read.",
        "Name a file that `proofs export --output FILE` wrote, and copy it byte for byte.");

    /// <summary>The export has no chain, so nothing in it can be checked against what happened.</summary>
    public static ReasonCode ExportForeign { get; } = new("export_foreign", Lane.Undetermined, "The export has no chain, so nothing in it can be checked against what happened.",
        "Have it made by `proofs export` on a project whose runs were recorded by this runner; whoever made this one can say what they like.");

    /// <summary>The export does not say what its own records lead to.</summary>
    public static ReasonCode ExportDiffers { get; } = new("export_differs", Lane.Fail, "The export does not say what its own records lead to.",
        "Do not trust it; ask for it once more, with the digest of the journal's head by another way.");

    /// <summary>The journal does not end where it was expected to.</summary>
    public static ReasonCode HeadDiffers { get; } = new("head_differs", Lane.Fail, "The journal does not end where it was expected to.",
        "The run went on since the digest was noted, or the journal was written anew: ask whoever noted it, and compare with `proofs report`.");

    /// <summary>The commit of an accepted turn does not hold what was accepted.</summary>
    public static ReasonCode CheckpointDiffers { get; } = new("checkpoint_differs", Lane.Fail, "The commit of an accepted turn does not hold what was accepted.",
        "Look at the commit that the message names with `git show ID`; what it holds was never accepted.");

    /// <summary>The commit of an accepted turn cannot be looked at here.</summary>
    public static ReasonCode CheckpointUnreadable { get; } = new("checkpoint_unreadable", Lane.Undetermined, "The commit of an accepted turn cannot be looked at here.",
        "Ask in a complete clone of the repository that the run worked in (`git fetch --unshallow`).");

    /// <summary>The records of the run contradict each other.</summary>
    public static ReasonCode RecordsInconsistent { get; } = new("records_inconsistent", Lane.Fail, "The records of the run contradict each other.",
        "Do not trust the run; look at the lines that the message names.");

    /// <summary>The declared verification does not pass on what the run committed.</summary>
    public static ReasonCode VerificationDiffers { get; } = new("verification_differs", Lane.Fail, "The declared verification does not pass on what the run committed.",
        "Run the command that the message names in a checkout of the commit; a command that needs a setting of some machine proves nothing on another.");

    /// <summary>The declared verification could not be run.</summary>
    public static ReasonCode VerificationNotRun { get; } = new("verification_not_run", Lane.Undetermined, "The declared verification could not be run.",
        "Declare it under verification.commands, have the runner commit each turn, and ask in the run's repository.");

    private static IEnumerable<ReasonCode> Evidence() =>
    [
        ExportUnreadable, ExportForeign, ExportDiffers, HeadDiffers, CheckpointDiffers, CheckpointUnreadable, RecordsInconsistent, VerificationDiffers, VerificationNotRun,
    ];
}
