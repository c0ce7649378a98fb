using System.Text.Json;
using Proofs.Cli.Hosts;
using Proofs.Evidence;
using Proofs.Runs.Runs;

namespace Proofs.Cli.Operations;

/// <summary>What one thing done to a run came to as a document; the same shape for every noun.</summary>
internal static class OperationDocument
{
    /// <summary>Writes it.</summary>
    /// <param name="noun">turn, approval, escalation or proposal: what the document is about.</param>
    /// <param name="command">The command that was given.</param>
    /// <param name="report">What it came to.</param>
    /// <param name="next">What to do, in order.</param>
    /// <param name="head">The end of the journal, or null.</param>
    internal static ReadOnlyMemory<byte> Write(string noun, string command, OperationReport report, IEnumerable<string> next, JournalHead? head) => JsonText.Write(json =>
    {
        RunState? state = report.Result.State;
        json.WriteString("schema", $"proofs.{noun}/v1");
        json.WriteString("command", command);
        json.WriteString("message", report.Line);
        json.WriteString("run_id", state?.RunId);
        json.WriteString("status", state is null ? null : Words.Of(state.Status));
        json.WriteString("phase", state?.Phase);
        json.WriteString("blocked_on", state?.BlockedOn);
        Turn(json, report.Turn);
        json.WriteString("gate", report.Gate);
        json.WriteString("commit", report.Commit);
        DocumentParts.Texts(json, "warnings", report.Result.Warnings);
        DocumentParts.Texts(json, "next", next);
        DocumentParts.Head(json, head);
    });

    private static void Turn(Utf8JsonWriter json, TurnLine? turn)
    {
        if (turn is null)
        {
            json.WriteNull("turn");
            return;
        }

        json.WriteStartObject("turn");
        json.WriteString("turn_id", turn.TurnId);
        json.WriteString("role", turn.Role);
        json.WriteString("status", turn.Status);
        if (turn.Attempt is { } attempt)
        {
            json.WriteNumber("attempt", attempt);
        }
        else
        {
            json.WriteNull("attempt");
        }

        json.WriteEndObject();
    }
}
