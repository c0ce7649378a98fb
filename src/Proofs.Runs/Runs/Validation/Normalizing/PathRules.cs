using System.Text.Json.Nodes;

namespace Proofs.Runs.Runs.Validation.Normalizing;

/// <summary>Paths in their one form. Those that have none are left for the artifact stage to refuse.</summary>
internal static class PathRules
{
    private const string Rule = "path_canonicalised";

    internal static void Canonical(Repair repair, TurnContext context)
    {
        List(repair, "files_changed");
        List(repair, "artifacts_created");
        JsonObject? verification = repair.Result["verification"] as JsonObject;
        foreach ((JsonObject file, string place) in repair.Items("proposed_changes").Concat(Repair.ItemsIn(verification, "produced_files", "verification.produced_files")))
        {
            One(repair, file, "path", $"{place}.path");
        }

        if (repair.Result["artifact"] is JsonObject artifact && Repair.TextIn(artifact, "ref") is { } reference && PathClaims.IsPath(reference))
        {
            One(repair, artifact, "ref", "artifact.ref");
        }
    }

    private static void List(Repair repair, string key)
    {
        if (repair.Result[key] is JsonArray files && files.Any(file => Repair.TextOf(file) is { } path && Form(path) != path))
        {
            repair.Set(Rule, key, new JsonArray([.. files.Select(file => Repair.TextOf(file) is { } path ? Form(path) : file?.DeepClone())]));
        }
    }

    private static void One(Repair repair, JsonObject owner, string key, string field)
    {
        if (Repair.TextIn(owner, key) is { } path && Form(path) != path)
        {
            repair.Set(Rule, owner, key, field, Form(path));
        }
    }

    private static string Form(string path) => ProjectPath.TryNormalize(path, out string normalized) ? normalized : path;
}
