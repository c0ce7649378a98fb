using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Evidence;
using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Reports;

/// <summary>Writes a report as the document <c>proofs.run_report/v1</c>. An amount that nobody knows is null, never zero.</summary>
internal static class ReportDocument
{
    internal static ReadOnlyMemory<byte> Write(ReportFacts facts, string anchor) => JsonText.Write(json =>
    {
        RecordedRun run = facts.Run;
        json.WriteString("schema", "proofs.run_report/v1");
        Standing(json, facts, anchor);
        List(json, "phases", facts.Phases, phase =>
        {
            json.WriteString("phase", phase.Name);
            json.WriteString("status", phase.Status);
            json.WriteString("gate", phase.Gate);
            json.WriteString("gate_status", phase.GateStatus);
        });
        List(json, "turns", facts.Turns, turn => Turn(json, turn));
        List(json, "rejections", facts.Rejections, each =>
        {
            json.WriteString("turn_id", each.TurnId);
            json.WriteString("role", each.Role);
            json.WriteNumber("attempt", each.Attempt);
            json.WriteString("failed_stage", each.Stage);
            json.WriteString("reason", each.Reason);
            json.WriteString("evidence_grade", each.Grade);
        });
        List(json, "decisions", run.Decisions, each =>
        {
            json.WriteString("id", each.Id);
            json.WriteString("turn_id", each.TurnId);
            json.WriteString("role", each.Role);
            json.WriteString("category", each.Category);
            json.WriteString("statement", each.Statement);
            json.WriteString("rationale", each.Rationale);
        });
        List(json, "approvals", facts.Approvals, each =>
        {
            Time(json, "at", each.At);
            json.WriteString("gate", each.Gate);
            json.WriteString("by", each.By);
            json.WriteString("why", each.Why);
        });
        Words(json, "does_not_prove", ReportSections.Limits(anchor));
    });

    private static void Standing(Utf8JsonWriter json, ReportFacts facts, string anchor)
    {
        RecordedRun run = facts.Run;
        json.WriteString("run_id", run.State.RunId);
        json.WriteString("project_id", run.Configuration.Project.Id);
        json.WriteString("project_name", run.Configuration.Project.Name);
        json.WriteString("status", Word.Of(run.State.Status));
        json.WriteString("phase", run.State.Phase);
        json.WriteString("blocked_on", run.State.BlockedOn);
        Time(json, "created_at", run.State.CreatedAt);
        Time(json, "completed_at", run.State.CompletedAt);
        json.WriteString("evidence_grade", run.Grade is { } grade ? Word.Of(grade) : null);
        json.WriteString("anchor", anchor);
        json.WriteStartObject("journal_head");
        json.WriteNumber("sequence", run.Head.Sequence);
        json.WriteString("digest", run.Head.Digest);
        json.WriteEndObject();
        json.WriteStartObject("cost");
        json.WriteNumber("known_usd", facts.KnownUsd);
        json.WriteNumber("unknown_cost_attempts", facts.UnknownAttempts);
        json.WriteEndObject();
    }

    private static void Turn(Utf8JsonWriter json, ReportTurn turn)
    {
        HistoryEntry entry = turn.Entry;
        json.WriteString("turn_id", entry.TurnId);
        json.WriteNumber("accepted_sequence", entry.AcceptedSequence);
        json.WriteString("role", entry.Role);
        json.WriteString("phase", entry.Phase);
        json.WriteString("runtime_id", entry.RuntimeId);
        json.WriteString("status", entry.Status);
        json.WriteString("summary", entry.Summary);
        json.WriteNumber("attempts", turn.Attempts);
        json.WritePropertyName("cost_usd");
        if (entry.Cost?.Usd is { } usd)
        {
            json.WriteNumberValue(usd);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteBoolean("files_observed", turn.AreObserved);
        Words(json, "files", turn.Files);
        json.WriteString("commit", turn.Commit);
        json.WriteStartObject("verification");
        json.WriteString("status", entry.NormalizedVerification?.Status);
        json.WriteString("grade", entry.NormalizedVerification?.Grade);
        json.WriteString("replay", entry.VerificationReplay?.Overall);
        json.WriteEndObject();
        Time(json, "accepted_at", entry.AcceptedAt);
        JsonNode? dispatch = entry.Dispatch is null ? null : JsonSerializer.SerializeToNode(entry.Dispatch, ProtocolJson.Default.DispatchRecord);
        Exports.ExportFile.Put(json, "dispatch", dispatch);
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? time) => json.WriteString(name, time is { } at ? ProtocolTime.Format(at) : null);

    private static void Words(Utf8JsonWriter json, string name, IEnumerable<string> words)
    {
        json.WriteStartArray(name);
        foreach (string word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
