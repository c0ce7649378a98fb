using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Proofs.Evidence;

namespace Proofs.Runs.Runs.Dispatch;

/// <summary>ASSIGNMENT.json.</summary>
internal static class AssignmentJson
{
    internal static byte[] Write(Assignment assignment) => JsonText.Write(json =>
    {
        (RunState state, Turn turn) = (assignment.State, assignment.Turn);
        json.WriteString("run_id", state.RunId);
        json.WriteString("turn_id", turn.TurnId);
        json.WriteString("phase", state.Phase);
        json.WriteString("role", turn.AssignedRole);
        json.WriteString("runtime_id", turn.RuntimeId);
        json.WriteString("write_authority", assignment.AuthorityWord);
        json.WriteString("accepted_integration_ref", state.AcceptedIntegrationRef);
        json.WriteString("staging_result_path", assignment.StagingResultPath);
        Texts(json, "reserved_paths", DispatchBundle.ReservedPaths);
        Texts(json, "allowed_next_roles", assignment.Phase.AllowedNextRoles);
        json.WriteNumber("attempt", turn.Attempt);
        json.WriteString("deadline_at", turn.DeadlineAt is { } deadline ? ProtocolTime.Format(deadline) : null);
        json.WriteNumber("assigned_sequence", turn.AssignedSequence);
        if (state.BudgetReservations.GetValueOrDefault(turn.TurnId) is { } reservation)
        {
            json.WriteNumber("budget_reservation_usd", reservation.ReservedUsd);
        }
        else
        {
            json.WriteNull("budget_reservation_usd");
        }

        Siblings(json, assignment);
        Opaque(json, "intake_context", turn.IntakeContext);
        Record(json, "conflict_context", turn.ConflictContext, ProtocolJson.Default.FileConflict);
        Record(json, "delegation_context", turn.DelegationContext, ProtocolJson.Default.QueuedDelegation);
        Record(json, "delegation_review", turn.DelegationReview, ProtocolJson.Default.PendingDelegationReview);
        Warnings(json, assignment.Facts.Warnings);
    }).ToArray();

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void Siblings(Utf8JsonWriter json, Assignment assignment)
    {
        json.WriteStartArray("active_siblings");
        foreach (Turn sibling in assignment.Siblings)
        {
            json.WriteStartObject();
            json.WriteString("turn_id", sibling.TurnId);
            json.WriteString("role", sibling.AssignedRole);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Warnings(Utf8JsonWriter json, IReadOnlyList<DispatchWarning> warnings)
    {
        if (warnings.Count == 0)
        {
            return;
        }

        json.WriteStartArray("advisory_warnings");
        foreach (DispatchWarning warning in warnings)
        {
            json.WriteStartObject();
            json.WriteString("code", warning.Code);
            json.WriteString("message", warning.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Record<T>(Utf8JsonWriter json, string name, T? value, JsonTypeInfo<T> type)
        where T : class
    {
        if (value is not null)
        {
            Opaque(json, name, JsonSerializer.SerializeToElement(value, type));
        }
    }

    /// <summary>As it stands, also when it holds text that is no Unicode, which can be copied but not read.</summary>
    private static void Opaque(Utf8JsonWriter json, string name, JsonElement? value)
    {
        if (value is { ValueKind: not JsonValueKind.Undefined } element)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(element.GetRawText(), skipInputValidation: true);
        }
    }
}
