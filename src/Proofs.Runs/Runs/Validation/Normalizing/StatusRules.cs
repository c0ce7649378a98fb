using System.Text.Json;

namespace Proofs.Runs.Runs.Validation.Normalizing;

/// <summary>How the turn ended, in the protocol's words.</summary>
internal static class StatusRules
{
    /// <summary>The words that count as others, and no further ones.</summary>
    internal static void Synonym(Draft draft, Context context)
    {
        string? meant = draft.Text("status") switch
        {
            "complete" or "success" or "done" => "completed",
            "error" or "failure" => "failed",
            _ => null,
        };
        if (meant is not null)
        {
            draft.Set("status_synonym", "status", meant);
        }
    }

    /// <summary>Who leaves the status out and asks for one step onward says that the turn is done, unless something else in the result says it is not.</summary>
    internal static void FromRequest(Draft draft, Context context)
    {
        bool asksForPhase = draft.Text("phase_transition_request") is { Length: > 0 };
        bool asksForEnd = draft.Result["run_completion_request"]?.GetValueKind() == JsonValueKind.True;
        bool saysOtherwise = !draft.Lacks("needs_human_reason") || Draft.TextIn(draft.Result["verification"] as System.Text.Json.Nodes.JsonObject, "status") == "fail";
        if (!draft.Result.ContainsKey("status") && asksForPhase != asksForEnd && !saysOtherwise)
        {
            draft.Set("status_from_request", "status", "completed");
        }
    }
}
