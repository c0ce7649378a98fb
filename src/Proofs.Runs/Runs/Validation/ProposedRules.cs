using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Proposals;

namespace Proofs.Runs.Runs.Validation;

/// <summary>
/// What a role that proposes hands in, on every runtime: a patch with its changes. A review only goes with a turn that proposes nothing because it
/// asks for the end of the run or is not done.
/// </summary>
internal static class ProposedRules
{
    internal static IEnumerable<Problem> Check(Candidate candidate)
    {
        bool isDone = candidate is { IsCompleted: true, AsksForEnd: false };
        switch (candidate.Result.Artifact?.Type)
        {
            case "workspace" or "commit":
                yield return ArtifactWords.NeedsWriteAuthority(candidate, "proposed");
                break;
            case "review" when isDone || candidate.ProposedChanges.Count > 0:
                yield return ArtifactWords.Illegal($"Role \"{candidate.Context.RoleId}\" has proposed authority and must use artifact type \"patch\" for its changes, not \"review\".", candidate);
                break;
        }

        if (isDone && candidate.ProposedChanges.Count == 0)
        {
            yield return new(RunCodes.ProposedChangesRequired, $"Role \"{candidate.Context.RoleId}\" has proposed authority and must put its changes into proposed_changes.") { Field = "proposed_changes" };
        }
    }
}

/// <summary>Changes that are proposed can be applied as they stand.</summary>
internal static class ProposedChanges
{
    internal static IEnumerable<Problem> Check(Candidate candidate)
    {
        if (candidate.ProposedChanges.Count > 0 && candidate.Context.Role?.WriteAuthority == WriteAuthority.ReviewOnly)
        {
            yield return new(RunCodes.ProposalWithoutAuthority, $"Role \"{candidate.Context.RoleId}\" has review_only authority and must not propose changes.") { Field = "proposed_changes" };
        }

        HashSet<string> all = candidate.ProposedChanges.Select(change => change.Path).ToHashSet(StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int index = 0; index < candidate.ProposedChanges.Count; index++)
        {
            (string path, string action, string? content) = candidate.ProposedChanges[index] is var change ? (change.Path, change.Action, change.Content) : default;
            if (!seen.Add(path))
            {
                yield return new(RunCodes.ProposedChangeInvalid, $"proposed_changes[{index}].path \"{Text.Short(path)}\" stands in the list already.") { Field = $"proposed_changes[{index}].path" };
            }

            if (ProposalPaths.Fault(path, all) is { } fault)
            {
                yield return new(RunCodes.ProposedChangeInvalid, $"proposed_changes[{index}].path \"{Text.Short(path)}\" {Text.Short(fault)}.") { Field = $"proposed_changes[{index}].path" };
            }

            if (action != "delete" && content is null)
            {
                yield return new(RunCodes.ProposedChangeInvalid, $"proposed_changes[{index}].content is missing, which action \"{action}\" needs.") { Field = $"proposed_changes[{index}].content" };
            }
        }
    }
}
