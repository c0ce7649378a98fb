namespace Proofs.Runs.Runs.Validation;

/// <summary>What a role that changes the work tree hands in: workspace with files, commit or patch; review only when nothing of the product changed.</summary>
internal static class AuthoritativeRules
{
    internal static IEnumerable<Problem> Check(Candidate candidate)
    {
        string? type = candidate.Result.Artifact?.Type;
        if (type == "workspace" && candidate.Result.FilesChanged.Count == 0 && !candidate.ProducedFiles.Any(PathClaims.IsKept))
        {
            yield return new(RunCodes.WorkspaceWithoutFiles, "Artifact type \"workspace\" needs at least one path in files_changed.") { Field = "files_changed" };
        }

        if (type == "review" && PathClaims.Work(candidate).FirstOrDefault(ProjectPath.IsProduct) is { } product)
        {
            yield return new(RunCodes.ReviewWithProductFiles, $"Artifact type \"review\" does not go with changes to the product: {Text.Short(product)}") { Field = "artifact.type", Path = product };
        }

        if (ImplementationRule.IsBroken(candidate))
        {
            yield return new(RunCodes.ImplementationWithoutProduct, "A completed turn of phase \"implementation\" must list at least one file of the product in files_changed.") { Field = "files_changed" };
        }
    }
}
