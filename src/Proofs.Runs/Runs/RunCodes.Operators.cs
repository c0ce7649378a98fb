using Proofs.Verdicts;

namespace Proofs.Runs.Runs;

public static partial class RunCodes
{
    /// <summary>The run is completed already.</summary>
    public static ReasonCode RunCompletedAlready { get; } = new("run_completed_already", Lane.Data, "The run is completed already.",
        "Begin a new run that carries it on with --continue-from and its id, or move .agentxchain away.");

    /// <summary>The run that is there is not the one that was named.</summary>
    public static ReasonCode RunNotNamed { get; } = new("run_not_named", Lane.Data, "The run that is there is not the one that was named.",
        "Name the run that `proofs status` tells; --continue-from is for a completed one, --recover-from for a blocked one.");

    /// <summary>There is no run to go on with.</summary>
    public static ReasonCode NothingToResume { get; } = new("nothing_to_resume", Lane.Data, "There is no run to go on with.",
        "Begin one with `proofs run`.");

    /// <summary>A person's turn is at work, and no person is there.</summary>
    public static ReasonCode ManualTurnWaits { get; } = new("manual_turn_waits", Lane.Undetermined, "A person's turn is at work, and no person is there.",
        "Do the turn and hand in its result with `proofs step --result FILE`, or run this in a terminal.");

    /// <summary>The scenario cannot be played.</summary>
    public static ReasonCode ScenarioUnusable { get; } = new("scenario_unusable", Lane.Data, "The scenario cannot be played.",
        "Mend the file as the message says.");

    /// <summary>A gate is approved by a person, and none has said so.</summary>
    public static ReasonCode ApprovalUnsaid { get; } = new("approval_unsaid", Lane.Undetermined, "A gate is approved by a person, and none has said so.",
        "Run `proofs approve` in a terminal and answer, or say so beforehand with --yes.");

    /// <summary>A file of the new project is there already.</summary>
    public static ReasonCode ProjectExists { get; } = new("project_exists", Lane.Data, "A file of the new project is there already.",
        "Choose another folder, or move away what the message names.");

    private static IEnumerable<ReasonCode> Operators() => [RunCompletedAlready, RunNotNamed, NothingToResume, ManualTurnWaits, ScenarioUnusable, ApprovalUnsaid, ProjectExists];
}
