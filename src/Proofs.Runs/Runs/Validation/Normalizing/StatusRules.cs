using System.Text.Json;

namespace Proofs.Runs.Runs.Validation.Normalizing;

/// <summary>How the turn ended, in the protocol's words.</summary>
internal static class StatusRules
{
    /// <summary>The words that count as others, and no further ones.</summary>
    internal static void Synonym(Repair repair, TurnContext context)
    {
        string? meant = repair.Text("status") switch
        {
            "complete" or "success" or "done" => "completed",
            "error" or "failure" => "failed",
            _ => null,
        };
        if (meant is not null)
        {
            repair.Set("status_synonym", "status", meant);
        }
    }

    /// <summary>Who leaves the status out and asks for one step onward says that the turn is done, unless something else in the result says it is not.</summary>
    internal static void FromRequest(Repair repair, TurnContext context)
    {
        bool asksForPhase = repair.Text("phase_transition_request") is { Length: > 0 };
        bool asksForEnd = repair.Result["run_completion_request"]?.GetValueKind() == JsonValueKind.True;
        bool saysOtherwise = !repair.Lacks("needs_human_reason") || Repair.TextIn(repair.Result["verification"] as System.Text.Json.Nodes.JsonObject, "status") == "fail";
        if (!repair.Result.ContainsKey("status") && asksForPhase != asksForEnd && !saysOtherwise)
        {
            repair.Set("status_from_request", "status", "completed");
        }
    }
}
