using System.Text.Json.Nodes;

namespace Proofs.Runs.Runs.Validation.Normalizing;

/// <summary>Lists that have another name, are not there, or hold objects where paths belong.</summary>
internal static class ListRules
{
    private static readonly string[] PathKeys = ["path", "file"];

    /// <summary>files_modified is another name of files_changed.</summary>
    internal static void FilesModified(Repair repair, TurnContext context)
    {
        if (repair.Lacks("files_changed") && repair.Result["files_modified"] is JsonArray files)
        {
            repair.Result.Remove("files_modified");
            repair.Set("files_modified_renamed", "files_changed", files);
        }
    }

    /// <summary>No decisions and no objections are empty lists.</summary>
    internal static void MissingLists(Repair repair, TurnContext context)
    {
        foreach (string key in new[] { "decisions", "objections" }.Where(repair.Lacks))
        {
            repair.Set("missing_list_emptied", key, new JsonArray());
        }
    }

    /// <summary>An object with a path, among paths, is that path.</summary>
    internal static void FileObjects(Repair repair, TurnContext context)
    {
        foreach (string key in new[] { "files_changed", "artifacts_created" })
        {
            if (repair.Result[key] is JsonArray files && files.Any(file => PathIn(file) is not null))
            {
                repair.Set("file_object_to_path", key, new JsonArray([.. files.Select(file => PathIn(file) is { } path ? path : file?.DeepClone())]));
            }
        }
    }

    private static string? PathIn(JsonNode? file) => file is JsonObject some ? PathKeys.Select(key => Repair.TextIn(some, key)).FirstOrDefault(path => path is not null) : null;
}
