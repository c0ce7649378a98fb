using Proofs.Runs.Runs.Records;

namespace Proofs.Runs.Runs.Operations;

/// <summary>What a verification left and nobody wants to keep. Source: AgentXchain protocol v7, verification_produced_files_cleanup.</summary>
internal static class VerificationCleanup
{
    /// <summary>The files that are to be put back as they were before the turn, before it is judged; they are none of its work and none that it may not touch.</summary>
    /// <param name="tree">What changed.</param>
    /// <param name="result">What the turn says.</param>
    internal static IReadOnlyList<string> Files(TreeFacts tree, TurnResult result)
    {
        IReadOnlySet<string> work = TreeRule.Declared(result);
        HashSet<string> passing = (result.Verification?.ProducedFiles ?? []).Where(file => file.Disposition == "ignore").Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return [.. tree.Changes.Where(change => !change.IsIgnored && !tree.Siblings.ContainsKey(change.Path) && passing.Contains(change.Path) && !work.Contains(change.Path) && !ProjectPath.IsReserved(change.Path, string.Empty)).Select(change => change.Path)];
    }
}
