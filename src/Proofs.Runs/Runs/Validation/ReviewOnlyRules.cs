namespace Proofs.Runs.Runs.Validation;

/// <summary>What a role that only reviews hands in: a review, and no file but plans and reviews.</summary>
internal static class ReviewOnlyRules
{
    internal static IEnumerable<Problem> Check(Candidate candidate)
    {
        string? type = candidate.Result.Artifact?.Type;
        if (type == "workspace")
        {
            yield return ArtifactWords.NeedsWriteAuthority(candidate, "review_only");
        }
        else if (type != "review")
        {
            yield return ArtifactWords.Illegal($"Role \"{candidate.Context.RoleId}\" has review_only authority and must use artifact type \"review\", not \"{type}\".", candidate);
        }

        // Where a review is to be is where somebody will write it.
        string[] reference = candidate.Result.Artifact?.Ref is { } named && PathClaims.IsPath(named) ? [named] : [];
        foreach (string path in PathClaims.Work(candidate).Concat(reference).Where(path => ProjectPath.TryNormalize(path, out string normalized) && !ProjectPath.IsForReviewers(normalized)))
        {
            yield return new(RunCodes.ReviewOnlyFileViolation, $"Role \"{candidate.Context.RoleId}\" has review_only authority and may list only .planning/ and .agentxchain/reviews/, not \"{Text.Short(path)}\".") { Path = path };
        }
    }
}
