using System.Text.Json;
using Proofs.Cli.Hosts;
using Proofs.Evidence;
using Proofs.Runs.Runs;

namespace Proofs.Cli.Status;

/// <summary>How a run stands as a document: <c>proofs.run_status/v1</c>.</summary>
internal static class StatusDocument
{
    internal static ReadOnlyMemory<byte> Write(StatusFacts facts) => JsonText.Write(json =>
    {
        RunState state = facts.State;
        json.WriteString("schema", "proofs.run_status/v1");
        json.WriteString("project", facts.Project);
        json.WriteString("run_id", state.RunId);
        json.WriteString("status", Words.Of(state.Status));
        json.WriteString("phase", state.Phase);
        Problem(json, facts.Problem);
        Gates(json, facts.Gates);
        Turns(json, state);
        Blocked(json, state);
        Strings(json, "waiting_proposals", facts.Proposals);
        Cost(json, state);
        DocumentParts.Head(json, facts.Head);
        json.WriteString("anchor", facts.Anchor);
        Loop(json, facts);
        DocumentParts.Texts(json, "warnings", facts.Warnings);
        DocumentParts.Texts(json, "next", facts.Next);
    });

    private static void Problem(Utf8JsonWriter json, Problem? problem)
    {
        if (problem is null)
        {
            json.WriteNull("problem");
            return;
        }

        json.WriteStartObject("problem");
        json.WriteString("code", problem.Reason.Id);
        json.WriteString("message", problem.Message);
        json.WriteEndObject();
    }

    private static void Gates(Utf8JsonWriter json, IEnumerable<GateLine> gates)
    {
        json.WriteStartArray("gates");
        foreach (GateLine gate in gates)
        {
            json.WriteStartObject();
            json.WriteString("id", gate.Id);
            json.WriteString("status", gate.Status);
            json.WriteBoolean("requires_human_approval", gate.NeedsPerson);
            json.WriteBoolean("credentialed", gate.IsCredentialed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Turns(Utf8JsonWriter json, RunState state)
    {
        json.WriteStartArray("turns");
        foreach (Turn turn in state.ActiveTurns.Values)
        {
            json.WriteStartObject();
            json.WriteString("turn_id", turn.TurnId);
            json.WriteString("role", turn.AssignedRole);
            json.WriteString("status", Words.Of(turn.Status));
            json.WriteNumber("attempt", turn.Attempt);
            json.WriteString("since", (turn.StartedAt ?? turn.AssignedAt) is { } since ? Words.Of(since) : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Blocked(Utf8JsonWriter json, RunState state)
    {
        if (state.BlockedOn is null)
        {
            json.WriteNull("blocked");
            return;
        }

        json.WriteStartObject("blocked");
        json.WriteString("on", state.BlockedOn);
        json.WriteString("category", state.BlockedReason?.Category);
        json.WriteString("detail", state.BlockedReason?.Recovery?.Detail);
        json.WriteString("recovery", state.BlockedReason?.Recovery?.RecoveryAction);
        json.WriteEndObject();
    }

    /// <summary>The amounts are of US dollars; null is unknown, or for what is left: no limit.</summary>
    private static void Cost(Utf8JsonWriter json, RunState state)
    {
        json.WriteStartObject("cost");
        Number(json, "known_usd", state.BudgetStatus?.SpentUsd);
        Number(json, "unknown_cost_attempts", state.BudgetStatus?.UnknownCostAttempts);
        Number(json, "remaining_usd", state.BudgetStatus?.RemainingUsd);
        json.WriteEndObject();
    }

    private static void Loop(Utf8JsonWriter json, StatusFacts facts)
    {
        if (facts.Loop is not { } loop)
        {
            json.WriteNull("loop");
            return;
        }

        json.WriteStartObject("loop");
        Number(json, "process_id", loop.ProcessId);
        json.WriteString("since", loop.Since is { } since ? Words.Of(since) : null);
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            json.WriteNull(name);
            return;
        }

        DocumentParts.Texts(json, name, texts);
    }

    private static void Number(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
