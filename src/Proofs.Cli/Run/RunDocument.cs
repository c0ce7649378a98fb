using System.Text.Json;
using Proofs.Cli.Hosts;
using Proofs.Evidence;
using Proofs.Runs.Runs;
using Proofs.Runs.Runs.Loop;

namespace Proofs.Cli.Run;

/// <summary>What a run came to as a document: <c>proofs.run/v1</c>.</summary>
internal static class RunDocument
{
    internal static ReadOnlyMemory<byte> Write(RunEnding ending) => JsonText.Write(json =>
    {
        (RunLoopResult result, RunState? state) = (ending.Result, ending.Result.State);
        json.WriteString("schema", "proofs.run/v1");
        json.WriteBoolean("ok", result.Ok);
        json.WriteNumber("exit_code", ending.ExitCode);
        json.WriteString("stop_reason", Words.Of(result.StopReason));
        json.WriteString("run_id", state?.RunId);
        json.WriteString("status", state is null ? null : Words.Of(state.Status));
        json.WriteString("phase", state?.Phase);
        json.WriteNumber("turns_executed", result.TurnsExecuted);
        json.WriteNumber("gates_approved", result.GatesApproved);
        WriteGates(json, state);
        json.WriteStartArray("turn_history");
        foreach (TurnOutcome turn in result.TurnHistory)
        {
            json.WriteStartObject();
            json.WriteString("role", turn.Role);
            json.WriteString("turn_id", turn.TurnId);
            json.WriteBoolean("accepted", turn.Accepted);
            json.WriteString("error_code", turn.ErrorCode);
            json.WriteString("error", turn.AcceptError);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteCost(json, state);
        json.WriteStartArray("errors");
        foreach (Problem error in result.Errors)
        {
            json.WriteStartObject();
            json.WriteString("code", error.Reason.Id);
            json.WriteString("message", error.Message);
            json.WriteString("next", error.Next);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        DocumentParts.Texts(json, "warnings", ending.Warnings);
        DocumentParts.Texts(json, "next", ending.Next);
        json.WriteString("report", ending.Artifacts?.Report);
        json.WriteString("export", ending.Artifacts?.Export);
        json.WriteString("evidence_grade", ending.Artifacts?.Grade is { } grade ? Words.Of(grade) : null);
        DocumentParts.Head(json, ending.Head);
    });

    private static void WriteGates(Utf8JsonWriter json, RunState? state)
    {
        json.WriteStartArray("gates");
        foreach ((string gate, string status) in state?.PhaseGateStatus ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id", gate);
            json.WriteString("status", status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCost(Utf8JsonWriter json, RunState? state)
    {
        json.WriteStartObject("cost");
        if (state?.BudgetStatus is { } budget)
        {
            json.WriteNumber("known_usd", budget.SpentUsd);
            json.WriteNumber("unknown_cost_attempts", budget.UnknownCostAttempts);
        }
        else
        {
            json.WriteNull("known_usd");
            json.WriteNull("unknown_cost_attempts");
        }

        json.WriteEndObject();
    }
}
