using Proofs.Git.WorkTrees;

namespace Proofs.Runs.Runs.Operations;

/// <summary>Whether the tree that is accepted is the tree that was judged. Source: AgentXchain protocol v7, acceptance drift.</summary>
internal static class TreeDrift
{
    /// <summary>Compares the look that the decision is about with one right before it is written down.</summary>
    /// <param name="judged">The first.</param>
    /// <param name="now">The second.</param>
    /// <param name="turnId">The turn: its staged result counts too.</param>
    /// <returns>The refusal, or null when nothing changed that is kept.</returns>
    internal static Problem? Check(TreeSnapshot judged, TreeSnapshot now, string turnId)
    {
        string? changed = TreeDifference.Of(judged, now).FirstOrDefault(change => !change.IsIgnored && !OwnFiles.IsRecord(change.Path, turnId))?.Path
            ?? GitDifference.References(judged.Git, now.Git, new HashSet<string>(StringComparer.Ordinal)).Concat(GitDifference.Settings(judged.Git, now.Git)).FirstOrDefault();
        return changed is null ? null : new(RunCodes.AcceptanceDrift, $"{changed} changed while the turn was being accepted.") { Path = changed };
    }
}
