using System.Text;
using Proofs.Texts;

namespace Proofs.Runs.Runs.Records;

/// <summary>What TALK.md says of an accepted turn. Source: AgentXchain protocol v7, record formats.</summary>
internal static class TalkSection
{
    internal static string Write(HistoryEntry entry)
    {
        StringBuilder text = new();
        string id = entry.TurnId.StartsWith("turn_", StringComparison.Ordinal) ? entry.TurnId[5..] : entry.TurnId;
        text.Append("## Turn ").Append(SafeText.Neutralise(id[..Math.Min(8, id.Length)])).Append(" — ").Append(Line(entry.Role)).Append(" (").Append(Line(entry.Phase)).Append(")\n\n");
        Bullet(text, "Status", entry.Status);
        Bullet(text, "Summary", entry.Summary);
        foreach (Decision decision in entry.Decisions)
        {
            Bullet(text, $"Decision {Line(decision.Id)}", decision.Statement);
        }

        foreach (Objection objection in entry.Objections)
        {
            Bullet(text, $"Objection {Line(objection.Id)} ({Line(objection.Severity)})", objection.Statement);
        }

        Bullet(text, "Proposed next", entry.ProposedNextRole ?? "nobody");
        return text.Append("\n---\n\n").ToString();
    }

    private static void Bullet(StringBuilder text, string name, string? value) => text.Append("- **").Append(name).Append(":** ").Append(Line(value)).Append('\n');

    /// <summary>On one line, so that no turn can write headings or bullets of its own.</summary>
    private static string Line(string? value) => SafeText.Neutralise((value ?? string.Empty).ReplaceLineEndings(" "));
}
