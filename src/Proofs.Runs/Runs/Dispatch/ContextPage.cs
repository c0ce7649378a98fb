using Proofs.Runs.Runs.PhaseGates;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Dispatch;

/// <summary>CONTEXT.md: how the run stands, and what came before.</summary>
internal static class ContextPage
{
    private const int LedgerRows = 50;
    private const int LedgerBytes = 2400;
    private const int PreviewBytes = 400;
    private const int Previews = 3;

    internal static byte[] Write(Assignment assignment)
    {
        Page page = new($"Context of turn {QuotedText.Code(assignment.Turn.TurnId)}");
        page.Paragraph(QuotedText.Notice);
        page.Section("Current State");
        page.Bullets([.. Current(assignment)]);
        page.Section("Project Goal");
        page.Paragraph(assignment.Configuration.Project.Goal is { Length: > 0 } goal ? QuotedText.Own(goal, 700) : "The configuration names no goal.");
        page.Section("Runtime Capability Contract");
        page.Bullets([.. Authority.Capabilities(assignment)]);
        page.Section("Last Accepted Turn");
        LastTurn(page, assignment);
        page.Section("Decision History");
        Decisions(page, assignment);
        page.Section("Gate Required Files");
        GateFiles(page, assignment);
        page.Section("Phase Gate Status");
        page.FirstBullets(assignment.Configuration.Routing, 12, phase => $"{QuotedText.Code(phase.Name)}: {(phase.ExitGate is { } gate ? $"{QuotedText.Code(gate)} {QuotedText.Code(assignment.State.PhaseGateStatus.GetValueOrDefault(gate, "pending"), 40)}" : "no gate")}");
        Delegated(page, assignment.Turn);
        Warned(page, assignment.Facts.Warnings);
        return page.ToBytes();
    }

    private static IEnumerable<string> Current(Assignment assignment)
    {
        RunState state = assignment.State;
        GateFailure? failure = state.LastGateFailure is { } last && last.Phase == state.Phase ? last : null;
        Turn[] siblings = [.. assignment.Siblings];
        return
        [
            $"Phases: {string.Join(", ", assignment.Configuration.Routing.Take(12).Select(phase => QuotedText.Code(phase.Name)))}; now {QuotedText.Code(state.Phase)}.",
            $"Turns accepted: {state.AcceptedSequence}.",
            .. siblings.Take(4).Select(turn => $"Also at work: role {QuotedText.Code(turn.AssignedRole)}, turn {QuotedText.Code(turn.TurnId)}."),
            $"Work accepted so far is in {QuotedText.Code(state.AcceptedIntegrationRef ?? "the work tree")}.",
            .. state.BudgetStatus is { RemainingUsd: { } left } ? [$"Budget left: {left} USD."] : (string[])[],
            .. (failure?.Reasons ?? []).Take(5).Select(reason => $"The gate failed last time: {QuotedText.Code(reason, 240)}"),
        ];
    }

    private static void LastTurn(Page page, Assignment assignment)
    {
        if (assignment.LastAccepted is not { } last)
        {
            page.Paragraph("This is the first turn of the run.");
            return;
        }

        page.Bullets(
            $"Turn {QuotedText.Code(last.TurnId)} of role {QuotedText.Code(last.Role)} in phase {QuotedText.Code(last.Phase)}: {QuotedText.Code(last.Status)}.",
            $"Verification: {QuotedText.Code(last.NormalizedVerification?.Status ?? "unknown")}.");
        page.Paragraph("Its summary:");
        page.Paragraph(QuotedText.Fence(last.Summary ?? string.Empty, 600));
        if (last.Objections.Count > 0)
        {
            page.Paragraph("Its objections:");
            page.FirstBullets(last.Objections, 5, objection => $"{QuotedText.Code(objection.Id, 40)} ({QuotedText.Code(objection.Severity, 20)}): {QuotedText.Code(objection.Statement, 200)}");
        }

        IReadOnlyList<string> changed = last.ObservedArtifact?.FilesChanged ?? last.FilesChanged;
        if (changed.Count > 0)
        {
            page.Paragraph("The files it changed:");
            page.FirstBullets(changed, 10, file => QuotedText.Code(file));
            Preview(page, assignment, [.. changed.Where(IsDocument).Except(assignment.GateFiles.Select(file => file.Path), StringComparer.Ordinal)]);
        }
    }

    /// <summary>Only documents of the run are previewed on an agent's word: any other file may hold what is not to be sent around.</summary>
    private static bool IsDocument(string path) => PhaseGates.GateFiles.Confine(path) == path && (path.StartsWith(".planning/", StringComparison.Ordinal) || path.StartsWith(".agentxchain/reviews/", StringComparison.Ordinal));

    private static void Preview(Page page, Assignment assignment, IReadOnlyList<string> paths)
    {
        foreach (string path in paths.Take(Previews))
        {
            if (assignment.Facts.Run.ReadFile(path) is { } text)
            {
                page.Paragraph($"{QuotedText.Code(path)} begins:");
                page.Paragraph(QuotedText.Fence(text[..Math.Min(text.Length, PreviewBytes)], PreviewBytes));
            }
        }
    }

    private static void Decisions(Page page, Assignment assignment)
    {
        RepoDecision[] lasting = [.. assignment.State.RepoDecisions.Where(decision => decision.Status == "active")];
        int count = assignment.Facts.Decisions.Count + lasting.Length;
        if (count == 0)
        {
            page.Paragraph("Nothing is decided yet.");
            return;
        }

        IEnumerable<string> rows = assignment.Facts.Decisions.Reverse().Select(decision => Row(decision.Id, decision.Phase, decision.Role, decision.Statement, decision.OverriddenBy))
            .Concat(lasting.Reverse().Select(decision => Row(decision.Id, "an earlier run", decision.Role, decision.Statement, null)));
        int bytes = 0;
        string[] shown = [.. rows.Take(LedgerRows).TakeWhile(row => (bytes += System.Text.Encoding.UTF8.GetByteCount(row)) <= LedgerBytes)];
        page.Paragraph($"The newest first{(shown.Length < count ? $"; {count - shown.Length} more are in the ledger" : string.Empty)}.");
        page.Paragraph($"| Id | Phase | Role | Decision |\n|---|---|---|---|\n{string.Join('\n', shown)}");
    }

    private static string Row(string id, string? phase, string? role, string? statement, string? overriddenBy) =>
        $"| {QuotedText.Cell(id, 40)} | {QuotedText.Cell(phase, 40)} | {QuotedText.Cell(role, 40)} | {QuotedText.Cell(statement, 160)}{(overriddenBy is null ? string.Empty : $", overridden by {QuotedText.Cell(overriddenBy, 40)}")} |";

    private static void GateFiles(Page page, Assignment assignment)
    {
        IReadOnlyList<GateFile> files = assignment.GateFiles;
        if (files.Count == 0)
        {
            page.Paragraph("The gate requires no files.");
            return;
        }

        page.FirstBullets(files, 10, file => Status(assignment, file));
        Preview(page, assignment, [.. files.Where(file => file.IsInside).Select(file => file.Path)]);
    }

    private static string Status(Assignment assignment, GateFile file) =>
        !file.IsInside || assignment.Facts.Run.ReadFile(file.Path) is not { } text ? $"{QuotedText.Code(file.Path)}: MISSING"
            : FileSemantics.Check(file.Path, text, file.Declared) is { } wrong ? $"{QuotedText.Code(file.Path)}: EXISTS, and fails: {QuotedText.Code(wrong.Message, 240)}"
            : $"{QuotedText.Code(file.Path)}: EXISTS";

    private static void Delegated(Page page, Turn turn)
    {
        if (turn.DelegationContext is { } work)
        {
            page.Section("Delegated Work");
            page.Paragraph($"This turn works off {QuotedText.Code(work.DelegationId)}, a delegation of role {QuotedText.Code(work.ParentRole)}. It is your task as far as your mandate goes, in that role's words:");
            page.Paragraph(QuotedText.Fence(work.Charter ?? string.Empty, 600));
            page.FirstBullets(work.AcceptanceContract, 6, term => $"It is done when: {QuotedText.Code(term, 200)}");
            page.FirstBullets(work.RequiredDecisionIds, 6, id => $"It needs the decision {QuotedText.Code(id, 40)}.");
        }

        if (turn.DelegationReview is { } review)
        {
            page.Section("Delegation Review");
            page.FirstBullets(review.DelegationResults, 5, result => $"{QuotedText.Code(result.DelegationId, 40)} by role {QuotedText.Code(result.ToRole, 40)}: {QuotedText.Code(result.Status, 40)}, {QuotedText.Code(result.Summary, 200)}; decisions missing: {result.MissingDecisionIds.Count}");
        }
    }

    private static void Warned(Page page, IReadOnlyList<DispatchWarning> warnings)
    {
        if (warnings.Count > 0)
        {
            page.Section("Advisory Warnings");
            page.FirstBullets(warnings, 5, warning => $"{QuotedText.Code(warning.Code, 60)}: {QuotedText.Code(warning.Message, 240)}");
        }
    }
}
