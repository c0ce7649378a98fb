using System.Text.Json.Nodes;

namespace Proofs.Runs.Runs.Validation.Normalizing;

/// <summary>Paths in their one form. Those that have none are left for the artifact stage to refuse.</summary>
internal static class PathRules
{
    private const string Rule = "path_canonicalised";

    internal static void Canonical(Draft draft, Context context)
    {
        List(draft, "files_changed");
        List(draft, "artifacts_created");
        JsonObject? verification = draft.Result["verification"] as JsonObject;
        foreach ((JsonObject file, string place) in draft.Items("proposed_changes").Concat(Draft.ItemsIn(verification, "produced_files", "verification.produced_files")))
        {
            One(draft, file, "path", $"{place}.path");
        }

        if (draft.Result["artifact"] is JsonObject artifact && Draft.TextIn(artifact, "ref") is { } reference && PathClaims.IsPath(reference))
        {
            One(draft, artifact, "ref", "artifact.ref");
        }
    }

    private static void List(Draft draft, string key)
    {
        if (draft.Result[key] is JsonArray files && files.Any(file => Draft.TextOf(file) is { } path && Form(path) != path))
        {
            draft.Set(Rule, key, new JsonArray([.. files.Select(file => Draft.TextOf(file) is { } path ? Form(path) : file?.DeepClone())]));
        }
    }

    private static void One(Draft draft, JsonObject owner, string key, string field)
    {
        if (Draft.TextIn(owner, key) is { } path && Form(path) != path)
        {
            draft.Set(Rule, owner, key, field, Form(path));
        }
    }

    private static string Form(string path) => ProjectPath.TryNormalize(path, out string normalized) ? normalized : path;
}
