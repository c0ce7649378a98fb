using Proofs.Runs.Runs.Dispatch;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Proposals;

/// <summary>
/// The document that a review becomes whose writer has no files of its own. Where it lies comes from the turn alone; what the result says in
/// artifact.ref decides nothing.
/// </summary>
internal static class ReviewPage
{
    private const int MostItems = 200;

    /// <summary>The document, or null when the turn is none that it is written for.</summary>
    internal static RunFile? Of(HistoryEntry entry, string runtimeType)
    {
        if (entry.Artifact?.Type != "review" || runtimeType is not ("api_proxy" or "remote_agent") || !RunPaths.IsId(entry.TurnId))
        {
            return null;
        }

        // A role of another form can only come from a caller that did without the configuration's checks.
        string role = RunPaths.IsId(entry.Role) ? entry.Role! : "role";
        return new($"{RunPaths.Reviews}/{entry.TurnId}-{role}-review.md", Write(entry));
    }

    private static byte[] Write(HistoryEntry entry)
    {
        Page page = new($"Review of {QuotedText.Code(entry.Role)}");
        page.Bullets($"Turn: {QuotedText.Code(entry.TurnId)}", $"Phase: {QuotedText.Code(entry.Phase)}", $"Status: {QuotedText.Code(entry.Status)}");
        page.Section("Summary");
        page.Paragraph(QuotedText.Fence(entry.Summary ?? string.Empty, 8000));
        page.Section("Objections");
        page.FirstBullets(entry.Objections, MostItems, objection => $"{QuotedText.Code(objection.Id)} ({QuotedText.Code(objection.Severity)}): {QuotedText.Code(objection.Statement, 1000)}");
        page.Section("Decisions");
        page.FirstBullets(entry.Decisions, MostItems, decision => $"{QuotedText.Code(decision.Id)}: {QuotedText.Code(decision.Statement, 1000)}");
        return page.ToBytes();
    }
}
