using System.Text.Json.Nodes;

namespace Proofs.Runs.Runs.Records;

/// <summary>On what the work that is going on began, for session.json. Source: AgentXchain protocol v7, session.json.</summary>
internal static class SessionBaseline
{
    /// <summary>The baseline of the turn that began last; null when no turn is at work or there is no repository.</summary>
    /// <param name="state">The run.</param>
    /// <param name="branch">The branch that is checked out, or null when there is none.</param>
    internal static JsonObject? Of(RunState state, string? branch) => state.ActiveTurns.Values.LastOrDefault()?.Baseline is { Kind: "git_worktree" } baseline
        ? new() { ["git_head"] = baseline.HeadRef, ["git_branch"] = branch, ["workspace_dirty"] = !baseline.Clean }
        : null;
}
