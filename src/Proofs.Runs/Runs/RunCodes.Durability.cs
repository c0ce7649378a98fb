using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>The configuration or a file that a hook runs is not what it was when the run began.</summary>
    public static ReasonCode ConfigChanged { get; } = new("config_changed", Lane.Fail, "The configuration or a file that a hook runs is not what it was when the run began.",
        "Put back the file that the message names; if a person wants the change, adopt the new terms under that person's name.");

    /// <summary>A record of the run was changed by something else than a runner.</summary>
    public static ReasonCode StateTampered { get; } = new("state_tampered", Lane.Data, "A record of the run was changed by something else than a runner.",
        "Find out who did it; put back the file that the message names; to begin anew instead, move the folder .agentxchain away, and its anchor with it. What was found is kept below .agentxchain/tampered when the runner could put the record back itself.");

    /// <summary>The run's journal is not a chain that holds.</summary>
    public static ReasonCode JournalBroken { get; } = new("journal_broken", Lane.Data, "The run's journal is not a chain that holds.",
        "Do not trust what stands behind the place that the message names; put back the file from a copy, or begin anew: move the folder .agentxchain away, and its anchor with it.");

    /// <summary>The journal ends in a line that was cut off.</summary>
    public static ReasonCode JournalTorn { get; } = new("journal_torn", Lane.Data, "The journal ends in a line that was cut off.",
        "No runner leaves such a line behind; compare the journal with its anchor, keep the cut line aside and take it off.");

    /// <summary>A change that was begun is none that this runner began.</summary>
    public static ReasonCode TransactionForeign { get; } = new("transaction_foreign", Lane.Data, "A change that was begun is none that this runner began.",
        "Let the runner that began it end it, or take the file away after looking at what it says.");

    /// <summary>The disk did not take a change.</summary>
    public static ReasonCode StorageFailed { get; } = new("storage_failed", Lane.Unavailable, "The disk did not take a change.",
        "Make room or give this user the right to write, as the message says, and ask again: what was begun is carried on, and nothing is done twice.");

    /// <summary>The journal's commands do not lead to the records that are there.</summary>
    public static ReasonCode ReplayDiffers { get; } = new("replay_differs", Lane.Data, "The journal's commands do not lead to the records that are there.",
        "Do not trust the run from the entry on that the message names.");

    /// <summary>The anchor outside the project knows another journal.</summary>
    public static ReasonCode AnchorDiffers { get; } = new("anchor_differs", Lane.Data, "The anchor outside the project knows another journal.",
        "The journal was cut or written anew: put it back from a copy. To begin anew instead, move the folder .agentxchain and the anchor file away; the anchor goes by the project's path.");

    /// <summary>There is no anchor outside the project to compare the journal with.</summary>
    public static ReasonCode AnchorMissing { get; } = new("anchor_missing", Lane.Undetermined, "There is no anchor outside the project to compare the journal with.",
        "Compare on the machine and as the user that the run was on, or with a copy of its anchor file.");

    private static IEnumerable<ReasonCode> Durability() =>
    [
        ConfigChanged, StateTampered, JournalBroken, JournalTorn, TransactionForeign, StorageFailed, ReplayDiffers, AnchorDiffers, AnchorMissing,
    ];
}
