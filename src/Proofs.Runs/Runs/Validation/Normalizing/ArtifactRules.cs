using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Validation.Normalizing;

/// <summary>In which form the work comes. Whether the role may use that form is decided later, and none of this makes it wider.</summary>
internal static class ArtifactRules
{
    /// <summary>An artifact that is missing has the form that the role's authority demands.</summary>
    internal static void Missing(Repair repair, TurnContext context)
    {
        string? type = context.Role?.WriteAuthority switch
        {
            WriteAuthority.Authoritative => "workspace",
            WriteAuthority.Proposed => Count(repair.Result, "proposed_changes") > 0 || !AsksForEnd(repair) ? "patch" : "review",
            WriteAuthority.ReviewOnly => "review",
            _ => null,
        };
        if (repair.Lacks("artifact") && type is not null)
        {
            repair.Set("artifact_from_authority", "artifact", new JsonObject { ["type"] = type });
        }
    }

    /// <summary>
    /// A role that may write and wrote nothing hands in a review, when it asks for one step onward or says that it is not done. A completed turn
    /// without such a request has nothing to show and stays an error; so does one of an implementation phase that has brought nothing about.
    /// </summary>
    internal static void EmptyWorkspace(Repair repair, TurnContext context)
    {
        if (context.Role?.WriteAuthority == WriteAuthority.Authoritative
            && repair.Result["artifact"] is JsonObject artifact && Repair.TextIn(artifact, "type") == "workspace"
            && repair.Result["files_changed"] is JsonArray { Count: 0 }
            && IsEmpty(repair.Result, "artifacts_created")
            && (repair.Lacks("verification") || (repair.Result["verification"] is JsonObject verification && IsEmpty(verification, "produced_files")))
            && (repair.Text("phase_transition_request") is not null || AsksForEnd(repair) || repair.Text("status") is "blocked" or "needs_human" or "failed"))
        {
            repair.Set("empty_workspace_to_review", artifact, "type", "artifact.type", "review");
        }
    }

    private static bool AsksForEnd(Repair repair) => repair.Result["run_completion_request"]?.GetValueKind() == JsonValueKind.True;

    private static bool IsEmpty(JsonObject owner, string key) => owner[key] is null or JsonArray { Count: 0 };

    private static int Count(JsonObject owner, string key) => owner[key] is JsonArray items ? items.Count : 0;
}
