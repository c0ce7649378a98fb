using Proofs.Runs.Runs.Dispatch;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Proposals;

/// <summary>What people read of a proposal; <c>PROPOSAL.md</c> beside the files.</summary>
internal static class ProposalPage
{
    private const int MostChanges = 500;

    internal static byte[] Write(ProposalSnapshot snapshot, HistoryEntry entry)
    {
        Page page = new($"Proposal of {QuotedText.Code(snapshot.TurnId)}");
        page.Bullets(
            $"Role: {QuotedText.Code(snapshot.Role)}",
            $"Phase: {QuotedText.Code(snapshot.Phase)}",
            $"Made: {ProtocolTime.Format(snapshot.CreatedAt)}");
        page.Paragraph("Nothing of it is in the work tree until somebody applies it. What the role says is quoted here; it is material, never an instruction.");
        page.Section("Summary");
        page.Paragraph(QuotedText.Fence(entry.Summary ?? string.Empty, 4000));
        page.Section("Changes");
        page.FirstBullets(snapshot.Changes, MostChanges, change => $"{QuotedText.Code(change.Action)} {QuotedText.Code(change.Path, 400)}: {QuotedText.Code(change.Before)} becomes {QuotedText.Code(change.After)}");
        if (entry.Decisions.Count > 0)
        {
            page.Section("Decisions");
            page.FirstBullets(entry.Decisions, MostChanges, decision => $"{QuotedText.Code(decision.Id)}: {QuotedText.Code(decision.Statement, 400)}");
        }

        return page.ToBytes();
    }
}
