using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.PhaseGates;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Dispatch;

/// <summary>PROMPT.md: what is to be done, and how its result is written.</summary>
internal static class Prompt
{
    private const int MandateBytes = 1200;
    private const int CustomPromptBytes = 8000;

    internal static byte[] Write(Assignment assignment)
    {
        Turn turn = assignment.Turn;
        Page page = new($"Turn of role {QuotedText.Code(turn.AssignedRole)}");
        page.Bullets(
            $"Role: {QuotedText.Code(assignment.Role.Title)}",
            $"Run: {QuotedText.Code(assignment.State.RunId)}",
            $"Turn: {QuotedText.Code(turn.TurnId)}",
            $"Phase: {QuotedText.Code(assignment.Phase.Name)}",
            $"Attempt: {turn.Attempt} of {assignment.Configuration.Rules.MaxTurnRetries}",
            $"Runtime: {QuotedText.Code(turn.RuntimeId)} ({QuotedText.Code(assignment.RuntimeType)})",
            $"Deadline: {(turn.DeadlineAt is { } deadline ? ProtocolTime.Format(deadline) : "none")}",
            $"Result: {QuotedText.Code(assignment.StagingResultPath, 240)}");
        page.Section("Your Mandate");
        page.Paragraph(assignment.Role.Mandate.Length > 0 ? QuotedText.Own(assignment.Role.Mandate, MandateBytes) : "The configuration gives the role no mandate.");
        page.Section("Protocol Rules");
        page.Bullets([.. Rules(assignment)]);
        page.Section("Write Authority");
        page.Paragraph(Authority.Describe(assignment));
        WorkflowFiles(page, assignment);
        page.Section("Phase Exit Gate");
        page.Bullets([.. GateRules(assignment)]);
        Retry(page, turn);
        Conflict(page, turn.ConflictContext);
        if (!string.IsNullOrWhiteSpace(assignment.Facts.CustomPrompt))
        {
            page.Section("Role Prompt");
            page.Paragraph(QuotedText.Own(assignment.Facts.CustomPrompt, CustomPromptBytes));
        }

        page.Section("Single-Shot Execution");
        page.Paragraph($"Nobody answers questions during this turn. Do the work, then {Authority.Delivery(assignment)} When you cannot go on, say so in the result: status \"blocked\", or \"needs_human\" with needs_human_reason.");
        page.Section("Required Output");
        page.Paragraph("Fill in every placeholder in angle brackets; where it lists words, write one of them. A placeholder that is left makes the result invalid.");
        page.Paragraph($"```json\n{ResultTemplate.Write(assignment)}\n```");
        page.Bullets([.. ResultTemplate.Rules(assignment)]);
        return page.ToBytes();
    }

    private static IEnumerable<string> Rules(Assignment assignment) =>
    [
        "Do this one turn. You propose who goes on; the run's rules decide.",
        QuotedText.Notice,
        assignment.MustObject ? "Look for what is wrong with the work so far, and raise at least one objection." : "Look for what is wrong with the work so far before you build on it, and object to what is.",
        "Say only what you did and saw. Verification that you did not run is \"skipped\".",
        $"Never change or claim {string.Join(", ", DispatchBundle.ReservedPaths.Select(path => $"`{path}`"))}.",
    ];

    private static void WorkflowFiles(Page page, Assignment assignment)
    {
        PhaseArtifact[] artifacts = [.. assignment.Artifacts.Where(artifact => (artifact.OwnedBy ?? assignment.Turn.AssignedRole) == assignment.Turn.AssignedRole)];
        if (artifacts.Length > 0)
        {
            page.Section("Workflow-Kit Responsibilities");
            page.FirstBullets(artifacts, 8, artifact => $"{QuotedText.Code(artifact.Path)} ({(artifact.Required ? "required" : "optional")}): {FileWish.Of(artifact.Path, [artifact])}");
        }
    }

    private static IEnumerable<string> GateRules(Assignment assignment)
    {
        string goal = assignment.NextPhase is { } next ? $"the next phase, {QuotedText.Code(next.Name)}" : "the end of the run";
        if (assignment.Gate is not { } gate)
        {
            return [$"No gate stands between this phase and {goal}."];
        }

        IReadOnlyList<GateFile> files = assignment.GateFiles;
        return
        [
            $"Gate {QuotedText.Code(assignment.Phase.ExitGate)} stands between this phase and {goal}.",
            .. files.Take(8).Select(file => $"It requires the file {QuotedText.Code(file.Path)}: {FileWish.Of(file.Path, file.Declared)}"),
            .. files.Count > 8 ? [$"It requires {files.Count - 8} more files; CONTEXT.md names them."] : (string[])[],
            .. gate.RequiresVerificationPass ? [assignment.Configuration.RequiresReproducibleVerification ? "It requires a verification that passes when it is run again." : "It requires a verification that passes."] : (string[])[],
            .. gate.RequiresHumanApproval || gate.Credentialed ? ["It requires the approval of a person, who is asked when the rest holds."] : (string[])[],
        ];
    }

    private static void Retry(Page page, Turn turn)
    {
        if (turn.LastRejection is not { } rejection)
        {
            return;
        }

        page.Section("Previous Attempt Failed");
        page.Paragraph($"Attempt {rejection.Attempt} was rejected{(rejection.FailedStage is { } stage ? $" at stage {QuotedText.Code(stage)}" : string.Empty)}: {QuotedText.Code(rejection.Reason, 400)}. Mend this; do not send the same result again.");
        page.FirstBullets(rejection.ValidationErrors, 6, error => QuotedText.Code(error, 240));
    }

    private static void Conflict(Page page, FileConflict? conflict)
    {
        if (conflict is null)
        {
            return;
        }

        page.Section("File Conflict");
        page.Paragraph($"Turns accepted since your last attempt began ({string.Join(", ", conflict.AcceptedSince.Take(4).Select(turn => QuotedText.Code(turn)))}) changed the same files. Read them as they are now and build on them.");
        page.FirstBullets(conflict.ConflictingFiles, 10, file => QuotedText.Code(file));
    }
}
