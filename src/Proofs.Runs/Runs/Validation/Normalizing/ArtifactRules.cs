using System.Text.Json;
using System.Text.Json.Nodes;
using Proofs.Runs.Runs.Configuration;

namespace Proofs.Runs.Runs.Validation.Normalizing;

/// <summary>In which form the work comes. Whether the role may use that form is decided later, and none of this makes it wider.</summary>
internal static class ArtifactRules
{
    /// <summary>An artifact that is missing has the form that the role's authority demands.</summary>
    internal static void Missing(Draft draft, Context context)
    {
        string? type = context.Role?.WriteAuthority switch
        {
            WriteAuthority.Authoritative => "workspace",
            WriteAuthority.Proposed => Count(draft.Result, "proposed_changes") > 0 || !AsksForEnd(draft) ? "patch" : "review",
            WriteAuthority.ReviewOnly => "review",
            _ => null,
        };
        if (draft.Lacks("artifact") && type is not null)
        {
            draft.Set("artifact_from_authority", "artifact", new JsonObject { ["type"] = type });
        }
    }

    /// <summary>
    /// A role that may write and wrote nothing hands in a review, when it asks for one step onward or says that it is not done. A completed turn
    /// without such a request has nothing to show and stays an error; so does one of an implementation phase that has brought nothing about.
    /// </summary>
    internal static void EmptyWorkspace(Draft draft, Context context)
    {
        if (context.Role?.WriteAuthority == WriteAuthority.Authoritative
            && draft.Result["artifact"] is JsonObject artifact && Draft.TextIn(artifact, "type") == "workspace"
            && draft.Result["files_changed"] is JsonArray { Count: 0 }
            && IsEmpty(draft.Result, "artifacts_created")
            && (draft.Lacks("verification") || (draft.Result["verification"] is JsonObject verification && IsEmpty(verification, "produced_files")))
            && (draft.Text("phase_transition_request") is not null || AsksForEnd(draft) || draft.Text("status") is "blocked" or "needs_human" or "failed"))
        {
            draft.Set("empty_workspace_to_review", artifact, "type", "artifact.type", "review");
        }
    }

    private static bool AsksForEnd(Draft draft) => draft.Result["run_completion_request"]?.GetValueKind() == JsonValueKind.True;

    private static bool IsEmpty(JsonObject owner, string key) => owner[key] is null or JsonArray { Count: 0 };

    private static int Count(JsonObject owner, string key) => owner[key] is JsonArray items ? items.Count : 0;
}
